/* SPDX-License-Identifier: ISC */
#include "dhcpd/lease_wait.h"

#include <string.h>

enum {
	MS = 1000,
};

static uint32_t *
wheel_slot(struct lease_table *table, const struct lease *lease)
{
	return &table->wheel[(lease->until_ms / MS + 1) % LEASE_WHEEL_S];
}

static void
wait_in_wheel(struct lease_table *table, struct lease *lease)
{
	uint32_t *slot = wheel_slot(table, lease);
	uint32_t number = lease_store_number(table, lease);

	lease->earlier = LEASE_NONE;
	lease->later = *slot;
	if (*slot != LEASE_NONE)
		lease_store_at(table, *slot)->earlier = number;
	*slot = number;
}

static void
wait_in_list(
    struct lease_table *table, struct lease *lease, struct pool_list *list)
{
	uint32_t number = lease_store_number(table, lease);

	lease->earlier = list->last;
	lease->later = LEASE_NONE;
	if (list->last != LEASE_NONE)
		lease_store_at(table, list->last)->later = number;
	else
		list->first = number;
	list->last = number;
}

/* The list that it waits in by its state; NULL for the wheel's. What is
 * reserved is no pool's to give on. */
static struct pool_list *
list_of(struct lease_table *table, const struct lease *lease)
{
	const struct pool_set *set = &table->pools;
	struct pool *pool = pool_set_has(set, lease->address)
	    ? pool_set_find(set, lease->address)
	    : &set->pools[set->n];

	if (lease->state == LEASE_OFFERED)
		return &pool->offers;
	if (lease->state == LEASE_DECLINED)
		return &pool->resting;
	return lease->state == LEASE_FREE ? &pool->returned : NULL;
}

void
lease_wait_begin(struct lease_table *table, struct lease *lease)
{
	struct pool_list *list = list_of(table, lease);

	if (!list)
		wait_in_wheel(table, lease);
	else if (lease->state != LEASE_FREE ||
	    pool_set_has(&table->pools, lease->address))
		wait_in_list(table, lease, list);
	else /* free, but for nobody to choose */
		lease->earlier = LEASE_UNLISTED;
}

static void
stop_waiting(struct lease_table *table, struct lease *lease)
{
	struct pool_list *list = list_of(table, lease);

	if (lease->earlier == LEASE_UNLISTED)
		return;
	if (lease->earlier != LEASE_NONE)
		lease_store_at(table, lease->earlier)->later = lease->later;
	else if (list)
		list->first = lease->later;
	else
		*wheel_slot(table, lease) = lease->later;
	if (lease->later != LEASE_NONE)
		lease_store_at(table, lease->later)->earlier = lease->earlier;
	else if (list)
		list->last = lease->earlier;
}

void
lease_wait_move(struct lease_table *table, struct lease *lease,
    enum lease_state state, uint64_t until_ms)
{
	stop_waiting(table, lease);
	table->n_bound -= lease->state == LEASE_BOUND;
	table->n_bound += state == LEASE_BOUND;
	lease->state = (uint8_t)state;
	lease->until_ms = until_ms;
	if (state == LEASE_FREE) {
		origins_leave(&table->origins, lease->origin);
		lease->origin = ORIGIN_NOWHERE;
	}
	lease_wait_begin(table, lease);
}

static void
expire_slot(struct lease_table *table, uint64_t second, uint64_t now_ms)
{
	uint32_t number = table->wheel[second % LEASE_WHEEL_S], later;

	for (; number != LEASE_NONE; number = later) {
		later = lease_store_at(table, number)->later;
		if (lease_store_at(table, number)->until_ms <= now_ms)
			lease_wait_move(table, lease_store_at(table, number),
			    LEASE_FREE, 0);
	}
}

/* All wait equally long, so that those in front end first. What a journal
 * brought back out of turn may rest longer, never shorter. */
static void
expire_list(struct lease_table *table, struct pool_list *list, uint64_t now_ms)
{
	while (list->first != LEASE_NONE &&
	    lease_store_at(table, list->first)->until_ms <= now_ms)
		lease_wait_move(
		    table, lease_store_at(table, list->first), LEASE_FREE, 0);
}

void
lease_wait_open(struct lease_table *table)
{
	memset(table->wheel, 0xff, sizeof(table->wheel));
}

void
lease_wait_expire(struct lease_table *table, uint64_t now_ms)
{
	uint64_t now_s = now_ms / MS, from = table->wheel_s + 1;

	if (now_s < from)
		return;
	if (now_s - from >= LEASE_WHEEL_S)
		from = now_s - LEASE_WHEEL_S + 1;
	for (uint64_t s = from; s <= now_s; s++)
		expire_slot(table, s, now_ms);
	for (size_t i = 0; i <= table->pools.n; i++) {
		expire_list(table, &table->pools.pools[i].offers, now_ms);
		expire_list(table, &table->pools.pools[i].resting, now_ms);
	}
	table->wheel_s = now_s;
}
