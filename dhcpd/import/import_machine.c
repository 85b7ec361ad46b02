/* SPDX-License-Identifier: ISC */
#include "dhcpd/import/import_machine.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "dhcpd/import/import_state.h"

/* --- ranges --------------------------------------------------------------- */

/* Why a range does not fit; NULL where it does. */
static const char *
range_fault(const struct import_section *subnet, const struct lease_pool *range)
{
	const struct prefix *prefix = &subnet->prefix;
	uint32_t highest = prefix->network | ~prefix_mask(prefix->len);

	if (range->last < range->first)
		return "ends before it begins";
	if (!prefix_has(prefix, range->first) ||
	    !prefix_has(prefix, range->last))
		return "is not inside its subnet";
	if (prefix->len <= 30 &&
	    (range->first == prefix->network || range->last == highest))
		return "holds the network's own or its broadcast address";
	if (range->last - range->first >= LEASE_POOL_MAX)
		return "is too large";
	if (subnet->n_ranges == POLICY_RANGES_MAX)
		return "is one more than a subnet can have";
	for (size_t i = 0; i < subnet->n_ranges; i++)
		if (range->first <= subnet->ranges[i].last &&
		    subnet->ranges[i].first <= range->last)
			return "overlaps another";
	return NULL;
}

void
import_range(struct import *import, struct import_section *subnet,
    uint32_t first, uint32_t last)
{
	struct lease_pool range = { .first = first, .last = last };
	char a[ADDRESS_TEXT_MAX], b[ADDRESS_TEXT_MAX], text[IMPORT_VALUE_MAX];
	const char *fault = range_fault(subnet, &range);

	snprintf(text, sizeof(text), "%s - %s", address_text(a, first),
	    address_text(b, last));
	if (fault) {
		import_note(import, "range %s %s: left out", text, fault);
		return;
	}
	subnet->ranges[subnet->n_ranges++] = range;
	import_state_add(import, subnet, "range", text);
}

/* --- machines ------------------------------------------------------------- */

void
import_host_address(
    struct import *import, struct import_section *host, uint32_t address)
{
	char text[ADDRESS_TEXT_MAX];

	address_text(text, address);
	for (size_t i = 0; i < import->n; i++)
		if (import->sections[i]->is_host &&
		    import->sections[i]->address == address) {
			import_note(import, "[%s] has %s already",
			    import->sections[i]->title, text);
			return;
		}
	if (host->address)
		import_note(
		    import, "a host has one address: %s is left out", text);
	else
		host->address = address;
}

/* Whether the list @value has @item. */
static bool
has_item(const char *value, const char *item)
{
	size_t len = strlen(item);
	const char *found = value;

	while ((found = strstr(found, item))) {
		if ((found == value || found[-1] == ' ') &&
		    (found[len] == '\0' || found[len] == ','))
			return true;
		found++;
	}
	return false;
}

const char *
import_host_named(
    const struct import *import, const char *key, const char *value)
{
	const struct import_entry *entry;

	for (size_t i = 0; i < import->n; i++) {
		entry = import_state_entry(import->sections[i], key);
		if (import->sections[i]->is_host && entry &&
		    has_item(entry->value, value))
			return import->sections[i]->title;
	}
	return NULL;
}

void
import_host_match(struct import *import, struct import_section *host,
    const char *key, const char *value)
{
	char list[IMPORT_VALUE_MAX];
	struct import_entry *entry;
	char *copy;

	const char *other = import_host_named(import, key, value);

	if (other) {
		import_note(import, "%s names [%s] already", value, other);
		return;
	}
	host->has_match = true;
	entry = import_state_entry(host, key);
	if (!entry) {
		import_state_add(import, host, key, value);
		return;
	}
	if (snprintf(list, sizeof(list), "%s, %s", entry->value, value) >=
	    (int)sizeof(list)) {
		import_note(import, "%s: too many for one host", key);
		return;
	}
	copy = strdup(list);
	if (!copy) {
		import->has_failed = true;
		return;
	}
	free(entry->value);
	entry->value = copy;
}

static void
set_address(struct import *import, struct import_section *host)
{
	char text[ADDRESS_TEXT_MAX];
	bool is_held = false;

	if (!host->address)
		return;
	address_text(text, host->address);
	for (size_t i = 0; i < import->n && !is_held; i++) {
		const struct import_section *subnet = import->sections[i];
		const struct prefix *prefix = &subnet->prefix;

		is_held = subnet->is_subnet &&
		    prefix_has(prefix, host->address) &&
		    (prefix->len > 30 ||
			(host->address != prefix->network &&
			    host->address !=
				(prefix->network | ~prefix_mask(prefix->len))));
	}
	if (is_held)
		import_set(import, host, "address", CLASS_ANY, text);
	else
		import_note(import,
		    "no subnet holds the address %s of [%s]: left out", text,
		    host->title);
}

void
import_machine_finish(struct import *import, struct import_section *host)
{
	if (host->has_match)
		set_address(import, host);
	else
		import_note(import,
		    "[%s] has no hardware address or client identifier: left "
		    "out",
		    host->title);
}
