/* SPDX-License-Identifier: ISC */
#include "dhcpd/import/import_dnsmasq.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "dhcpd/import/dnsmasq_boot.h"
#include "dhcpd/import/dnsmasq_host.h"
#include "dhcpd/import/dnsmasq_keyword.h"
#include "dhcpd/import/dnsmasq_menu.h"
#include "dhcpd/import/dnsmasq_network.h"
#include "dhcpd/import/dnsmasq_tftp.h"

enum {
	PATH_TEXT_MAX = 2 * DNSMASQ_LINE_MAX
};

/* --- files ---------------------------------------------------------------- */

static void
add_source(struct dnsmasq_conf *conf, const char *path, const char *keyword)
{
	struct dnsmasq_source source = { .keyword = keyword };

	/* The import lets no more files be opened than there is room for. */
	if (import_open(conf->import, path, &source.file, &source.text,
		&source.len) == 0)
		conf->sources[conf->n_sources++] = source;
}

/* Editors' copies, as dnsmasq passes them over. */
static bool
is_passed_over(const char *name)
{
	size_t len = strlen(name);

	return len == 0 || *name == '.' || name[len - 1] == '~' ||
	    (*name == '#' && name[len - 1] == '#');
}

static bool
ends(const char *name, const char *with)
{
	size_t len = strlen(name), tail = strlen(with);

	return len >= tail && strcmp(name + len - tail, with) == 0;
}

/* conf-dir=DIR,.bak leaves those out, conf-dir=DIR,*.conf takes those alone. */
static bool
is_wanted(const struct dnsmasq_conf *conf, const char *name)
{
	bool is_any_wanted = false, is_wanted = false;
	const char *item;

	for (size_t i = 1; i < conf->line.n; i++) {
		item = conf->line.items[i];
		if (*item != '*' && ends(name, item))
			return false;
		is_any_wanted |= *item == '*';
		is_wanted |= *item == '*' && ends(name, item + 1);
	}
	return !is_passed_over(name) && (is_wanted || !is_any_wanted);
}

static void
add_folder(struct dnsmasq_conf *conf, const char *names, const char *keyword)
{
	char path[PATH_TEXT_MAX];

	for (const char *name = names; *name; name += strlen(name) + 1) {
		if (!is_wanted(conf, name))
			continue;
		snprintf(path, sizeof(path), "%s/%s",
		    dnsmasq_conf_item(conf, 0), name);
		add_source(conf, path, keyword);
	}
}

static void
on_conf_file(struct dnsmasq_conf *conf)
{
	add_source(conf, dnsmasq_conf_item(conf, 0), NULL);
}

static void
on_conf_dir(struct dnsmasq_conf *conf)
{
	const char *names;

	if (import_list(conf->import, dnsmasq_conf_item(conf, 0), &names) == 0)
		add_folder(conf, names, NULL);
	else
		dnsmasq_conf_note(conf, "the folder cannot be read");
}

/* A file, or a folder of such files. */
static void
add_either(struct dnsmasq_conf *conf, const char *keyword)
{
	const char *names;

	if (import_list(conf->import, dnsmasq_conf_item(conf, 0), &names) == 0)
		add_folder(conf, names, keyword);
	else
		add_source(conf, dnsmasq_conf_item(conf, 0), keyword);
}

static void
on_hosts_file(struct dnsmasq_conf *conf)
{
	add_either(conf, "dhcp-host");
}

static void
on_options_file(struct dnsmasq_conf *conf)
{
	add_either(conf, "dhcp-option");
}

/* --- short ones ----------------------------------------------------------- */

static void
on_authoritative(struct dnsmasq_conf *conf)
{
	import_set(conf->import, dnsmasq_conf_defaults(conf), "authoritative",
	    CLASS_ANY, "yes");
}

static void
on_no_ping(struct dnsmasq_conf *conf)
{
	import_set(conf->import, dnsmasq_conf_defaults(conf), "conflict-check",
	    CLASS_ANY, "no");
}

static void
on_ethers(struct dnsmasq_conf *conf)
{
	import_set(conf->import, dnsmasq_conf_defaults(conf), "hosts",
	    CLASS_ANY, "/etc/ethers");
}

static void
on_port(struct dnsmasq_conf *conf)
{
	conf->has_no_dns = strcmp(dnsmasq_conf_item(conf, 0), "0") == 0;
}

/* --- lines ---------------------------------------------------------------- */

/* In this order all files are read: what names others comes first. */
enum pass {
	PASS_FILES,
	PASS_NETWORKS,
	PASS_TAGS,
	PASS_HOSTS,
	PASS_REST,
	N_PASSES,
};

static const struct {
	const char *keyword;
	enum pass pass;
	void (*take)(struct dnsmasq_conf *conf);
} taken[] = {
	{ "conf-file", PASS_FILES, on_conf_file },
	{ "conf-dir", PASS_FILES, on_conf_dir },
	{ "dhcp-hostsfile", PASS_FILES, on_hosts_file },
	{ "dhcp-hostsdir", PASS_FILES, on_hosts_file },
	{ "dhcp-optsfile", PASS_FILES, on_options_file },
	{ "dhcp-optsdir", PASS_FILES, on_options_file },
	{ "interface", PASS_FILES, dnsmasq_network_interface },
	{ "listen-address", PASS_FILES, dnsmasq_network_listen },
	{ "port", PASS_FILES, on_port },
	{ "dhcp-range", PASS_NETWORKS, dnsmasq_network_range },
	{ "dhcp-match", PASS_TAGS, dnsmasq_boot_match },
	{ "dhcp-vendorclass", PASS_TAGS, dnsmasq_boot_vendor_class },
	{ "dhcp-userclass", PASS_TAGS, dnsmasq_boot_user_class },
	{ "dhcp-mac", PASS_TAGS, dnsmasq_host_mac },
	{ "dhcp-host", PASS_HOSTS, dnsmasq_host_take },
	{ "dhcp-boot", PASS_REST, dnsmasq_boot_file },
	{ "dhcp-option", PASS_REST, dnsmasq_boot_option },
	{ "dhcp-option-force", PASS_REST, dnsmasq_boot_option },
	{ "dhcp-ignore", PASS_REST, dnsmasq_network_ignore },
	{ "pxe-prompt", PASS_REST, dnsmasq_menu_prompt },
	{ "pxe-service", PASS_REST, dnsmasq_menu_service },
	{ "domain", PASS_REST, dnsmasq_network_domain },
	{ "shared-network", PASS_REST, dnsmasq_network_shared },
	{ "dhcp-authoritative", PASS_REST, on_authoritative },
	{ "no-ping", PASS_REST, on_no_ping },
	{ "read-ethers", PASS_REST, on_ethers },
	{ "enable-tftp", PASS_REST, dnsmasq_tftp_enable },
	{ "tftp-root", PASS_FILES, dnsmasq_tftp_root },
	{ "tftp-unique-root", PASS_REST, dnsmasq_tftp_unique_root },
	{ "tftp-port-range", PASS_REST, dnsmasq_tftp_port_range },
	{ "tftp-single-port", PASS_REST, dnsmasq_tftp_single_port },
	{ "tftp-max", PASS_REST, dnsmasq_tftp_max },
	{ "tftp-mtu", PASS_REST, dnsmasq_tftp_mtu },
	{ "tftp-no-blocksize", PASS_REST, dnsmasq_tftp_no_blocksize },
};

static void
pass_over(struct dnsmasq_conf *conf, const char *keyword)
{
	const char *advice = NULL;
	enum dnsmasq_concern concern = dnsmasq_keyword(keyword, &advice);

	if (concern == DNSMASQ_CONCERN_UNKNOWN)
		import_note(conf->import, "%.60s: not known", keyword);
	else if (concern == DNSMASQ_CONCERN_TOLD)
		dnsmasq_conf_note(conf, advice);
	else
		conf->counts[concern]++;
}

static void
take_line(struct dnsmasq_conf *conf, const char *keyword, enum pass pass)
{
	for (size_t i = 0; i < sizeof(taken) / sizeof(taken[0]); i++)
		if (strcmp(taken[i].keyword, keyword) == 0) {
			if (taken[i].pass == pass)
				taken[i].take(conf);
			return;
		}
	if (pass == PASS_REST)
		pass_over(conf, keyword);
}

static void
read_source(struct dnsmasq_conf *conf, size_t number, enum pass pass)
{
	const struct dnsmasq_source source = conf->sources[number];
	struct dnsmasq_reader reader = { .text = source.text,
		.len = source.len,
		.has_keywords = !source.keyword };

	while (dnsmasq_line_next(&reader, &conf->line)) {
		import_at(conf->import, source.file, conf->line.number);
		if (source.keyword)
			conf->line.keyword = source.keyword;
		if (!conf->line.fault)
			take_line(conf, conf->line.keyword, pass);
		else if (pass == PASS_FILES)
			import_note(conf->import,
			    "this line cannot be read: "
			    "%s",
			    conf->line.fault);
	}
}

static void
tell_counts(struct dnsmasq_conf *conf)
{
	static const char *const of[N_DNSMASQ_CONCERNS] = {
		[DNSMASQ_CONCERN_DNS] = "DNS: keep dnsmasq for it, without "
					"its dhcp-range",
		[DNSMASQ_CONCERN_IPV6] = "IPv6: dhcpd serves IPv4",
		[DNSMASQ_CONCERN_PROCESS] = "the process and its log: see "
					    "[site] in bootyard.ini(5)",
	};

	for (size_t i = 0; i < N_DNSMASQ_CONCERNS; i++)
		if (of[i] && conf->counts[i] > 0)
			import_note(conf->import,
			    "%u line%s not carried over, of %s",
			    conf->counts[i], conf->counts[i] == 1 ? "" : "s",
			    of[i]);
}

int
import_dnsmasq(
    struct import *import, const char *file, const char *text, size_t len)
{
	struct dnsmasq_conf *conf = calloc(1, sizeof(*conf));

	if (!conf)
		return -ENOMEM;
	conf->import = import;
	conf->sources[conf->n_sources++] =
	    (struct dnsmasq_source){ .file = file, .text = text, .len = len };
	import_at(import, file, 1);
	import_last_counts(import);
	/* They are printed in the order in which they are made. */
	import_section(import, "site");
	dnsmasq_conf_defaults(conf);
	/* More of them come while they are read. */
	for (int pass = PASS_FILES; pass < N_PASSES; pass++)
		for (size_t i = 0; i < conf->n_sources; i++)
			read_source(conf, i, (enum pass)pass);
	dnsmasq_network_finish(conf);
	dnsmasq_menu_finish(conf);
	dnsmasq_conf_settle(conf);
	import_at(import, file, 1);
	tell_counts(conf);
	if (!import_has(dnsmasq_conf_defaults(conf), "authoritative"))
		import_set(import, dnsmasq_conf_defaults(conf), "authoritative",
		    CLASS_ANY, "no");
	free(conf);
	return 0;
}
