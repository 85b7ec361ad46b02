/* SPDX-License-Identifier: ISC */
#include "dhcpd/exclude.h"

#include <stdlib.h>
#include <string.h>

static int
compare(const void *a, const void *b)
{
	const struct lease_pool *x = a, *y = b;

	return x->first < y->first ? -1 : x->first > y->first;
}

/* What is left of @range; exclusions are sorted, and may overlap. */
static size_t
part(const struct policy_subnet *subnet, struct lease_pool range,
    struct lease_pool *ret_parts)
{
	const struct lease_pool *out;
	size_t n = 0;

	for (size_t i = 0; i < subnet->n_excludes; i++) {
		out = &subnet->excludes[i];
		if (out->last < range.first || out->first > range.last)
			continue;
		if (out->first > range.first)
			ret_parts[n++] =
			    (struct lease_pool){ range.first, out->first - 1 };
		if (out->last >= range.last)
			return n;
		range.first = out->last + 1;
	}
	ret_parts[n++] = range;
	return n;
}

void
exclude_apply(struct policy_subnet *subnet)
{
	struct lease_pool parts[POLICY_POOLS_MAX];
	size_t n = 0;

	if (subnet->n_excludes == 0)
		return;
	qsort(subnet->excludes, subnet->n_excludes, sizeof(*parts), compare);
	for (size_t i = 0; i < subnet->n_ranges; i++)
		n += part(subnet, subnet->ranges[i], parts + n);
	memcpy(subnet->ranges, parts, n * sizeof(*parts));
	qsort(subnet->ranges, n, sizeof(*parts), compare);
	subnet->n_ranges = n;
	subnet->n_excludes = 0;
}
