/* SPDX-License-Identifier: ISC */
#include "tftpd/tftpd_config.h"

#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "common/log.h"
#include "common/text.h"
#include "tftpd/machine_folder.h"
#include "tftpd/map_file.h"
#include "tftpd/rewrite_rule.h"

bool
tftpd_config_parse_listen(const char *text, struct tftpd_listen *ret_listen)
{
	struct tftpd_listen listen = { 0 };
	char item[ENDPOINT_TEXT_MAX];
	int found;

	while ((found = text_next_item(&text, item, sizeof(item))) > 0) {
		union endpoint *at = &listen.at[listen.n];
		/* ":69", but not "::1". */
		const char *from =
		    item[0] == ':' && item[1] != ':' ? item + 1 : item;

		if (listen.n == TFTPD_LISTEN_MAX ||
		    !endpoint_parse(from, TFTPD_PORT, at) ||
		    endpoint_port(at) == 0)
			return false;
		listen.is_port[listen.n++] =
		    from[strspn(from, "0123456789")] == '\0';
	}
	if (found < 0 || listen.n == 0)
		return false;
	*ret_listen = listen;
	return true;
}

bool
tftpd_config_parse_ports(const char *text, struct tftpd_ports *ret_ports)
{
	char part[16];
	size_t len = strcspn(text, "-:");
	uint64_t first, last;

	if (len >= sizeof(part) || !text[len])
		return false;
	memcpy(part, text, len);
	part[len] = '\0';
	text += len + 1;
	text += strspn(text, " \t");
	if (!text_parse_u64(text_trim(part), UINT16_MAX, &first) ||
	    !text_parse_u64(text, UINT16_MAX, &last))
		return false;
	if (first < 1024 || last < first)
		return false;
	*ret_ports = (struct tftpd_ports){ (uint16_t)first, (uint16_t)last };
	return true;
}

/* A number from @min to @max. */
static bool
parse_between(const char *text, uint32_t min, uint32_t max, uint32_t *ret_value)
{
	uint64_t value;

	if (!text_parse_u64(text, max, &value) || value < min)
		return false;
	*ret_value = (uint32_t)value;
	return true;
}

static void
set_listen(struct config *config, const struct config_entry *entry, void *field)
{
	if (!tftpd_config_parse_listen(entry->value, field))
		config_error(config, entry,
		    "'%s' is not an address, a port, an address:port, or a "
		    "list of at most %d of them",
		    entry->value, TFTPD_LISTEN_MAX);
}

static void
set_ports(struct config *config, const struct config_entry *entry, void *field)
{
	if (!tftpd_config_parse_ports(entry->value, field))
		config_error(config, entry,
		    "'%s' is not a range of ports from 1024 on, "
		    "like 20000-20999",
		    entry->value);
}

static void
set_between(struct config *config, const struct config_entry *entry,
    uint32_t *field, uint32_t min, uint32_t max)
{
	if (!parse_between(entry->value, min, max, field))
		config_error(config, entry,
		    "'%s' is not a number from %u to %u", entry->value, min,
		    max);
}

static void
set_machine_root(
    struct config *config, const struct config_entry *entry, void *field)
{
	if (machine_folder_is_valid(entry->value))
		config_set_string(config, entry, field);
	else
		config_error(config, entry,
		    "'%s' is not a folder below the root, like machines/%%m: "
		    "%%m is the MAC, %%i the address",
		    entry->value);
}

static void
set_sessions(
    struct config *config, const struct config_entry *entry, void *field)
{
	set_between(config, entry, field, 1, TFTPD_SESSIONS_MAX);
}

bool
tftpd_config_parse_blksize(const char *text, uint32_t *ret_octets)
{
	return parse_between(
	    text, TFTP_BLKSIZE_MIN, TFTP_BLKSIZE_MAX, ret_octets);
}

static void
set_blksize(
    struct config *config, const struct config_entry *entry, void *field)
{
	set_between(config, entry, field, TFTP_BLKSIZE_MIN, TFTP_BLKSIZE_MAX);
}

static void
set_windowsize(
    struct config *config, const struct config_entry *entry, void *field)
{
	set_between(config, entry, field, 1, NEGOTIATE_WINDOW_MAX);
}

static void
set_rollover(
    struct config *config, const struct config_entry *entry, void *field)
{
	uint32_t value = 0;

	set_between(config, entry, &value, 0, 1);
	*(uint16_t *)field = (uint16_t)value;
}

static void
set_refused(
    struct config *config, const struct config_entry *entry, void *field)
{
	const char *rest = entry->value;
	enum tftp_option_kind kind;
	unsigned refused = 0;
	char item[32];
	int found;

	while ((found = text_next_item(&rest, item, sizeof(item))) > 0) {
		if (text_equal(item, "all"))
			refused = (1u << TFTP_OPTION_KINDS) - 1;
		else if (tftp_option_find(item, &kind))
			refused |= 1u << kind;
		else
			break;
	}
	if (found != 0)
		config_error(config, entry,
		    "'%s' is not a list of blksize, tsize, timeout, "
		    "windowsize, utimeout, blksize2 and rollover, or all",
		    entry->value);
	*(unsigned *)field = refused;
}

static void
add_rewrite(
    struct config *config, const struct config_entry *entry, void *field)
{
	char where[PATH_MAX + 16], error[REWRITE_ERROR_MAX];
	struct tftpd_rules *rules = field;

	snprintf(
	    where, sizeof(where), "%s:%u", config_path(config), entry->line);
	if (rewrite_rule_add(&rules->rewrite, entry->value, where, error) != 0)
		config_error(
		    config, entry, "rewrite = %s: %s", entry->value, error);
}

/* Return: 0; 1 where it cannot be read (logged), or there are too many. */
static int
read_map(struct tftpd_rules *rules, const char *path)
{
	char *copy;

	if (rules->maps.n == CONFIG_LIST_MAX) {
		log_error("more than %d map files", CONFIG_LIST_MAX);
		return 1;
	}
	copy = strdup(path);
	if (!copy)
		return 1;
	rules->maps.names[rules->maps.n++] = copy;
	return map_file_read(path, &rules->rewrite);
}

static void
add_map_file(
    struct config *config, const struct config_entry *entry, void *field)
{
	if (read_map(field, entry->value) != 0)
		config_error(
		    config, entry, "map-file = %s: see above", entry->value);
}

static void
set_uploads(
    struct config *config, const struct config_entry *entry, void *field)
{
	struct config_names *patterns = field;

	config_set_names(config, entry, field);
	for (unsigned i = 0; i < patterns->n; i++) {
		if (!machine_folder_is_valid(patterns->names[i]))
			config_error(config, entry,
			    "'%s' is not a folder below the root, like crash "
			    "or configs/%%i: %%m is the MAC, %%i the address",
			    patterns->names[i]);
	}
}

#define AT(member) offsetof(struct tftpd_settings, member)

static const struct config_key tftpd_keys[] = {
	{ "listen", set_listen, AT(listen), 0 },
	{ "ports", set_ports, AT(ports), 0 },
	{ "idle", config_set_ms, AT(idle_ms), 0 },
	{ "max-sessions", set_sessions, AT(max_sessions), 0 },
	{ "max-client-sessions", set_sessions, AT(max_client_sessions), 0 },
	{ "private", config_set_bool, AT(is_private), 0 },
	{ "max-blksize", set_blksize, AT(max_blksize), 0 },
	{ "max-windowsize", set_windowsize, AT(max_windowsize), 0 },
	{ "refuse", set_refused, AT(refused), 0 },
	{ "single-port", config_set_bool, AT(is_single_port), 0 },
	{ "machine-root", set_machine_root, AT(machine_root), 0 },
	{ "rollover", set_rollover, AT(rollover), 0 },
	{ "upload", set_uploads, AT(uploads), 0 },
	{ "upload-max-size", config_set_size, AT(upload_max_size), 0 },
	{ "rewrite", add_rewrite, AT(rules), CONFIG_REPEAT },
	{ "map-file", add_map_file, AT(rules), CONFIG_REPEAT },
	{ NULL, NULL, 0, 0 },
};

#define OF(member) offsetof(struct machine_limits, limits.member)

static const struct config_key machine_keys[] = {
	{ "max-blksize", set_blksize, OF(max_blksize), 0 },
	{ "max-windowsize", set_windowsize, OF(max_windowsize), 0 },
	{ "refuse", set_refused, OF(refused), 0 },
	{ NULL, NULL, 0, 0 },
};

static void *
open_machine(
    struct config *config, const struct config_entry *entry, void *opaque)
{
	struct tftpd_settings *settings = opaque;
	struct machine_limits *machine =
	    &settings->machines[settings->n_machines];

	if (settings->n_machines == MACHINE_LIMITS_MAX) {
		config_error(
		    config, entry, "more than %d machines", MACHINE_LIMITS_MAX);
		return NULL;
	}
	if (!machine_limits_parse(entry->argument, machine)) {
		config_error(config, entry,
		    "'%s' is not a MAC like 52:54:00:12:34:56, a prefix like "
		    "52:54:00:*, an address or a network",
		    entry->argument);
		return NULL;
	}
	settings->n_machines++;
	return machine;
}

static void *
open_repo(
    struct config *config, const struct config_entry *entry, void *settings)
{
	return repos_open(
	    config, entry, &((struct tftpd_settings *)settings)->repos);
}

const struct config_section tftpd_sections[] = {
	{ .name = "site", .keys = site_keys, .offset = AT(site) },
	{ .name = "tftpd", .keys = tftpd_keys },
	{ .name = "machine",
	    .keys = machine_keys,
	    .open = open_machine,
	    .takes_argument = true },
	{ .name = "repo",
	    .keys = repos_keys,
	    .open = open_repo,
	    .takes_argument = true },
	{ .name = NULL },
};

void *
tftpd_config_new(void)
{
	struct tftpd_settings *settings = calloc(1, sizeof(*settings));

	if (!settings || site_init(&settings->site) < 0) {
		free(settings);
		return NULL;
	}
	/* No listen: every address, by IPv4 and IPv6. */
	settings->idle_ms = UINT64_C(15) * 60 * 1000;
	settings->max_sessions = TFTPD_SESSIONS_DEFAULT;
	settings->max_client_sessions = TFTPD_CLIENT_SESSIONS_DEFAULT;
	settings->max_blksize = TFTP_BLKSIZE_MAX;
	settings->max_windowsize = NEGOTIATE_WINDOW_DEFAULT;
	settings->upload_max_size = TFTPD_UPLOAD_SIZE_DEFAULT;
	settings->upload_mode = 0644;
	return settings;
}

void
tftpd_config_free(void *opaque)
{
	struct tftpd_settings *settings = opaque;

	if (!settings)
		return;
	site_free(&settings->site);
	free(settings->machine_root);
	rewrite_free(&settings->rules.rewrite);
	config_names_free(&settings->rules.maps);
	config_names_free(&settings->uploads);
	repos_free(&settings->repos);
	free(settings);
}

static int
check_rewrite(struct tftpd_settings *settings)
{
	const struct rewrite_rule *rule;

	if (settings->map_file &&
	    read_map(&settings->rules, settings->map_file) != 0)
		return 1;
	rule = rewrite_rule_unknown_label(&settings->rules.rewrite);
	if (!rule)
		return 0;
	log_error("%s: there is no label %s", rule->where, rule->replacement);
	return 1;
}

int
tftpd_config_check(void *opaque)
{
	struct tftpd_settings *settings = opaque;
	unsigned n_ports = settings->ports.last - settings->ports.first + 1u;

	if (settings->is_single_port && settings->ports.first > 0)
		log_warn("ports is not heeded: with single-port transfers "
			 "leave from the port that is asked");
	if (settings->ports.first > 0 && n_ports < settings->max_sessions)
		log_debug("ports: %u ports carry at most that many transfers "
			  "at once for each address",
		    n_ports);
	if (repos_check(&settings->repos) != 0)
		return 1;
	return check_rewrite(settings);
}
