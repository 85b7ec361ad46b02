/* SPDX-License-Identifier: ISC */
#include "repod/answer/made_value.h"

#include <string.h>

/* A name that stands for one thing. */
struct row {
	const char *name;
	const char *(*value)(const struct made_values *values);
	const char *absent;
};

static const char *
mac(const struct made_values *values)
{
	return values->mac;
}

static const char *
ip(const struct made_values *values)
{
	return values->ip;
}

static const char *
serial(const struct made_values *values)
{
	return values->asker->serial;
}

static const char *
server(const struct made_values *values)
{
	return values->server;
}

static const char *
url(const struct made_values *values)
{
	return values->asker->origin;
}

static const struct row rows[] = {
	{ "mac", mac,
	    "no lease, no ARP entry and no header of Anaconda's tells the "
	    "machine's MAC" },
	{ "ip", ip, "nobody knows the machine's address" },
	{ "serial", serial,
	    "the machine did not send its serial number; Anaconda does with "
	    "inst.ks.sendsn" },
	{ "server", server, "nobody knows by what address we are reached" },
	{ "url", url, "nobody knows by what address we are reached" },
};

static enum template_value
set_or(const char *value, const char *absent, const char **ret_value)
{
	bool is_set = value && *value;

	*ret_value = is_set ? value : absent;
	return is_set ? TEMPLATE_VALUE_SET : TEMPLATE_VALUE_ABSENT;
}

enum template_value
made_value_find(
    const struct made_values *values, const char *name, const char **ret_value)
{
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
		if (strcmp(name, rows[i].name) == 0)
			return set_or(
			    rows[i].value(values), rows[i].absent, ret_value);
	if (strncmp(name, "var.", strlen("var.")) == 0) {
		*ret_value = "the machine has no such key";
		return TEMPLATE_VALUE_ABSENT;
	}
	*ret_value = "there is no such name";
	return TEMPLATE_VALUE_UNKNOWN;
}
