/* SPDX-License-Identifier: ISC */
#include "dhcpd/pool.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

struct pool *
pool_set_find(const struct pool_set *set, uint32_t address)
{
	size_t low = 0, high = set->n, middle;

	while (low < high) {
		middle = low + (high - low) / 2;
		if (address < set->pools[middle].range.first)
			high = middle;
		else if (address > set->pools[middle].range.last)
			low = middle + 1;
		else
			return &set->pools[middle];
	}
	return &set->pools[set->n];
}

struct pool *
pool_set_number(const struct pool_set *set, size_t number)
{
	return &set->pools[set->order[number]];
}

static bool
is_reserved(const struct pool *pool, uint32_t address)
{
	return pool->open.size > 0 &&
	    !bitmap_has(&pool->open, address - pool->range.first);
}

bool
pool_set_has(const struct pool_set *set, uint32_t address)
{
	const struct pool *pool = pool_set_find(set, address);

	return pool != &set->pools[set->n] && !is_reserved(pool, address);
}

bool
pool_set_is_unused(const struct pool_set *set, uint32_t address)
{
	const struct pool *pool = pool_set_find(set, address);

	return pool != &set->pools[set->n] &&
	    bitmap_has(&pool->unused, address - pool->range.first);
}

void
pool_set_use(const struct pool_set *set, uint32_t address)
{
	struct pool *pool = pool_set_find(set, address);

	if (pool != &set->pools[set->n])
		bitmap_clear(&pool->unused, address - pool->range.first);
}

static int
compare_pools(const void *a, const void *b)
{
	const struct pool *x = a, *y = b;

	return x->range.first < y->range.first
	    ? -1
	    : x->range.first > y->range.first;
}

static int
open_pool(struct pool *pool, const struct lease_pool *range, uint32_t none)
{
	uint32_t size = range->last - range->first;

	if (range->last < range->first || size >= LEASE_POOL_MAX)
		return -EINVAL;
	pool->range = *range;
	pool->offers = pool->resting = pool->returned =
	    (struct pool_list){ none, none };
	return bitmap_init(&pool->unused, size + 1);
}

static int
reserve(struct pool *pool, uint32_t address)
{
	int r = 0;

	if (pool->open.size == 0)
		r = bitmap_init(&pool->open, pool->unused.size);
	if (r)
		return r;
	bitmap_clear(&pool->open, address - pool->range.first);
	bitmap_clear(&pool->unused, address - pool->range.first);
	return 0;
}

static int
open_pools(struct pool_set *set, const struct lease_pool *ranges, size_t n,
    uint32_t none)
{
	int r;

	set->pools = calloc(n + 1, sizeof(*set->pools));
	set->order = calloc(n + 1, sizeof(*set->order));
	if (!set->pools || !set->order)
		return -ENOMEM;
	for (; set->n < n; set->n++) {
		r = open_pool(&set->pools[set->n], &ranges[set->n], none);
		if (r)
			return r;
	}
	set->pools[n].offers = set->pools[n].resting = set->pools[n].returned =
	    (struct pool_list){ none, none };
	if (n > 0)
		qsort(set->pools, n, sizeof(*set->pools), compare_pools);
	for (size_t i = 0; i < n; i++)
		set->order[i] =
		    (size_t)(pool_set_find(set, ranges[i].first) - set->pools);
	return 0;
}

int
pool_set_open(struct pool_set *ret_set, const struct lease_pool *ranges,
    size_t n, const uint32_t *reserved, size_t n_reserved, uint32_t none)
{
	struct pool_set set = { 0 };
	struct pool *pool;
	int r = open_pools(&set, ranges, n, none);

	for (size_t i = 0; r == 0 && i < n_reserved; i++) {
		pool = pool_set_find(&set, reserved[i]);
		if (pool != &set.pools[set.n])
			r = reserve(pool, reserved[i]);
	}
	if (r)
		pool_set_close(&set);
	else
		*ret_set = set;
	return r;
}

void
pool_set_close(struct pool_set *set)
{
	for (size_t i = 0; i < set->n; i++) {
		bitmap_free(&set->pools[i].unused);
		bitmap_free(&set->pools[i].open);
	}
	free(set->pools);
	free(set->order);
	memset(set, 0, sizeof(*set));
}
