/* SPDX-License-Identifier: ISC */
#include "dhcpd/dhcpd_config.h"

#include <stdlib.h>
#include <string.h>

#include "common/config_value.h"
#include "common/text.h"
#include "dhcpd/host_config.h"
#include "dhcpd/range_config.h"
#include "dhcpd/value_config.h"

/* --- [dhcpd] -------------------------------------------------------------- */

static void
set_mode(struct config *config, const struct config_entry *entry, void *field)
{
	struct config_target *target = field;

	if (text_equal(entry->value, "proxy"))
		target->policy->is_proxy = true;
	else if (text_equal(entry->value, "server"))
		target->policy->is_proxy = false;
	else
		config_error(config, entry, "%s = %s: not server or proxy",
		    entry->key, entry->value);
}

static void
set_authoritative(
    struct config *config, const struct config_entry *entry, void *field)
{
	struct config_target *target = field;

	config_set_bool(config, entry, &target->policy->authoritative);
}

static void
set_conflict_check(
    struct config *config, const struct config_entry *entry, void *field)
{
	struct config_target *target = field;

	config_set_bool(config, entry, &target->policy->conflict_check);
}

/* In [dhcpd] and in [subnet]. */
static void
set_unknown_clients(
    struct config *config, const struct config_entry *entry, void *field)
{
	struct config_target *target = field;
	bool is_deny = text_equal(entry->value, "deny");

	if (!is_deny && !text_equal(entry->value, "allow"))
		config_error(config, entry, "%s = %s: not allow or deny",
		    entry->key, entry->value);
	else if (target->subnet)
		target->subnet->unknown =
		    is_deny ? POLICY_UNKNOWN_DENY : POLICY_UNKNOWN_ALLOW;
	else
		target->policy->deny_unknown = is_deny;
}

static void
set_identify_by(
    struct config *config, const struct config_entry *entry, void *field)
{
	struct config_target *target = field;

	if (text_equal(entry->value, "mac"))
		target->policy->identify_by = DHCP_IDENTIFY_BY_MAC;
	else if (text_equal(entry->value, "client-id"))
		target->policy->identify_by = DHCP_IDENTIFY_BY_CLIENT_ID;
	else
		config_error(config, entry, "%s = %s: not mac or client-id",
		    entry->key, entry->value);
}

/* In [dhcpd] and in [subnet]. */
static void
set_limit(struct config *config, const struct config_entry *entry,
    struct config_target *target, bool is_per_port)
{
	struct policy_limits *limits =
	    target->subnet ? &target->subnet->limits : &target->policy->limits;
	uint64_t number = POLICY_UNLIMITED;

	if (!text_equal(entry->value, "off") &&
	    (!text_parse_u64(entry->value, POLICY_LIMIT_MAX, &number) ||
		number == 0)) {
		config_error(config, entry,
		    "%s = %s: not a number of addresses, 1 to %d, or off",
		    entry->key, entry->value, POLICY_LIMIT_MAX);
		return;
	}
	*(is_per_port ? &limits->per_port : &limits->per_relay) =
	    (uint32_t)number;
}

static void
set_max_per_port(
    struct config *config, const struct config_entry *entry, void *field)
{
	set_limit(config, entry, field, true);
}

static void
set_max_per_relay(
    struct config *config, const struct config_entry *entry, void *field)
{
	set_limit(config, entry, field, false);
}

static void
set_hosts(struct config *config, const struct config_entry *entry, void *field)
{
	struct config_target *target = field;

	config_set_path(config, entry, &target->all->hosts);
	target->all->hosts_line = entry->line;
}

static const struct config_key dhcpd_keys[] = {
	{ "mode", set_mode, 0, 0 },
	{ "authoritative", set_authoritative, 0, 0 },
	{ "unknown-clients", set_unknown_clients, 0, 0 },
	{ "hosts", set_hosts, 0, 0 },
	{ "identify-by", set_identify_by, 0, 0 },
	{ "conflict-check", set_conflict_check, 0, 0 },
	{ "max-leases-per-port", set_max_per_port, 0, 0 },
	{ "max-leases-per-relay", set_max_per_relay, 0, 0 },
	VALUE_CONFIG_KEYS,
	{ NULL, NULL, 0, 0 },
};

static void *
open_dhcpd(
    struct config *config, const struct config_entry *entry, void *settings)
{
	struct dhcpd_settings *all = settings;

	all->path = config_path(config);
	all->line = entry->line;
	all->target = (struct config_target){ .policy = &all->policy,
		.values = &all->policy.values,
		.all = all };
	return &all->target;
}

/* --- [subnet] ------------------------------------------------------------- */

static void
set_shared_network(
    struct config *config, const struct config_entry *entry, void *field)
{
	struct config_target *target = field;

	config_set_string(config, entry, &target->subnet->shared);
}

static const struct config_key subnet_keys[] = {
	{ "range", range_config_range, 0, CONFIG_REPEAT },
	{ "exclude", range_config_exclude, 0, CONFIG_REPEAT },
	{ "shared-network", set_shared_network, 0, 0 },
	{ "unknown-clients", set_unknown_clients, 0, 0 },
	{ "max-leases-per-port", set_max_per_port, 0, 0 },
	{ "max-leases-per-relay", set_max_per_relay, 0, 0 },
	VALUE_CONFIG_KEYS,
	{ NULL, NULL, 0, 0 },
};

/* Return: false where @argument is no network, which is told; @ret_prefix is
 * then the one that was meant, so that its keys are looked at as well, or of
 * length 0 where there is none. */
static bool
read_network(struct config *config, const struct config_entry *entry,
    struct prefix *ret_prefix)
{
	char network[PREFIX_TEXT_MAX];

	if (prefix_parse(entry->argument, ret_prefix))
		return true;
	if (prefix_parse_around(entry->argument, ret_prefix))
		config_error(config, entry,
		    "[subnet %s]: not a network; write [subnet %s]",
		    entry->argument, prefix_text(network, ret_prefix));
	else
		config_error(config, entry,
		    "[subnet %s]: not a network like 192.168.10.0/24",
		    entry->argument);
	return false;
}

static void *
open_subnet(
    struct config *config, const struct config_entry *entry, void *settings)
{
	struct dhcpd_settings *all = settings;
	struct policy *policy = &all->policy;
	struct policy_subnet *grown, *subnet;
	struct prefix prefix = { 0 };

	if (!read_network(config, entry, &prefix)) {
		all->has_refused_subnet = true;
		if (prefix.len == 0)
			return NULL;
	}
	grown = reallocarray(
	    policy->subnets, policy->n_subnets + 1, sizeof(*grown));
	if (!grown) {
		config_error(config, entry, "out of memory");
		return NULL;
	}
	policy->subnets = grown;
	subnet = &grown[policy->n_subnets++];
	*subnet =
	    (struct policy_subnet){ .prefix = prefix, .line = entry->line };
	all->path = config_path(config);
	all->target = (struct config_target){
		.policy = policy, .values = &subnet->values, .subnet = subnet
	};
	return &all->target;
}

/* --- all of it ------------------------------------------------------------ */

const struct config_section dhcpd_sections[] = {
	{ .name = "site",
	    .keys = site_keys,
	    .offset = offsetof(struct dhcpd_settings, site) },
	{ .name = "dhcpd", .keys = dhcpd_keys, .open = open_dhcpd },
	{ .name = "subnet",
	    .keys = subnet_keys,
	    .open = open_subnet,
	    .takes_argument = true },
	{ .name = "group",
	    .keys = host_config_group_keys,
	    .open = host_config_open_group,
	    .takes_argument = true },
	{ .name = "host",
	    .keys = host_config_keys,
	    .open = host_config_open,
	    .takes_argument = true },
	{ .name = NULL },
};

void *
dhcpd_settings_new(void)
{
	struct dhcpd_settings *settings = calloc(1, sizeof(*settings));

	if (!settings || site_init(&settings->site)) {
		free(settings);
		return NULL;
	}
	settings->policy.authoritative = true;
	settings->policy.conflict_check = true;
	settings->policy.identify_by = DHCP_IDENTIFY_BY_MAC;
	return settings;
}

void
dhcpd_settings_free(void *settings)
{
	struct dhcpd_settings *all = settings;

	if (!all)
		return;
	site_free(&all->site);
	policy_free(&all->policy);
	free(all->hosts);
	free(all);
}
