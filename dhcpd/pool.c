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
	return pool->reserved.size > 0 &&
	    bitmap_has(&pool->reserved, address - pool->range.first);
}

bool
pool_set_has(const struct pool_set *set, uint32_t address)
{
	const struct pool *pool = pool_set_find(set, address);

	return pool != &set->pools[set->n] && !is_reserved(pool, address);
}

bool
pool_set_is_free(const struct pool_set *set, uint32_t address)
{
	const struct pool *pool = pool_set_find(set, address);

	return pool != &set->pools[set->n] &&
	    bitmap_has(&pool->free, address - pool->range.first);
}

void
pool_set_mark(const struct pool_set *set, uint32_t address, bool is_free)
{
	struct pool *pool = pool_set_find(set, address);

	if (pool == &set->pools[set->n])
		return;
	if (is_free && !is_reserved(pool, address))
		bitmap_set(&pool->free, address - pool->range.first);
	else
		bitmap_clear(&pool->free, address - pool->range.first);
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
open_pool(struct pool *pool, const struct lease_pool *range, uint32_t no_offer)
{
	uint32_t size = range->last - range->first;
	int r;

	if (range->last < range->first || size >= LEASE_POOL_MAX)
		return -EINVAL;
	pool->range = *range;
	pool->first_offer = pool->last_offer = no_offer;
	r = bitmap_init(&pool->free, size + 1);
	if (r == 0)
		bitmap_fill(&pool->free);
	return r;
}

static int
reserve(struct pool *pool, uint32_t address)
{
	int r = 0;

	if (pool->reserved.size == 0)
		r = bitmap_init(&pool->reserved, pool->free.size);
	if (r)
		return r;
	bitmap_set(&pool->reserved, address - pool->range.first);
	bitmap_clear(&pool->free, address - pool->range.first);
	return 0;
}

static int
open_pools(struct pool_set *set, const struct lease_pool *ranges, size_t n,
    uint32_t no_offer)
{
	int r;

	set->pools = calloc(n + 1, sizeof(*set->pools));
	set->order = calloc(n + 1, sizeof(*set->order));
	if (!set->pools || !set->order)
		return -ENOMEM;
	for (; set->n < n; set->n++) {
		r = open_pool(&set->pools[set->n], &ranges[set->n], no_offer);
		if (r)
			return r;
	}
	set->pools[n].first_offer = set->pools[n].last_offer = no_offer;
	if (n > 0)
		qsort(set->pools, n, sizeof(*set->pools), compare_pools);
	for (size_t i = 0; i < n; i++)
		set->order[i] =
		    (size_t)(pool_set_find(set, ranges[i].first) - set->pools);
	return 0;
}

int
pool_set_open(struct pool_set *ret_set, const struct lease_pool *ranges,
    size_t n, const uint32_t *reserved, size_t n_reserved, uint32_t no_offer)
{
	struct pool_set set = { 0 };
	struct pool *pool;
	int r = open_pools(&set, ranges, n, no_offer);

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
		bitmap_free(&set->pools[i].free);
		bitmap_free(&set->pools[i].reserved);
	}
	free(set->pools);
	free(set->order);
	memset(set, 0, sizeof(*set));
}
