/* SPDX-License-Identifier: ISC */
#include "dhcpd/server_trial.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

#include "common/cursor.h"
#include "common/log.h"

enum {
	SECTION_TEXT_MAX = 512
};

static bool
is_own(const struct interfaces *interfaces, uint32_t address)
{
	for (size_t i = 0; i < interfaces->n_own; i++)
		if (interfaces->own[i] == address)
			return true;
	return false;
}

static void
try_server(const struct interfaces *interfaces, const char *section,
    const char *key, uint32_t address)
{
	char text[ADDRESS_TEXT_MAX];

	if (!is_own(interfaces, address))
		log_warn("%s: %s %s is no address of this host; machines ask "
			 "there for their boot files: serve them there, or "
			 "name an address of this host",
		    section, key, address_text(text, address));
}

static void
try_values(const struct interfaces *interfaces, const char *section,
    const struct policy_values *values)
{
	for (size_t i = 0; i < values->n; i++) {
		const struct policy_value *value = &values->values[i];
		struct cursor in = cursor_over(value->bytes, value->len);

		if (value->key != POLICY_NEXT_SERVER)
			continue;
		while (cursor_left(&in) >= 4)
			try_server(interfaces, section, "next-server",
			    cursor_u32(&in));
	}
}

void
server_trial(const char *path, const struct policy *policy,
    const struct interfaces *interfaces)
{
	char section[SECTION_TEXT_MAX], prefix[PREFIX_TEXT_MAX];

	if (policy->server)
		try_server(interfaces, "[site]", "server", policy->server);
	try_values(interfaces, "[dhcpd]", &policy->values);
	for (size_t i = 0; i < policy->n_subnets; i++) {
		const struct policy_subnet *subnet = &policy->subnets[i];

		snprintf(section, sizeof(section), "%s:%u: [subnet %s]", path,
		    subnet->line, prefix_text(prefix, &subnet->prefix));
		try_values(interfaces, section, &subnet->values);
	}
	for (size_t i = 0; i < policy->n_groups; i++) {
		snprintf(section, sizeof(section), "%s:%u: [group %s]", path,
		    policy->groups[i].line, policy->groups[i].name);
		try_values(interfaces, section, &policy->groups[i].values);
	}
	for (size_t i = 0; i < policy->n_hosts; i++) {
		snprintf(section, sizeof(section), "%s:%u: [host %s]", path,
		    policy->hosts[i].line, policy->hosts[i].name);
		try_values(interfaces, section, &policy->hosts[i].values);
	}
}

void
server_trial_run(const char *path, const struct policy *policy)
{
	struct interfaces *interfaces = calloc(1, sizeof(*interfaces));

	if (interfaces && interfaces_read(interfaces) == 0)
		server_trial(path, policy, interfaces);
	free(interfaces);
}
