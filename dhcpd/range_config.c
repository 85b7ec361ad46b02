/* SPDX-License-Identifier: ISC */
#include "dhcpd/range_config.h"

#include <string.h>

#include "common/address.h"
#include "common/text.h"
#include "dhcpd/dhcpd_config.h"

enum {
	RANGE_TEXT_MAX = 64
};

/* "192.168.10.100 - 192.168.10.200", or one address alone. */
static bool
parse_range(const char *text, struct lease_pool *ret_range)
{
	char copy[RANGE_TEXT_MAX], *dash;
	struct lease_pool range;

	if (strlen(text) >= sizeof(copy))
		return false;
	memcpy(copy, text, strlen(text) + 1);
	dash = strchr(copy, '-');
	if (dash)
		*dash++ = '\0';
	if (!address_parse(text_trim(copy), &range.first))
		return false;
	range.last = range.first;
	if (dash && !address_parse(text_trim(dash), &range.last))
		return false;
	*ret_range = range;
	return true;
}

/* Where the addresses go: a list of so many, and the line of each. */
struct list {
	struct lease_pool *ranges;
	unsigned *lines;
	size_t *n, max;
};

static bool
may_add(struct config *config, const struct config_entry *entry,
    const struct list *list, const struct lease_pool *range)
{
	if (range->last < range->first)
		config_error(config, entry,
		    "%s = %s: its end is before its start", entry->key,
		    entry->value);
	else if (range->last - range->first >= LEASE_POOL_MAX)
		config_error(config, entry, "%s = %s: over %d addresses",
		    entry->key, entry->value, LEASE_POOL_MAX);
	else if (*list->n == list->max)
		config_error(config, entry, "%s: more than %zu in one subnet",
		    entry->key, list->max);
	else
		return true;
	return false;
}

static void
add_all(struct config *config, const struct config_entry *entry,
    const struct list *list)
{
	const char *rest = entry->value;
	char item[RANGE_TEXT_MAX];
	struct lease_pool range;
	int more;

	while ((more = text_next_item(&rest, item, sizeof(item))) > 0) {
		if (!parse_range(item, &range))
			break;
		if (!may_add(config, entry, list, &range))
			return;
		list->lines[*list->n] = entry->line;
		list->ranges[(*list->n)++] = range;
	}
	if (more != 0)
		config_error(config, entry,
		    "%s = %s: not like 192.168.10.100 - 192.168.10.200",
		    entry->key, entry->value);
}

void
range_config_range(
    struct config *config, const struct config_entry *entry, void *field)
{
	struct policy_subnet *subnet = ((struct config_target *)field)->subnet;
	const struct list list = { subnet->ranges, subnet->range_lines,
		&subnet->n_ranges, POLICY_RANGES_MAX };

	add_all(config, entry, &list);
}

void
range_config_exclude(
    struct config *config, const struct config_entry *entry, void *field)
{
	struct policy_subnet *subnet = ((struct config_target *)field)->subnet;
	const struct list list = { subnet->excludes, subnet->exclude_lines,
		&subnet->n_excludes, POLICY_EXCLUDES_MAX };

	add_all(config, entry, &list);
}
