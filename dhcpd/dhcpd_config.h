/* SPDX-License-Identifier: ISC */
#ifndef DHCPD_DHCPD_CONFIG_H
#define DHCPD_DHCPD_CONFIG_H

#include "common/config.h"
#include "common/site.h"
#include "dhcpd/policy.h"

/*
 * The INI file as dhcpd reads it: [site], [dhcpd], [subnet], [group] and [host]
 * into a policy.
 */

/** struct config_target - the section that is being read, for its setters */
struct config_target {
	struct policy *policy;
	struct policy_values *values;
	struct policy_subnet *subnet; /* in [subnet] */
	struct policy_host *host;     /* in [host] */
	struct dhcpd_settings *all;   /* in [dhcpd] */
};

/** struct dhcpd_tool_options - what the command line asks of a tool; borrowed
 * from it */
struct dhcpd_tool_options {
	bool is_json;	   /* -j */
	const char *input; /* --import, --import-leases */
};

/** struct dhcpd_settings - all that was read */
struct dhcpd_settings {
	struct site site; /* first: see struct daemon */
	struct policy policy;
	const char *path; /* of the file; NULL where there was none */
	unsigned line;	  /* of [dhcpd] in it */
	char *hosts;	  /* the folder of hosts, owned; NULL for none */
	unsigned hosts_line;
	struct config_target target;
	struct dhcpd_tool_options tool;
	bool has_refused_subnet; /* and its error was reported */
};

/** dhcpd_sections - the tables, for struct daemon */
extern const struct config_section dhcpd_sections[];

/** dhcpd_settings_new() - with defaults; NULL without memory */
void *dhcpd_settings_new(void);

/** dhcpd_settings_free() - for struct daemon; NULL is allowed */
void dhcpd_settings_free(void *settings);

#endif
