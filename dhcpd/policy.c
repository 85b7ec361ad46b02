/* SPDX-License-Identifier: ISC */
#include "dhcpd/policy.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

static int
compare_keys(const struct policy_value *value, uint16_t key, uint8_t class)
{
	if (value->key != key)
		return value->key < key ? -1 : 1;
	return value->class < class ? -1 : value->class > class;
}

/* Where KEY.CLASS stands, or would stand. */
static size_t
position(const struct policy_values *values, uint16_t key, uint8_t class)
{
	size_t low = 0, high = values->n, middle;

	while (low < high) {
		middle = low + (high - low) / 2;
		if (compare_keys(&values->values[middle], key, class) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

static bool
has_key(const struct policy_values *values, uint16_t key)
{
	return values && values->keys[key / 64] >> key % 64 & 1;
}

const struct policy_value *
policy_values_find(
    const struct policy_values *values, uint16_t key, enum arch_class class)
{
	size_t at = position(values, key, (uint8_t) class);

	if (at == values->n ||
	    compare_keys(&values->values[at], key, (uint8_t) class) != 0)
		return NULL;
	return &values->values[at];
}

int
policy_values_set(struct policy_values *values, uint16_t key,
    enum arch_class class, const void *bytes, size_t len)
{
	size_t at = position(values, key, (uint8_t) class);
	struct policy_value *grown;
	uint8_t *copy;

	if (policy_values_find(values, key, class))
		return 1;
	grown = reallocarray(values->values, values->n + 1, sizeof(*grown));
	if (!grown)
		return -ENOMEM;
	values->values = grown;
	copy = malloc(len + 1);
	if (!copy)
		return -ENOMEM;
	if (len > 0)
		memcpy(copy, bytes, len);
	copy[len] = '\0';
	memmove(grown + at + 1, grown + at, (values->n - at) * sizeof(*grown));
	grown[at] = (struct policy_value){ .key = key,
		.class = (uint8_t) class,
		.len = (uint16_t)len,
		.bytes = copy };
	values->n++;
	values->keys[key / 64] |= (uint64_t)1 << key % 64;
	values->classes |= (uint64_t)1 << class;
	return 0;
}

bool
policy_has_menu(const struct policy_values *values)
{
	return values && values->n > 0 &&
	    values->values[values->n - 1].key >= POLICY_MENU_PROMPT;
}

const char *
policy_item_file(const struct policy_value *item)
{
	size_t text_len = strlen((const char *)item->bytes);

	return text_len < item->len ? (const char *)item->bytes + text_len + 1
				    : NULL;
}

void
policy_values_free(struct policy_values *values)
{
	for (size_t i = 0; i < values->n; i++)
		free(values->values[i].bytes);
	free(values->values);
	*values = (struct policy_values){ 0 };
}

static bool
is_set(const struct policy_scopes *scopes, uint16_t key)
{
	return has_key(scopes->host, key) || has_key(scopes->group, key) ||
	    has_key(scopes->subnet, key) || has_key(scopes->defaults, key);
}

static const struct policy_value *
find_in_scopes(
    const struct policy_scopes *scopes, uint16_t key, enum arch_class class)
{
	const struct policy_values *const nearest[] = { scopes->host,
		scopes->group, scopes->subnet, scopes->defaults };
	const struct policy_value *value = NULL;

	for (size_t i = 0; i < sizeof(nearest) / sizeof(nearest[0]) && !value;
	     i++)
		if (has_key(nearest[i], key))
			value = policy_values_find(nearest[i], key, class);
	return value;
}

static uint64_t
classes_of(const struct policy_values *values)
{
	return values ? values->classes : 0;
}

const struct policy_value *
policy_find_class(const struct policy_scopes *scopes, uint16_t key)
{
	uint64_t left = scopes->classes &
	    (classes_of(scopes->host) | classes_of(scopes->group) |
		classes_of(scopes->subnet) | classes_of(scopes->defaults)) &
	    (((uint64_t)1 << CLASS_ANY) - 1);
	const struct policy_value *value = NULL;

	for (; left && !value; left &= left - 1)
		value = find_in_scopes(
		    scopes, key, (enum arch_class)__builtin_ctzll(left));
	return value;
}

const struct policy_value *
policy_find(const struct policy_scopes *scopes, uint16_t key)
{
	const struct policy_value *value;

	if (!is_set(scopes, key))
		return NULL;
	value = policy_find_class(scopes, key);
	return value ? value : find_in_scopes(scopes, key, CLASS_ANY);
}

const struct policy_value *
policy_find_own(const struct policy_scopes *scopes, uint16_t key)
{
	const struct policy_scopes own = { .host = scopes->host,
		.group = scopes->group };

	return find_in_scopes(&own, key, CLASS_ANY);
}

uint32_t
policy_number(const struct policy_value *value, uint32_t otherwise)
{
	if (!value || value->len != 4)
		return otherwise;
	return (uint32_t)value->bytes[0] << 24 |
	    (uint32_t)value->bytes[1] << 16 | (uint32_t)value->bytes[2] << 8 |
	    value->bytes[3];
}

/* --- subnets and hosts ---------------------------------------------------- */

static int
compare_subnets(const void *a, const void *b)
{
	const struct policy_subnet *x = a, *y = b;

	return x->prefix.network < y->prefix.network
	    ? -1
	    : x->prefix.network > y->prefix.network;
}

int
policy_compare_matches(const void *a, const void *b)
{
	const struct policy_match *x = a, *y = b;

	if (x->kind != y->kind)
		return x->kind < y->kind ? -1 : 1;
	if (x->len != y->len)
		return x->len < y->len ? -1 : 1;
	return memcmp(x->bytes, y->bytes, x->len);
}

bool
policy_link_host(const struct policy *policy, struct policy_host *host)
{
	host->group = NULL;
	for (size_t i = 0; host->group_name && i < policy->n_groups; i++)
		if (strcmp(policy->groups[i].name, host->group_name) == 0)
			host->group = &policy->groups[i];
	return !host->group_name || host->group;
}

bool
policy_may_serve_unknown(
    const struct policy *policy, const struct policy_subnet *subnet)
{
	if (subnet->unknown == POLICY_UNKNOWN_DEFAULT)
		return !policy->deny_unknown;
	return subnet->unknown == POLICY_UNKNOWN_ALLOW;
}

/* The next subnet with the same name behind @number, going round. */
static size_t
next_shared(const struct policy *policy, size_t number)
{
	const char *name = policy->subnets[number].shared;
	size_t next = number;

	do
		next = (next + 1) % policy->n_subnets;
	while (next != number &&
	    (!policy->subnets[next].shared ||
		strcmp(name, policy->subnets[next].shared) != 0));
	return next;
}

void
policy_sort(struct policy *policy)
{
	size_t pool = 0;

	if (policy->n_subnets > 0)
		qsort(policy->subnets, policy->n_subnets,
		    sizeof(*policy->subnets), compare_subnets);
	if (policy->n_matches > 0)
		qsort(policy->matches, policy->n_matches,
		    sizeof(*policy->matches), policy_compare_matches);
	for (size_t i = 0; i < policy->n_subnets; i++) {
		policy->subnets[i].first_pool = pool;
		pool += policy->subnets[i].n_ranges;
		policy->subnets[i].next_shared =
		    policy->subnets[i].shared ? next_shared(policy, i) : i;
	}
}

size_t
policy_count_pools(const struct policy *policy)
{
	size_t n = 0;

	for (size_t i = 0; i < policy->n_subnets; i++)
		n += policy->subnets[i].n_ranges;
	return n;
}

void
policy_pools(const struct policy *policy, struct lease_pool *ret_pools)
{
	const struct policy_subnet *subnet;

	for (size_t i = 0; i < policy->n_subnets; i++) {
		subnet = &policy->subnets[i];
		memcpy(ret_pools + subnet->first_pool, subnet->ranges,
		    subnet->n_ranges * sizeof(*ret_pools));
	}
}

const struct policy_subnet *
policy_find_subnet(const struct policy *policy, uint32_t address)
{
	size_t low = 0, high = policy->n_subnets, middle;

	while (low < high) {
		middle = low + (high - low) / 2;
		if (prefix_has(&policy->subnets[middle].prefix, address))
			return &policy->subnets[middle];
		if (policy->subnets[middle].prefix.network < address)
			low = middle + 1;
		else
			high = middle;
	}
	return NULL;
}

bool
policy_has_subnet(const struct policy *policy, const struct prefix *prefix)
{
	const struct policy_subnet *subnet =
	    policy_find_subnet(policy, prefix->network);

	return subnet && subnet->prefix.network == prefix->network &&
	    subnet->prefix.len == prefix->len;
}

const struct policy_match *
policy_find_match(const struct policy *policy, const struct policy_match *want)
{
	if (policy->n_matches == 0)
		return NULL;
	return bsearch(want, policy->matches, policy->n_matches, sizeof(*want),
	    policy_compare_matches);
}

void
policy_hosts_free(struct policy_host *hosts, size_t n_hosts)
{
	for (size_t i = 0; i < n_hosts; i++) {
		policy_values_free(&hosts[i].values);
		free(hosts[i].name);
		free(hosts[i].group_name);
	}
	free(hosts);
}

void
policy_free(struct policy *policy)
{
	for (size_t i = 0; i < policy->n_subnets; i++) {
		policy_values_free(&policy->subnets[i].values);
		free(policy->subnets[i].shared);
	}
	for (size_t i = 0; i < policy->n_groups; i++) {
		policy_values_free(&policy->groups[i].values);
		free(policy->groups[i].name);
	}
	free(policy->groups);
	free(policy->subnets);
	policy_hosts_free(policy->hosts, policy->n_hosts);
	free(policy->matches);
	policy_values_free(&policy->values);
	memset(policy, 0, sizeof(*policy));
}
