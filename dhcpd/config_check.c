/* SPDX-License-Identifier: ISC */
#include "dhcpd/config_check.h"

#include <stdio.h>

#include "common/dhcp_option.h"
#include "common/log.h"
#include "dhcpd/check.h"
#include "dhcpd/dhcpd_config.h"
#include "dhcpd/exclude.h"
#include "dhcpd/host_check.h"
#include "dhcpd/menu_check.h"

enum {
	RANGE_TEXT_MAX = 2 * ADDRESS_TEXT_MAX + 4
};

/* --- subnets -------------------------------------------------------------- */

static char *
range_text(char *out, size_t size, const struct lease_pool *range)
{
	char first[ADDRESS_TEXT_MAX], last[ADDRESS_TEXT_MAX];

	snprintf(out, size, "%s - %s", address_text(first, range->first),
	    address_text(last, range->last));
	return out;
}

static void
check_range(
    struct check *check, const struct policy_subnet *subnet, size_t number)
{
	const struct lease_pool *range = &subnet->ranges[number];
	uint32_t highest =
	    subnet->prefix.network | ~prefix_mask(subnet->prefix.len);
	unsigned line = subnet->range_lines[number];
	char text[RANGE_TEXT_MAX], network[PREFIX_TEXT_MAX];

	range_text(text, sizeof(text), range);
	prefix_text(network, &subnet->prefix);
	if (!prefix_has(&subnet->prefix, range->first) ||
	    !prefix_has(&subnet->prefix, range->last))
		check_error(
		    check, line, "range %s is not inside %s", text, network);
	else if (subnet->prefix.len <= 30 &&
	    (range->first == subnet->prefix.network || range->last == highest))
		check_error(check, line,
		    "range %s holds the network's own or its broadcast "
		    "address",
		    text);
}

static void
check_router(struct check *check, const struct policy_subnet *subnet)
{
	const struct policy_value *router =
	    policy_values_find(&subnet->values, DHCP_OPTION_ROUTERS, CLASS_ANY);
	char text[ADDRESS_TEXT_MAX], network[PREFIX_TEXT_MAX];
	uint32_t address = policy_number(router, subnet->prefix.network);

	if (!prefix_has(&subnet->prefix, address))
		log_warn("%s:%u: router %s lies outside %s: its machines "
			 "cannot reach it",
		    check->path, subnet->line, address_text(text, address),
		    prefix_text(network, &subnet->prefix));
}

static void
check_subnets(struct check *check, const struct policy *policy)
{
	const struct policy_subnet *subnet, *before;
	char text[PREFIX_TEXT_MAX], other[PREFIX_TEXT_MAX];

	for (size_t i = 0; i < policy->n_subnets; i++) {
		subnet = &policy->subnets[i];
		before = i > 0 ? subnet - 1 : NULL;
		if (before &&
		    (prefix_has(&before->prefix, subnet->prefix.network) ||
			prefix_has(&subnet->prefix, before->prefix.network)))
			check_error(check, subnet->line,
			    "[subnet %s] overlaps [subnet %s] at line %u",
			    prefix_text(text, &subnet->prefix),
			    prefix_text(other, &before->prefix), before->line);
		for (size_t j = 0; j < subnet->n_ranges; j++)
			check_range(check, subnet, j);
		check_router(check, subnet);
	}
}

/* Ranges of different subnets overlap only where the subnets do. */
static void
check_overlapping_ranges(
    struct check *check, const struct policy_subnet *subnet)
{
	const struct lease_pool *a, *b;
	char text[RANGE_TEXT_MAX];

	for (size_t i = 0; i < subnet->n_ranges; i++)
		for (size_t j = 0; j < i; j++) {
			a = &subnet->ranges[i];
			b = &subnet->ranges[j];
			if (a->first <= b->last && b->first <= a->last)
				check_error(check, subnet->range_lines[i],
				    "range %s overlaps the one at line %u",
				    range_text(text, sizeof(text), a),
				    subnet->range_lines[j]);
		}
}

static void
check_excludes(struct check *check, const struct policy_subnet *subnet)
{
	const struct lease_pool *out;
	char text[RANGE_TEXT_MAX], network[PREFIX_TEXT_MAX];

	for (size_t i = 0; i < subnet->n_excludes; i++) {
		out = &subnet->excludes[i];
		if (prefix_has(&subnet->prefix, out->first) &&
		    prefix_has(&subnet->prefix, out->last))
			continue;
		check_error(check, subnet->exclude_lines[i],
		    "exclude %s is not inside %s",
		    range_text(text, sizeof(text), out),
		    prefix_text(network, &subnet->prefix));
	}
}

static void
check_times(
    struct check *check, const struct policy_values *values, unsigned line)
{
	uint32_t least = policy_number(
	    policy_values_find(values, POLICY_MIN_LEASE_TIME, CLASS_ANY), 0);
	uint32_t most = policy_number(
	    policy_values_find(values, POLICY_MAX_LEASE_TIME, CLASS_ANY),
	    UINT32_MAX);
	uint32_t usual = policy_number(
	    policy_values_find(values, POLICY_LEASE_TIME, CLASS_ANY), least);

	if (least > most)
		check_error(
		    check, line, "min-lease-time is over max-lease-time");
	else if (usual < least || usual > most)
		check_error(check, line,
		    "lease-time is not between min-lease-time and "
		    "max-lease-time");
}

static bool
has_hosts_address(
    const struct policy *policy, const struct policy_subnet *subnet)
{
	for (size_t i = 0; i < policy->n_hosts; i++)
		if (policy->hosts[i].address &&
		    prefix_has(&subnet->prefix, policy->hosts[i].address))
			return true;
	return false;
}

/* @has_folder: of hosts, which may have addresses. */
static void
warn_of_range(const struct check *check, const struct policy *policy,
    const struct policy_subnet *subnet, bool has_folder)
{
	char network[PREFIX_TEXT_MAX];

	if (!policy->is_proxy && subnet->n_ranges == 0 && !has_folder &&
	    !has_hosts_address(policy, subnet))
		log_warn("%s:%u: [subnet %s] has no range, and no [host] has "
			 "an address there: no machine is given one; add "
			 "range = FIRST - LAST",
		    check->path, subnet->line,
		    prefix_text(network, &subnet->prefix));
	if (policy->is_proxy && subnet->n_ranges > 0)
		log_warn("%s:%u: mode = proxy gives no addresses: this range "
			 "is not used",
		    check->path, subnet->range_lines[0]);
}

int
config_check(void *settings_)
{
	struct dhcpd_settings *settings = settings_;
	struct check check = { .path = settings->path };
	struct policy *policy = &settings->policy;

	if (policy->n_subnets == 0) {
		if (settings->has_refused_subnet)
			return 1;
		log_error("there is no [subnet]: nothing to serve; add one "
			  "like [subnet 192.168.10.0/24] with a range to %s",
		    settings->path ? settings->path
				   : "/etc/bootyard.ini, or what -c names");
		return 1;
	}
	policy->server = settings->site.server;
	policy_sort(policy);
	check_subnets(&check, policy);
	check_times(&check, &policy->values, settings->line);
	for (size_t i = 0; i < policy->n_subnets; i++) {
		check_overlapping_ranges(&check, &policy->subnets[i]);
		check_excludes(&check, &policy->subnets[i]);
		check_times(&check, &policy->subnets[i].values,
		    policy->subnets[i].line);
		warn_of_range(&check, policy, &policy->subnets[i],
		    settings->hosts != NULL);
	}
	menu_check(&check, policy);
	host_check(&check, policy);
	if (check.n_errors > 0 || settings->has_refused_subnet)
		return 1;
	for (size_t i = 0; i < policy->n_subnets; i++)
		exclude_apply(&policy->subnets[i]);
	policy_sort(policy);
	return 0;
}
