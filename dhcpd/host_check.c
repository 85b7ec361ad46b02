/* SPDX-License-Identifier: ISC */
#include "dhcpd/host_check.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include "common/log.h"
#include "common/text.h"

enum {
	MESSAGE_MAX = 256
};

struct host_check {
	struct dhcpd_settings *settings;
	int n_errors;
};

__attribute__((format(printf, 3, 4))) static void
report(struct host_check *check, unsigned line, const char *format, ...)
{
	char text[MESSAGE_MAX];
	va_list args;

	va_start(args, format);
	vsnprintf(text, sizeof(text), format, args);
	va_end(args);
	check->n_errors++;
	log_error("%s:%u: %s", check->settings->path, line, text);
}

static void
check_matches(struct host_check *check)
{
	const struct policy *policy = &check->settings->policy;
	const struct policy_match *match;
	char text[3 * POLICY_MATCH_MAX];

	for (size_t i = 1; i < policy->n_matches; i++) {
		match = &policy->matches[i];
		if (policy_compare_matches(match - 1, match) != 0)
			continue;
		report(check,
		    match->line > match[-1].line ? match->line : match[-1].line,
		    "%s names [host %s] and [host %s]",
		    text_hex(text, sizeof(text), match->bytes, match->len, ':'),
		    policy->hosts[match[-1].host].name,
		    policy->hosts[match->host].name);
	}
}

/* Hosts that nothing names: their numbers are missing in all matches. */
static void
check_names(struct host_check *check)
{
	const struct policy *policy = &check->settings->policy;
	bool *is_named = calloc(policy->n_hosts + 1, sizeof(*is_named));

	if (!is_named) {
		report(check, 0, "out of memory");
		return;
	}
	for (size_t i = 0; i < policy->n_matches; i++)
		is_named[policy->matches[i].host] = true;
	for (size_t i = 0; i < policy->n_hosts; i++)
		if (!is_named[i])
			report(check, policy->hosts[i].line,
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
check_addresses(struct host_check *check)
{
	const struct policy *policy = &check->settings->policy;
	const struct policy_host **fixed =
	    calloc(policy->n_hosts + 1, sizeof(*fixed));
	char text[ADDRESS_TEXT_MAX];
	size_t n = 0;

	if (!fixed) {
		report(check, 0, "out of memory");
		return;
	}
	for (size_t i = 0; i < policy->n_hosts; i++)
		if (policy->hosts[i].address)
			fixed[n++] = &policy->hosts[i];
	qsort(fixed, n, sizeof(*fixed), compare_addresses);
	for (size_t i = 0; i < n; i++) {
		if (i > 0 && fixed[i]->address == fixed[i - 1]->address)
			report(check, fixed[i]->line,
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
	char address[ADDRESS_TEXT_MAX], network[ADDRESS_TEXT_MAX];
	uint32_t highest;

	address_text(address, host->address);
	address_text(network, host->subnet.network);
	highest = subnet
	    ? subnet->prefix.network | ~prefix_mask(subnet->prefix.len)
	    : 0;
	if (host->is_pinned && !policy_has_subnet(policy, &host->subnet))
		snprintf(out, size, "there is no [subnet %s/%u]", network,
		    host->subnet.len);
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
		snprintf(out, size,
		    "its address is not inside its subnet %s/%u", network,
		    host->subnet.len);
	else
		return NULL;
	return out;
}

int
host_check_one(
    const char *path, const struct policy *policy, struct policy_host *host)
{
	char text[MESSAGE_MAX];
	int n_errors = 0;

	/* A group that is misspelt is another one. */
	if (!policy_link_host(policy, host)) {
		log_error("%s:%u: [host %s]: there is no [group %s]", path,
		    host->line, host->name, host->group_name);
		n_errors++;
	}
	if (address_fault(text, sizeof(text), policy, host)) {
		log_error(
		    "%s:%u: [host %s]: %s", path, host->line, host->name, text);
		n_errors++;
	}
	return n_errors;
}

int
host_check(struct dhcpd_settings *settings)
{
	struct host_check check = { .settings = settings };
	struct policy *policy = &settings->policy;

	check_matches(&check);
	check_names(&check);
	check_addresses(&check);
	for (size_t i = 0; i < policy->n_hosts; i++)
		check.n_errors +=
		    host_check_one(settings->path, policy, &policy->hosts[i]);
	return check.n_errors;
}
