/* SPDX-License-Identifier: ISC */
#include "repod/repod_config.h"

#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "common/log.h"
#include "common/text.h"

static bool
add_endpoint(struct repod_listen *listen, const union endpoint *endpoint)
{
	/* Port 0 would be a random one, which nobody could find. */
	if (listen->n == REPOD_LISTEN_MAX || endpoint_port(endpoint) == 0)
		return false;
	listen->at[listen->n++] = *endpoint;
	return true;
}

/* A kernel without IPv6 must not keep IPv4 from being served. */
static bool
has_ipv6(void)
{
	int fd = socket(AF_INET6, SOCK_STREAM | SOCK_CLOEXEC, 0);

	if (fd < 0)
		return false;
	close(fd);
	return true;
}

/* Every address of this host, of both families. */
static bool
add_port(struct repod_listen *listen, uint16_t port)
{
	const union endpoint ipv4 = endpoint_ipv4(0, port);
	const union endpoint ipv6 = {
		.ipv6 = {
			.sin6_family = AF_INET6,
			.sin6_port = htons(port),
			.sin6_addr = IN6ADDR_ANY_INIT,
		},
	};

	return add_endpoint(listen, &ipv4) &&
	    (!has_ipv6() || add_endpoint(listen, &ipv6));
}

static bool
add_item(struct repod_listen *listen, const char *item, uint16_t default_port)
{
	union endpoint endpoint;
	uint64_t port;

	if (text_parse_u64(item, UINT16_MAX, &port))
		return add_port(listen, (uint16_t)port);
	return endpoint_parse(item, default_port, &endpoint) &&
	    add_endpoint(listen, &endpoint);
}

bool
repod_config_parse_listen(
    const char *text, uint16_t default_port, struct repod_listen *ret_listen)
{
	struct repod_listen listen = { 0 };
	char item[ENDPOINT_TEXT_MAX];
	int found;

	if (text_equal(text, "off")) {
		*ret_listen = listen;
		return true;
	}
	while ((found = text_next_item(&text, item, sizeof(item))) > 0)
		if (!add_item(&listen, item, default_port))
			return false;
	if (found < 0 || listen.n == 0)
		return false;
	*ret_listen = listen;
	return true;
}

bool
repod_config_parse_ports(const char *text, struct repod_ports *ret_ports)
{
	const char *dash = strchr(text, '-');
	char first_text[32];
	uint64_t first, last;
	size_t len = dash ? (size_t)(dash - text) : strlen(text);

	if (len >= sizeof(first_text))
		return false;
	memcpy(first_text, text, len);
	first_text[len] = '\0';
	if (!text_parse_u64(text_trim(first_text), 65535, &first))
		return false;
	last = first;
	if (dash) {
		dash++;
		dash += strspn(dash, " \t");
		if (!text_parse_u64(dash, 65535, &last))
			return false;
	}
	if (first < 1024 || last < first)
		return false;
	*ret_ports = (struct repod_ports){ (uint16_t)first, (uint16_t)last };
	return true;
}

static void
set_listen(struct config *config, const struct config_entry *entry,
    uint16_t default_port, void *field)
{
	if (!repod_config_parse_listen(entry->value, default_port, field))
		config_error(config, entry,
		    "'%s' is not a port, an address:port, a list of at most "
		    "%d of them, or off",
		    entry->value, REPOD_LISTEN_MAX);
}

static void
set_http(struct config *config, const struct config_entry *entry, void *field)
{
	set_listen(config, entry, REPOD_HTTP_PORT, field);
}

static void
set_https(struct config *config, const struct config_entry *entry, void *field)
{
	set_listen(config, entry, REPOD_HTTPS_PORT, field);
#ifndef HAVE_OPENSSL
	if (((struct repod_listen *)field)->n > 0)
		config_error(config, entry,
		    "this repod was built without OpenSSL, and has no HTTPS: "
		    "install libssl-dev and build it anew");
#endif
}

static void
set_ftp(struct config *config, const struct config_entry *entry, void *field)
{
	set_listen(config, entry, REPOD_FTP_PORT, field);
}

static void
set_ports(struct config *config, const struct config_entry *entry, void *field)
{
	if (!repod_config_parse_ports(entry->value, field))
		config_error(config, entry,
		    "'%s' is not a range of ports from 1024 on, "
		    "like 20000-20999",
		    entry->value);
}

static void
set_sessions(
    struct config *config, const struct config_entry *entry, void *field)
{
	uint64_t n;

	if (text_parse_u64(entry->value, REPOD_SESSIONS_MAX, &n) && n > 0)
		*(uint32_t *)field = (uint32_t)n;
	else
		config_error(config, entry, "'%s' is not a number from 1 to %d",
		    entry->value, REPOD_SESSIONS_MAX);
}

static void
set_log_format(
    struct config *config, const struct config_entry *entry, void *field)
{
	bool is_json = text_equal(entry->value, "json");

	if (!is_json && !text_equal(entry->value, "combined"))
		config_error(config, entry,
		    "'%s' is not a format of log lines: combined or json",
		    entry->value);
	*(bool *)field = is_json;
}

/* --- who may have what --- */

static void
set_allow(struct config *config, const struct config_entry *entry, void *field)
{
	struct access_rule *rule = field;
	const char *rest = entry->value;
	char item[ADDRESS_TEXT_MAX + 4];
	int found;

	rule->is_set = true;
	rule->n = 0;
	if (text_equal(entry->value, "none"))
		return;
	while ((found = text_next_item(&rest, item, sizeof(item))) > 0 &&
	    rule->n < ACCESS_NETWORKS_MAX &&
	    network_parse(item, &rule->networks[rule->n]))
		rule->n++;
	if (found != 0 || rule->n == 0)
		config_error(config, entry,
		    "'%s' is not a list of at most %d networks, like "
		    "192.168.10.0/24, 2001:db8::/32, nor all, nor none",
		    entry->value, ACCESS_NETWORKS_MAX);
}

static void *
open_path(
    struct config *config, const struct config_entry *entry, void *settings)
{
	struct access *access = &((struct repod_settings *)settings)->access;
	char path[PATH_NAME_MAX];

	if (!path_resolve("", entry->argument, path) || !*path ||
	    strlen(path) >= ACCESS_PATH_MAX) {
		config_error(config, entry,
		    "[path] wants a folder or file below the root; for all of "
		    "it allow stands in [repod]");
	} else if (access_find(access, path)) {
		config_error(config, entry, "[path %s] is there already", path);
	} else if (access->n == ACCESS_RULES_MAX) {
		config_error(config, entry, "more than %d [path] sections",
		    ACCESS_RULES_MAX);
	} else {
		struct access_rule *rule = &access->rules[access->n++];

		memcpy(rule->path, path, strlen(path) + 1);
		return rule;
	}
	return NULL;
}

#define AT(member) offsetof(struct repod_settings, member)

static const struct config_key repod_keys[] = {
	{ "root", config_set_path, AT(root), 0 },
	{ "http", set_http, AT(http), 0 },
	{ "https", set_https, AT(https), 0 },
	{ "certificate", config_set_path, AT(certificate), 0 },
	{ "key", config_set_path, AT(key), 0 },
	{ "ftp", set_ftp, AT(ftp), 0 },
	{ "header-timeout", config_set_ms, AT(header_timeout_ms), 0 },
	{ "keepalive-timeout", config_set_ms, AT(keepalive_timeout_ms), 0 },
	{ "send-timeout", config_set_ms, AT(send_timeout_ms), 0 },
	{ "idle-timeout", config_set_ms, AT(idle_timeout_ms), 0 },
	{ "data-timeout", config_set_ms, AT(data_timeout_ms), 0 },
	{ "passive-ports", set_ports, AT(passive_ports), 0 },
	{ "passive-address", config_set_address, AT(passive_address), 0 },
	{ "max-sessions", set_sessions, AT(max_sessions), 0 },
	{ "max-transfers", set_sessions, AT(max_transfers), 0 },
	{ "private", config_set_bool, AT(is_private), 0 },
	{ "log-format", set_log_format, AT(logs_json), 0 },
	{ "precompressed", config_set_bool, AT(has_precompressed), 0 },
	{ "allow", set_allow, AT(access.root), 0 },
	{ "templates", answer_config_templates, AT(answers), 0 },
	{ NULL, NULL, 0, 0 },
};

/* --- dhcpd's machines, for answer files --- */

static void *
open_dhcpd(
    struct config *config, const struct config_entry *entry, void *settings)
{
	(void)config;
	(void)entry;
	return ((struct repod_settings *)settings)->answers;
}

static void *
open_host(
    struct config *config, const struct config_entry *entry, void *settings)
{
	return answer_config_open_host(
	    config, entry, ((struct repod_settings *)settings)->answers);
}

static void *
open_group(
    struct config *config, const struct config_entry *entry, void *settings)
{
	return answer_config_open_group(
	    config, entry, ((struct repod_settings *)settings)->answers);
}

static void *
open_repo(
    struct config *config, const struct config_entry *entry, void *settings)
{
	return repos_open(config, entry,
	    &((struct repod_settings *)settings)->answers->repos);
}

/* --- answer files that repod writes --- */

static void *
open_install(
    struct config *config, const struct config_entry *entry, void *settings)
{
	return install_config_open(config, entry,
	    &((struct repod_settings *)settings)->answers->installs);
}

static const struct config_key no_keys[] = { { NULL, NULL, 0, 0 } };

/* --- the tables --- */

static const struct config_key path_keys[] = {
	{ "allow", set_allow, 0, 0 },
	{ NULL, NULL, 0, 0 },
};

const struct config_section repod_sections[] = {
	{ .name = "site", .keys = site_keys, .offset = AT(site) },
	{ .name = "repod", .keys = repod_keys },
	{ .name = "path",
	    .keys = path_keys,
	    .open = open_path,
	    .takes_argument = true },
	{ .name = "repo",
	    .keys = repos_keys,
	    .open = open_repo,
	    .takes_argument = true },
	{ .name = "dhcpd",
	    .keys = answer_config_dhcpd_keys,
	    .open = open_dhcpd,
	    .rest = answer_config_pass_over },
	{ .name = "host",
	    .keys = no_keys,
	    .open = open_host,
	    .takes_argument = true,
	    .rest = hosts_set_key },
	{ .name = "group",
	    .keys = no_keys,
	    .open = open_group,
	    .takes_argument = true,
	    .rest = hosts_set_key },
	{ .name = "kickstart",
	    .keys = install_config_kickstart_keys,
	    .open = open_install,
	    .takes_argument = true },
	{ .name = "preseed",
	    .keys = install_config_preseed_keys,
	    .open = open_install,
	    .takes_argument = true },
	{ .name = "autoinstall",
	    .keys = install_config_autoinstall_keys,
	    .open = open_install,
	    .takes_argument = true },
	{ .name = NULL },
};

void *
repod_config_new(void)
{
	struct repod_settings *settings = calloc(1, sizeof(*settings));

	if (!settings || site_init(&settings->site)) {
		free(settings);
		return NULL;
	}
	settings->answers = answer_config_new();
	if (!settings->answers) {
		repod_config_free(settings);
		return NULL;
	}
	add_port(&settings->http, REPOD_HTTP_PORT);
	add_port(&settings->ftp, REPOD_FTP_PORT);
	settings->header_timeout_ms = 10000;
	settings->keepalive_timeout_ms = 60000;
	settings->send_timeout_ms = 60000;
	settings->idle_timeout_ms = 300000;
	settings->data_timeout_ms = 60000;
	settings->max_sessions = 1000;
	return settings;
}

void
repod_config_free(void *opaque)
{
	struct repod_settings *settings = opaque;

	if (!settings)
		return;
	site_free(&settings->site);
	free(settings->root);
	free(settings->certificate);
	free(settings->key);
	answer_config_unref(settings->answers);
	free(settings);
}

/* The folder of -d may be relative: it is opened from where repod starts. */
static int
option_root(struct repod_settings *settings, const char *value)
{
	char *root = *value ? realpath(value, NULL) : NULL;

	if (!root) {
		log_error("-d %s: there is no such folder", value);
		return 1;
	}
	free(settings->root);
	settings->root = root;
	return 0;
}

int
repod_config_option(void *opaque, int letter, const char *value)
{
	struct repod_settings *settings = opaque;
	bool is_http = letter == 'H';

	if (letter == 'j' || letter == 'q') {
		*(letter == 'j' ? &settings->is_json
				: &settings->is_config_only) = true;
		return 0;
	}
	if (letter == 'd')
		return option_root(settings, value);
	if (repod_config_parse_listen(value,
		is_http ? REPOD_HTTP_PORT : REPOD_FTP_PORT,
		is_http ? &settings->http : &settings->ftp))
		return 0;
	log_error(
	    "-%c %s: want a port, an address:port, or off", letter, value);
	return 1;
}

int
repod_config_check(void *opaque)
{
	const struct repod_settings *settings = opaque;

	if (install_config_check(&settings->answers->installs) > 0 ||
	    repos_check(&settings->answers->repos) > 0)
		return 1;
	if (settings->https.n > 0 &&
	    (!settings->certificate || !settings->key)) {
		log_error("[repod] https wants certificate = and key =, two "
			  "files of PEM");
		return 1;
	}
	if (settings->http.n > 0 || settings->https.n > 0 ||
	    settings->ftp.n > 0)
		return 0;
	log_error("[repod] http and ftp are both off: nothing to serve");
	return 1;
}

const char *
repod_config_root(const struct repod_settings *settings)
{
	return settings->root ? settings->root : settings->site.root;
}
