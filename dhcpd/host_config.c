/* SPDX-License-Identifier: ISC */
#include "dhcpd/host_config.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "common/config_value.h"
#include "common/host_match.h"
#include "common/text.h"
#include "dhcpd/dhcpd_config.h"
#include "dhcpd/value_config.h"

enum {
	ITEM_MAX = 2 * POLICY_MATCH_MAX + POLICY_MATCH_MAX,
};

int
host_config_add_match(struct policy *policy, const struct policy_match *match)
{
	struct policy_match *grown = policy->matches;

	/* Room doubles: at every power of two. */
	if ((policy->n_matches & (policy->n_matches - 1)) == 0)
		grown = reallocarray(grown,
		    policy->n_matches ? policy->n_matches * 2 : 1,
		    sizeof(*grown));
	if (!grown)
		return -ENOMEM;
	policy->matches = grown;
	grown[policy->n_matches++] = *match;
	return 0;
}

/* Every item of a comma-separated list. */
static void
add_matches(struct config *config, const struct config_entry *entry,
    struct config_target *target, enum policy_match_kind kind,
    host_match_fn *parse, const char *wanted)
{
	struct policy *policy = target->policy;
	const char *rest = entry->value;
	char item[ITEM_MAX];
	int more;

	while ((more = text_next_item(&rest, item, sizeof(item))) > 0) {
		struct policy_match match = { .kind = (uint8_t)kind,
			.host = (uint32_t)(target->host - policy->hosts),
			.line = entry->line };

		if (!parse(item, match.bytes, &match.len))
			break;
		if (host_config_add_match(policy, &match)) {
			config_error(config, entry, "out of memory");
			return;
		}
	}
	if (more != 0)
		config_error(config, entry, "%s = %s: not %s", entry->key,
		    entry->value, wanted);
}

static void
set_mac(struct config *config, const struct config_entry *entry, void *field)
{
	add_matches(config, entry, field, POLICY_MATCH_MAC, host_match_mac,
	    "a MAC like 52:54:00:12:34:56, or a prefix like 52:54:00:*");
}

static void
set_client_id(
    struct config *config, const struct config_entry *entry, void *field)
{
	add_matches(config, entry, field, POLICY_MATCH_CLIENT_ID,
	    host_match_client_id,
	    "octets like 01:52:54:00:12:34:56, or \"text\"");
}

static void
set_uuid(struct config *config, const struct config_entry *entry, void *field)
{
	add_matches(config, entry, field, POLICY_MATCH_UUID, host_match_uuid,
	    "a UUID like 4c4c4544-0042-3310-8051-b8c04f445431");
}

static void
set_address(
    struct config *config, const struct config_entry *entry, void *field)
{
	struct config_target *target = field;

	config_set_address(config, entry, &target->host->address);
}

static void
set_deny(struct config *config, const struct config_entry *entry, void *field)
{
	struct config_target *target = field;

	config_set_bool(config, entry, &target->host->deny);
}

static void
set_group(struct config *config, const struct config_entry *entry, void *field)
{
	struct config_target *target = field;

	config_set_string(config, entry, &target->host->group_name);
}

static void
set_subnet(struct config *config, const struct config_entry *entry, void *field)
{
	struct config_target *target = field;

	target->host->is_pinned =
	    prefix_parse(entry->value, &target->host->subnet);
	if (!target->host->is_pinned)
		config_error(config, entry,
		    "subnet = %s: not a network like 192.168.10.0/24",
		    entry->value);
}

/* For answer files; repod reads them. */
static void
pass_over(struct config *config, const struct config_entry *entry, void *field)
{
	(void)config;
	(void)entry;
	(void)field;
}

const struct config_key host_config_keys[] = {
	{ "mac", set_mac, 0, 0 },
	{ "uuid", set_uuid, 0, 0 },
	{ "client-id", set_client_id, 0, 0 },
	{ "address", set_address, 0, 0 },
	{ "deny", set_deny, 0, 0 },
	{ "group", set_group, 0, 0 },
	{ "subnet", set_subnet, 0, 0 },
	{ "var", pass_over, 0, CONFIG_SUFFIX },
	VALUE_CONFIG_KEYS,
	{ NULL, NULL, 0, 0 },
};

const struct config_key host_config_group_keys[] = {
	{ "var", pass_over, 0, CONFIG_SUFFIX },
	VALUE_CONFIG_KEYS,
	{ NULL, NULL, 0, 0 },
};

struct policy_host *
host_config_add(struct policy *policy, const char *name, unsigned line)
{
	struct policy_host *grown = policy->hosts;
	char *copy = strdup(name);

	/* Room doubles: at every power of two. */
	if ((policy->n_hosts & (policy->n_hosts - 1)) == 0)
		grown = reallocarray(grown,
		    policy->n_hosts ? policy->n_hosts * 2 : 1, sizeof(*grown));
	if (grown)
		policy->hosts = grown;
	if (!grown || !copy) {
		free(copy);
		return NULL;
	}
	grown[policy->n_hosts] =
	    (struct policy_host){ .name = copy, .line = line };
	return &grown[policy->n_hosts++];
}

void *
host_config_open(
    struct config *config, const struct config_entry *entry, void *settings)
{
	struct dhcpd_settings *all = settings;
	struct policy *policy = &all->policy;
	struct policy_host *host =
	    host_config_add(policy, entry->argument, entry->line);

	if (!host) {
		config_error(config, entry, "out of memory");
		return NULL;
	}
	all->path = config_path(config);
	all->target = (struct config_target){
		.policy = policy, .values = &host->values, .host = host
	};
	return &all->target;
}

void *
host_config_open_group(
    struct config *config, const struct config_entry *entry, void *settings)
{
	struct dhcpd_settings *all = settings;
	struct policy *policy = &all->policy;
	struct policy_group *grown, *group;
	char *name = strdup(entry->argument);

	grown =
	    reallocarray(policy->groups, policy->n_groups + 1, sizeof(*grown));
	if (grown)
		policy->groups = grown;
	if (!grown || !name) {
		free(name);
		config_error(config, entry, "out of memory");
		return NULL;
	}
	group = &grown[policy->n_groups++];
	*group = (struct policy_group){ .name = name, .line = entry->line };
	all->path = config_path(config);
	all->target = (struct config_target){ .policy = policy,
		.values = &group->values };
	return &all->target;
}
