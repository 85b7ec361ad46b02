/* SPDX-License-Identifier: ISC */
#include "dhcpd/host_check.h"

#include <stdio.h>
#include <stdlib.h>

#include "common/text.h"
#include "dhcpd/menu_check.h"

enum {
	MESSAGE_MAX = 256
};

static void
check_matches(struct check *check, const struct policy *policy)
{
	const struct policy_match *match;
	char text[3 * POLICY_MATCH_MAX];

	for (size_t i = 1; i < policy->n_matches; i++) {
		match = &policy->matches[i];
		if (policy_compare_matches(match - 1, match) != 0)
			continue;
		check_error(check,
		    match->line > match[-1].line ? match->line : match[-1].line,
		    "%s names [host %s] and [host %s]",
		    text_hex(text, sizeof(text), match->bytes, match->len, ':'),
		    policy->hosts[match[-1].host].name,
		    policy->hosts[match->host].name);
	}
}

/* Hosts that nothing names: their numbers are missing in all matches. */
static void
check_names(struct check *check, const struct policy *policy)
{
	bool *is_named = calloc(policy->n_hosts + 1, sizeof(*is_named));

	if (!is_named) {
		check_error(check, 0, "out of memory");
		return;
	}
	for (size_t i = 0; i < policy->n_matches; i++)
		is_named[policy->matches[i].host] = true;
	for (size_t i = 0; i < policy->n_hosts; i++)
		if (!is_named[i])
			check_error(check, policy->hosts[i].line,
			    "[host %s] has no mac, uuid or client-id",
			    policy->hosts[i].name);
	free(is_named);
}

static int
compare_addresses(const void *a, const void *b)
{
	const struct policy_host *const *x = a, *const *y = b;

	return (*x)->address < (*y)->address ? -1
					     : (*x)->address > (*y)->address;
}

static void
check_addresses(struct check *check, const struct policy *policy)
{
	const struct policy_host **fixed =
	    calloc(policy->n_hosts + 1, sizeof(*fixed));
	char text[ADDRESS_TEXT_MAX];
	size_t n = 0;

	if (!fixed) {
		check_error(check, 0, "out of memory");
		return;
	}
	for (size_t i = 0; i < policy->n_hosts; i++)
		if (policy->hosts[i].address)
			fixed[n++] = &policy->hosts[i];
	qsort(fixed, n, sizeof(*fixed), compare_addresses);
	for (size_t i = 0; i < n; i++) {
		if (i > 0 && fixed[i]->address == fixed[i - 1]->address)
			check_error(check, fixed[i]->line,
			    "[host %s] and [host %s] have the same address %s",
			    fixed[i - 1]->name, fixed[i]->name,
			    address_text(text, fixed[i]->address));
	}
	free(fixed);
}

/* Return: what is wrong with the host's address and subnet, into @out; NULL
 * where nothing is. */
static const char *
address_fault(char *out, size_t size, const struct policy *policy,
    const struct policy_host *host)
{
	const struct policy_subnet *subnet =
	    policy_find_subnet(policy, host->address);
	char address[ADDRESS_TEXT_MAX], network[PREFIX_TEXT_MAX];
	uint32_t highest;

	address_text(address, host->address);
	prefix_text(network, &host->subnet);
	highest = subnet
	    ? subnet->prefix.network | ~prefix_mask(subnet->prefix.len)
	    : 0;
	if (host->is_pinned && !policy_has_subnet(policy, &host->subnet))
		snprintf(out, size, "there is no [subnet %s]", network);
	else if (!host->address)
		return NULL;
	else if (!subnet)
		snprintf(
		    out, size, "no [subnet] holds its address %s", address);
	else if (subnet->prefix.len <= 30 &&
	    (host->address == subnet->prefix.network ||
		host->address == highest))
		snprintf(out, size,
		    "%s is the network's own or its broadcast address",
		    address);
	else if (host->is_pinned && !prefix_has(&host->subnet, host->address))
		snprintf(out, size, "its address is not inside its subnet %s",
		    network);
	else
		return NULL;
	return out;
}

void
host_check_one(
    struct check *check, const struct policy *policy, struct policy_host *host)
{
	char text[MESSAGE_MAX];

	/* A group that is misspelt is another one. */
	if (!policy_link_host(policy, host))
		check_error(check, host->line,
		    "[host %s]: there is no [group %s]", host->name,
		    host->group_name);
	if (address_fault(text, sizeof(text), policy, host))
		check_error(
		    check, host->line, "[host %s]: %s", host->name, text);
	menu_check_host(check, policy, host);
}

void
host_check(struct check *check, struct policy *policy)
{
	check_matches(check, policy);
	check_names(check, policy);
	check_addresses(check, policy);
	for (size_t i = 0; i < policy->n_hosts; i++)
		host_check_one(check, policy, &policy->hosts[i]);
}
