/* SPDX-License-Identifier: ISC */
#include "repod/answer/made_value.h"

#include <stdio.h>
#include <string.h>

#include "common/cursor.h"
#include "common/http_path.h"

/* --- names that stand for one thing --------------------------------------- */

static const char *
mac(struct made_values *values)
{
	return values->mac;
}

static const char *
ip(struct made_values *values)
{
	return values->ip;
}

/* RFC 1123 2.1; dots part a host from its domain. */
static bool
is_host_name(const char *text)
{
	size_t len = strspn(text,
	    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-.");

	return len > 0 && !text[len] && text[0] != '-' && text[0] != '.';
}

/* An option that dhcpd sends may be in quotes, and another for each class. */
static const char *
of_option(struct made_values *values, const struct host *host)
{
	const char *text = hosts_value(host, "option.host-name");
	size_t len;

	if (!text)
		text = hosts_value(host, "option.12");
	if (!text)
		return NULL;
	len = strlen(text);
	if (len < 2 || text[0] != '"' || text[len - 1] != '"')
		return text;
	snprintf(values->scratch, sizeof(values->scratch), "%.*s", (int)len - 2,
	    text + 1);
	return values->scratch;
}

/* Its option 12, else the name of its [host], where no other machine has that
 * one. */
static const char *
hostname(struct made_values *values)
{
	const struct machine_host *machine = &values->host;
	const char *name = of_option(values, machine->host);

	if (!name && machine->is_alone && is_host_name(machine->host->name))
		name = machine->host->name;
	return name;
}

/* The first, where there are several. */
static const char *
uuid(struct made_values *values)
{
	const char *text = hosts_value(values->host.host, "uuid");

	if (!text)
		return NULL;
	snprintf(values->scratch, sizeof(values->scratch), "%.*s",
	    (int)strcspn(text, ", \t"), text);
	return values->scratch;
}

static const char *
serial(struct made_values *values)
{
	return values->serial;
}

static const char *
server(struct made_values *values)
{
	return values->server;
}

static const char *
url(struct made_values *values)
{
	return values->url;
}

static const char no_address[] =
    "nobody says by what address we are reached: say server = ADDRESS in "
    "[site]";

static const struct {
	const char *name;
	const char *(*value)(struct made_values *values);
	const char *absent;
} rows[] = {
	{ "mac", mac,
	    "no lease, no ARP entry and no header of Anaconda's tells the "
	    "machine's MAC" },
	{ "ip", ip, "nobody knows the machine's address" },
	{ "hostname", hostname,
	    "no [host] of the machine's own names it, nor has it "
	    "option.host-name" },
	{ "uuid", uuid, "the machine's [host] has no uuid" },
	{ "serial", serial,
	    "the machine did not send its serial number; Anaconda does with "
	    "inst.ks.sendsn" },
	{ "server", server, no_address },
	{ "url", url, no_address },
};

static enum template_value
set_or(const char *value, const char *absent, const char **ret_value)
{
	bool is_set = value && *value;

	*ret_value = is_set ? value : absent;
	return is_set ? TEMPLATE_VALUE_SET : TEMPLATE_VALUE_ABSENT;
}

static const char no_such_repo[] = "there is no [repo] of that name";

/* --- names of many kinds -------------------------------------------------- */

static enum template_value
find_repo(struct made_values *values, const char *name, const char **ret_value)
{
	const char *path = answer_config_repo(values->config, name);
	struct writer writer =
	    writer_over(values->scratch, sizeof(values->scratch));

	if (!path) {
		*ret_value = no_such_repo;
		return TEMPLATE_VALUE_UNKNOWN;
	}
	writer_text(&writer, values->url);
	writer_u8(&writer, '/');
	http_path_encode(&writer, path);
	writer_u8(&writer, '\0');
	if (writer.failed)
		values->scratch[0] = '\0';
	return set_or(
	    *values->url ? values->scratch : NULL, no_address, ret_value);
}

/* An empty value is one: it is written so. */
static enum template_value
find_key(
    const struct made_values *values, const char *name, const char **ret_value)
{
	const char *value = hosts_value(values->host.host, name);

	if (!value)
		value = hosts_value(values->host.group, name);
	if (value)
		*ret_value = value;
	else if (values->host.host)
		*ret_value = "the machine's [host] and its [group] have no "
			     "such key";
	else
		*ret_value = "no [host] is for this machine";
	return value ? TEMPLATE_VALUE_SET : TEMPLATE_VALUE_ABSENT;
}

static enum template_value
find_unknown(const char **ret_value)
{
	*ret_value = "there is no such name";
	return TEMPLATE_VALUE_UNKNOWN;
}

static bool
is_repo(const char *name, const char **ret_repo)
{
	static const char beginning[] = "repo.";

	*ret_repo = name + strlen(beginning);
	return strncmp(name, beginning, strlen(beginning)) == 0;
}

enum template_value
made_value_find(
    struct made_values *values, const char *name, const char **ret_value)
{
	const char *repo;

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
		if (strcmp(name, rows[i].name) == 0)
			return set_or(
			    rows[i].value(values), rows[i].absent, ret_value);
	if (is_repo(name, &repo))
		return find_repo(values, repo, ret_value);
	if (hosts_is_key(name))
		return find_key(values, name, ret_value);
	return find_unknown(ret_value);
}

enum template_value
made_value_may_be(const struct answer_config *config,
    struct hosts *const hosts[MACHINE_HOST_TABLES], const char *name,
    const char **ret_value)
{
	const char *repo;

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
		if (strcmp(name, rows[i].name) == 0)
			return set_or(name, NULL, ret_value);
	if (is_repo(name, &repo) && !answer_config_repo(config, repo)) {
		*ret_value = no_such_repo;
		return TEMPLATE_VALUE_UNKNOWN;
	}
	if (is_repo(name, &repo))
		return set_or(name, NULL, ret_value);
	if (!hosts_is_key(name))
		return find_unknown(ret_value);
	for (unsigned i = 0; i < MACHINE_HOST_TABLES; i++)
		if (hosts[i] && hosts_have(hosts[i], name))
			return set_or(name, NULL, ret_value);
	return set_or(
	    NULL, "no [host] and no [group] has such a key", ret_value);
}
