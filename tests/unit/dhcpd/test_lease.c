/* SPDX-License-Identifier: ISC */
#include "dhcpd/lease.h"

#include <check.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "tests/unit/dhcp_message.h"

#define NET 0xc0a80a00u
#define HOUR_MS 3600000u

static const struct prefix net = { NET, 24 };
static const struct lease_pool range = { NET + 100, NET + 109 };

static struct dhcp_identity
identity_of(unsigned number)
{
	struct dhcp_identity identity = { .len = 7,
		.bytes = { 1, 0x52, 0x54, 0, (uint8_t)(number >> 16),
		    (uint8_t)(number >> 8), (uint8_t)number } };

	return identity;
}

static struct lease_table *
table_with(const uint32_t *reserved, size_t n)
{
	struct lease_table *table = lease_table_new(42);

	ck_assert_ptr_nonnull(table);
	ck_assert_int_eq(
	    lease_table_set_pools(table, &range, 1, reserved, n), 0);
	return table;
}

static struct lease *
claim(struct lease_table *table, uint32_t address, unsigned who)
{
	struct dhcp_identity identity = identity_of(who);
	struct lease *lease =
	    lease_claim(table, address, &identity, identity.bytes + 1);

	ck_assert_ptr_nonnull(lease);
	return lease;
}

START_TEST(pools_are_checked)
{
	struct lease_table *table = lease_table_new(1);
	struct lease_pool pool = { 10, 9 };
	uint32_t address;

	ck_assert_int_eq(
	    lease_table_set_pools(table, &pool, 1, NULL, 0), -EINVAL);
	pool = (struct lease_pool){ 0x0a000000, 0x0a000000 + LEASE_POOL_MAX };
	ck_assert_int_eq(
	    lease_table_set_pools(table, &pool, 1, NULL, 0), -EINVAL);
	pool.last--;
	ck_assert_int_eq(lease_table_set_pools(table, &pool, 1, NULL, 0), 0);
	ck_assert(lease_choose(table, 0, UINT32_MAX, NULL, 0, &address));
	lease_table_free(table);
	lease_table_free(NULL);
}
END_TEST

START_TEST(life_of_a_lease)
{
	struct lease_table *table = table_with(NULL, 0);
	struct dhcp_identity identity = identity_of(1);
	struct lease *lease;

	ck_assert_ptr_null(lease_find_address(table, NET + 100));
	ck_assert_ptr_null(lease_find_identity(table, &net, &identity));
	lease_table_expire(table, 1000);
	lease = claim(table, NET + 100, 1);
	ck_assert_uint_eq(lease->state, LEASE_FREE);
	ck_assert(lease_is_free(table, NET + 100));

	lease_offer(table, lease, 1000);
	ck_assert(!lease_is_free(table, NET + 100));
	ck_assert_ptr_eq(lease_find_address(table, NET + 100), lease);
	ck_assert_ptr_eq(lease_find_identity(table, &net, &identity), lease);
	ck_assert_ptr_eq(lease_oldest_offer(table, 0), lease);
	ck_assert_uint_eq(lease_count(table), 0);

	lease_bind(table, lease, 1000 + HOUR_MS);
	ck_assert_uint_eq(lease_count(table), 1);
	ck_assert_ptr_null(lease_oldest_offer(table, 0));
	lease_table_expire(table, 999 + HOUR_MS);
	ck_assert_uint_eq(lease->state, LEASE_BOUND);
	lease_table_expire(table, 1000 + HOUR_MS + 2000);
	ck_assert_uint_eq(lease->state, LEASE_FREE);
	ck_assert_uint_eq(lease_count(table), 0);
	/* Its last holder is remembered. */
	ck_assert_ptr_eq(lease_find_identity(table, &net, &identity), lease);

	lease_decline(table, lease, 2 * HOUR_MS);
	ck_assert_ptr_null(lease_find_identity(table, &net, &identity));
	ck_assert(!lease_is_free(table, NET + 100));
	lease_table_expire(table, 2 * HOUR_MS + 2000);
	ck_assert(lease_is_free(table, NET + 100));
	lease_bind(table, lease, 4 * HOUR_MS);
	lease_release(table, lease);
	ck_assert(lease_is_free(table, NET + 100));
	lease_recorded(lease, 77);
	ck_assert_uint_eq(lease->recorded_ms, 77);
	lease_table_free(table);
}
END_TEST

/* 60 s, and not a second more. */
START_TEST(offers_end)
{
	struct lease_table *table = table_with(NULL, 0);
	struct lease *lease;

	lease_table_expire(table, 5000);
	lease = claim(table, NET + 100, 1);
	lease_offer(table, lease, 5000);
	lease_table_expire(table, 5000 + LEASE_OFFER_MS - 1);
	ck_assert_uint_eq(lease->state, LEASE_OFFERED);
	lease_table_expire(table, 5000 + LEASE_OFFER_MS);
	ck_assert_uint_eq(lease->state, LEASE_FREE);
	lease_table_free(table);
}
END_TEST

/* Longer than one turn of the wheel, and many at once. */
START_TEST(long_leases_end)
{
	enum {
		DAYS = 30
	};
	struct lease_table *table = table_with(NULL, 0);
	uint64_t day_ms = 24 * HOUR_MS, now_ms;

	for (unsigned i = 0; i < 10; i++)
		lease_bind(table, claim(table, NET + 100 + i, i),
		    (i + 1) * 3 * day_ms);
	for (unsigned day = 1; day <= DAYS; day++) {
		now_ms = day * day_ms + 2000;
		lease_table_expire(table, now_ms);
		ck_assert_uint_eq(lease_count(table), 10 - day / 3);
	}
	lease_table_free(table);
}
END_TEST

START_TEST(chooses_all_once)
{
	struct lease_table *table = table_with(NULL, 0);
	uint32_t address, seen = 0;

	for (unsigned i = 0; i < 10; i++) {
		ck_assert(lease_choose(table, 0, i * 7, NULL, 0, &address));
		ck_assert(address >= range.first && address <= range.last);
		ck_assert(!(seen >> (address - range.first) & 1));
		seen |= 1u << (address - range.first);
		lease_bind(table, claim(table, address, i), HOUR_MS);
	}
	ck_assert(!lease_choose(table, 0, 0, NULL, 0, &address));
	lease_table_free(table);
}
END_TEST

START_TEST(same_start_same_address)
{
	struct lease_table *table = table_with(NULL, 0);
	uint32_t first, second;

	ck_assert(lease_choose(table, 0, 0xdeadbeef, NULL, 0, &first));
	ck_assert(lease_choose(table, 0, 0xdeadbeef, NULL, 0, &second));
	ck_assert_uint_eq(first, second);
	lease_table_free(table);
}
END_TEST

START_TEST(reserved_addresses)
{
	const uint32_t reserved[] = { NET + 105, NET + 50 };
	struct lease_table *table = table_with(reserved, 2);
	uint32_t address;

	ck_assert(!lease_is_free(table, NET + 105));
	ck_assert(!lease_is_in_pool(table, NET + 105));
	ck_assert(!lease_is_in_pool(table, NET + 50));
	ck_assert(lease_is_in_pool(table, NET + 104));
	for (unsigned i = 0; i < 9; i++) {
		ck_assert(lease_choose(table, 0, 5, NULL, 0, &address));
		ck_assert_uint_ne(address, NET + 105);
		lease_bind(table, claim(table, address, i), HOUR_MS);
	}
	ck_assert(!lease_choose(table, 0, 5, NULL, 0, &address));
	/* Free again is not free for all. */
	lease_release(table, claim(table, NET + 105, 99));
	ck_assert(!lease_is_free(table, NET + 105));
	lease_table_free(table);
}
END_TEST

START_TEST(another_takes_over)
{
	struct lease_table *table = table_with(NULL, 0);
	struct dhcp_identity first = identity_of(1), second = identity_of(2);
	struct lease *lease = claim(table, NET + 100, 1);

	lease_bind(table, lease, HOUR_MS);
	lease_recorded(lease, HOUR_MS);
	ck_assert_ptr_eq(claim(table, NET + 100, 2), lease);
	ck_assert_uint_eq(lease->state, LEASE_FREE);
	ck_assert_uint_eq(lease->recorded_ms, 0);
	ck_assert_ptr_null(lease_find_identity(table, &net, &first));
	ck_assert_ptr_eq(lease_find_identity(table, &net, &second), lease);
	ck_assert(lease_is_of(lease, &second) && !lease_is_of(lease, &first));
	ck_assert_uint_eq(lease_count(table), 0);
	lease_table_free(table);
}
END_TEST

/* One machine in two networks has a lease in each. */
START_TEST(identity_by_subnet)
{
	const struct prefix other = { 0x0a000000, 8 };
	struct lease_table *table = table_with(NULL, 0);
	struct dhcp_identity identity = identity_of(1);
	struct lease *here = claim(table, NET + 100, 1);
	struct lease *there = claim(table, 0x0a000005, 1);

	lease_bind(table, here, HOUR_MS);
	ck_assert_ptr_eq(lease_find_identity(table, &net, &identity), here);
	ck_assert_ptr_eq(lease_find_identity(table, &other, &identity), there);
	/* A bound one is found before one that was. */
	lease_bind(table, claim(table, NET + 101, 1), HOUR_MS);
	lease_release(table, here);
	ck_assert_uint_eq(
	    lease_find_identity(table, &net, &identity)->address, NET + 101);
	lease_table_free(table);
}
END_TEST

/* An offer of what is reserved is nobody else's to take, however old. */
START_TEST(reserved_offers_stay)
{
	const uint32_t reserved = NET + 101;
	struct lease_table *table = table_with(&reserved, 1);
	struct lease *its = claim(table, NET + 101, 1);
	struct lease *other = claim(table, NET + 102, 2);

	lease_offer(table, its, 1);
	ck_assert_ptr_null(lease_oldest_offer(table, 0));
	lease_offer(table, other, 2);
	ck_assert_ptr_eq(lease_oldest_offer(table, 0), other);
	lease_table_expire(table, LEASE_OFFER_MS + 1);
	ck_assert_int_eq(its->state, LEASE_FREE);
	lease_table_free(table);
}
END_TEST

static void
count_one(void *owner, const struct lease *lease)
{
	(void)lease;
	++*(size_t *)owner;
}

/* A flood of new machines on a large range: so many leases are remembered and
 * not one more, the oldest offer is the next to go on, and who took an offer
 * makes room. */
START_TEST(a_flood_costs_so_much)
{
	const struct lease_pool large = { 0x0a000000, 0x0a01ffff };
	struct lease_table *table = lease_table_new(42);
	struct lease *first = NULL, *lease;
	uint32_t address;
	size_t n = 0, position = 0;

	ck_assert_int_eq(lease_table_set_pools(table, &large, 1, NULL, 0), 0);
	for (uint32_t i = 0; i < LEASE_FLEETING_MAX; i++) {
		ck_assert(lease_choose(table, 0, i, NULL, 0, &address));
		lease = claim(table, address, i);
		lease_offer(table, lease, 1);
		first = first ? first : lease;
	}
	ck_assert(!lease_choose(table, 0, 7, NULL, 0, &address));
	ck_assert_ptr_eq(lease_oldest_offer(table, 0), first);
	/* A reload counts anew, and the same. */
	ck_assert_int_eq(lease_table_set_pools(table, &large, 1, NULL, 0), 0);
	ck_assert(!lease_choose(table, 0, 7, NULL, 0, &address));
	lease_bind(table, first, HOUR_MS);
	ck_assert(lease_choose(table, 0, 7, NULL, 0, &address));
	ck_assert_ptr_null(lease_find_address(table, address));
	lease_offer(table, claim(table, address, 1000000), 2);
	ck_assert(!lease_choose(table, 0, 7, NULL, 0, &address));
	/* Offers that are over are taken before what nobody had. */
	lease_table_expire(table, LEASE_OFFER_MS + 2);
	ck_assert(lease_choose(table, 0, 7, NULL, 0, &address));
	ck_assert_ptr_nonnull(lease_find_address(table, address));
	ck_assert(!lease_each(table, &position, SIZE_MAX, count_one, &n));
	ck_assert_uint_eq(n, LEASE_FLEETING_MAX + 1);
	lease_table_free(table);
}
END_TEST

/* Only what has rested for a while, and the same after a reload. */
START_TEST(longest_rest_first)
{
	const struct lease_pool pool = { NET + 100, NET + 103 };
	struct lease_table *table = table_with(NULL, 0);
	struct lease *one = claim(table, NET + 101, 1);
	struct lease *two = claim(table, NET + 102, 2);
	uint64_t due = 7 + LEASE_REST_MIN_MS;

	ck_assert_ptr_null(lease_longest_rested(table, 0, due));
	lease_decline(table, two, 7 + LEASE_DECLINE_MS);
	lease_decline(table, one, 8 + LEASE_DECLINE_MS);
	ck_assert_ptr_null(lease_longest_rested(table, 0, due - 1));
	ck_assert_ptr_eq(lease_longest_rested(table, 0, due), two);
	ck_assert_int_eq(lease_table_set_pools(table, &pool, 1, NULL, 0), 0);
	ck_assert_ptr_eq(lease_longest_rested(table, 0, due), two);
	lease_bind(table, two, HOUR_MS);
	ck_assert_ptr_null(lease_longest_rested(table, 0, due));
	ck_assert_ptr_eq(lease_longest_rested(table, 0, due + 1), one);
	lease_table_expire(table, LEASE_DECLINE_MS + 1008);
	ck_assert_uint_eq(one->state, LEASE_FREE);
	ck_assert_uint_eq(two->state, LEASE_BOUND);
	lease_table_free(table);
}
END_TEST

START_TEST(oldest_offer_first)
{
	struct lease_table *table = table_with(NULL, 0);
	struct lease *one = claim(table, NET + 101, 1);
	struct lease *two = claim(table, NET + 102, 2);
	struct lease *three = claim(table, NET + 103, 3);

	lease_offer(table, two, 1);
	lease_offer(table, one, 2);
	lease_offer(table, three, 3);
	ck_assert_ptr_eq(lease_oldest_offer(table, 0), two);
	lease_bind(table, two, HOUR_MS);
	ck_assert_ptr_eq(lease_oldest_offer(table, 0), one);
	lease_release(table, three);
	lease_offer(table, one, 4);
	ck_assert_ptr_eq(lease_oldest_offer(table, 0), one);
	lease_release(table, one);
	ck_assert_ptr_null(lease_oldest_offer(table, 0));
	lease_table_free(table);
}
END_TEST

/* A reload moves the range; what is leased stays so. */
START_TEST(pools_change)
{
	const struct lease_pool pools[] = { { NET + 200, NET + 201 },
		{ NET + 108, NET + 111 } };
	struct lease_table *table = table_with(NULL, 0);
	struct lease *inside = claim(table, NET + 109, 1);
	struct lease *outside = claim(table, NET + 100, 2);
	struct lease *offered = claim(table, NET + 108, 3);
	uint32_t address;

	lease_bind(table, inside, HOUR_MS);
	lease_bind(table, outside, HOUR_MS);
	lease_offer(table, offered, 1);
	ck_assert_int_eq(lease_table_set_pools(table, pools, 2, NULL, 0), 0);
	ck_assert_uint_eq(lease_count(table), 2);
	ck_assert(!lease_is_free(table, NET + 109));
	ck_assert(lease_is_free(table, NET + 110));
	ck_assert(!lease_is_in_pool(table, NET + 100));
	ck_assert_ptr_eq(lease_oldest_offer(table, 1), offered);
	/* Pools keep the caller's numbers. */
	ck_assert(lease_choose(table, 0, 0, NULL, 0, &address));
	ck_assert_uint_eq(address, NET + 200);
	lease_table_expire(table, 2 * HOUR_MS);
	ck_assert_uint_eq(lease_count(table), 0);
	lease_table_free(table);
}
END_TEST

START_TEST(long_identities)
{
	struct lease_table *table = table_with(NULL, 0);
	struct dhcp_identity identity;
	struct lease *lease;

	for (uint8_t len = LEASE_IDENTITY_INLINE - 1;
	     len <= LEASE_IDENTITY_INLINE + 1; len++) {
		memset(&identity, 0, sizeof(identity));
		identity.len = len;
		memset(identity.bytes, len, len);
		lease = lease_claim(table, NET + 100, &identity, NULL);
		lease_bind(table, lease, HOUR_MS);
		ck_assert_ptr_eq(
		    lease_find_identity(table, &net, &identity), lease);
		ck_assert_mem_eq(
		    lease_identity(lease), identity.bytes, identity.len);
	}
	identity.len = DHCP_IDENTITY_MAX;
	lease = lease_claim(table, NET + 101, &identity, NULL);
	ck_assert_uint_eq(lease->identity_len, DHCP_IDENTITY_MAX);
	lease_table_free(table);
}
END_TEST

/* What nobody had yet comes first, then what came back first; a reload keeps
 * that order, and what is to be skipped is stepped over. */
START_TEST(longest_free_first)
{
	static const unsigned back[] = { 3, 0, 7, 5 };
	struct lease_table *table = table_with(NULL, 0);
	struct dhcp_identity identity = identity_of(3);
	uint32_t address, skip[2] = { NET + 103, NET + 100 };

	lease_table_expire(table, 1000);
	for (unsigned i = 0; i < 9; i++)
		lease_bind(table, claim(table, NET + 100 + i, i), HOUR_MS);
	for (unsigned i = 0; i < 4; i++)
		lease_release(
		    table, lease_find_address(table, NET + 100 + back[i]));
	ck_assert(lease_choose(table, 0, 3, NULL, 0, &address));
	ck_assert_uint_eq(address, NET + 109);
	claim(table, NET + 109, 9);
	ck_assert(lease_choose(table, 0, 3, skip, 2, &address));
	ck_assert_uint_eq(address, NET + 107);
	ck_assert_int_eq(lease_table_set_pools(table, &range, 1, skip, 1), 0);
	ck_assert_int_eq(lease_table_set_pools(table, &range, 1, NULL, 0), 0);
	/* .103 was reserved for a while: it came back last. */
	for (unsigned i = 1; i < 4; i++) {
		ck_assert(lease_choose(table, 0, 3, NULL, 0, &address));
		ck_assert_uint_eq(address, NET + 100 + back[i]);
		lease_bind(table, claim(table, address, 50 + i), HOUR_MS);
	}
	ck_assert(lease_choose(table, 0, 3, NULL, 0, &address));
	ck_assert_uint_eq(address, NET + 109);
	lease_bind(table, claim(table, address, 60), HOUR_MS);
	ck_assert(lease_choose(table, 0, 3, NULL, 0, &address));
	ck_assert_uint_eq(address, NET + 103);
	/* Its former holder still finds it. */
	ck_assert_uint_eq(
	    lease_find_identity(table, &net, &identity)->address, NET + 103);
	lease_table_free(table);
}
END_TEST

static void
count_each(void *owner, const struct lease *lease)
{
	*(size_t *)owner += lease->state == LEASE_BOUND;
}

/* Enough for the tables to grow several times. */
START_TEST(many)
{
	enum {
		MANY = 100000
	};
	const struct lease_pool large = { 0x0a000000, 0x0a000000 + MANY - 1 };
	const struct prefix ten = { 0x0a000000, 8 };
	struct lease_table *table = lease_table_new(7);
	struct dhcp_identity identity;
	uint32_t address;
	size_t n = 0, position = 0;

	ck_assert_int_eq(lease_table_set_pools(table, &large, 1, NULL, 0), 0);
	for (unsigned i = 0; i < MANY; i++) {
		ck_assert(
		    lease_choose(table, 0, i * 2654435761u, NULL, 0, &address));
		lease_bind(table, claim(table, address, i), HOUR_MS + i);
	}
	ck_assert(!lease_choose(table, 0, 0, NULL, 0, &address));
	ck_assert_uint_eq(lease_count(table), MANY);
	for (unsigned i = 0; i < MANY; i++) {
		identity = identity_of(i);
		ck_assert_ptr_nonnull(
		    lease_find_identity(table, &ten, &identity));
	}
	ck_assert(lease_each(table, &position, MANY - 1, count_each, &n));
	ck_assert_uint_eq(n, MANY - 1);
	ck_assert(!lease_each(table, &position, 1, count_each, &n));
	ck_assert(!lease_each(table, &position, SIZE_MAX, count_each, &n));
	ck_assert_uint_eq(n, MANY);
	lease_table_expire(table, 2 * HOUR_MS);
	ck_assert_uint_eq(lease_count(table), 0);
	lease_table_free(table);
}
END_TEST

TEST_MAIN("lease", tcase_add_test(tests, pools_are_checked);
	  tcase_add_test(tests, life_of_a_lease);
	  tcase_add_test(tests, offers_end);
	  tcase_add_test(tests, long_leases_end);
	  tcase_add_test(tests, longest_free_first);
	  tcase_add_test(tests, chooses_all_once);
	  tcase_add_test(tests, same_start_same_address);
	  tcase_add_test(tests, reserved_addresses);
	  tcase_add_test(tests, another_takes_over);
	  tcase_add_test(tests, identity_by_subnet);
	  tcase_add_test(tests, reserved_offers_stay);
	  tcase_add_test(tests, a_flood_costs_so_much);
	  tcase_add_test(tests, oldest_offer_first);
	  tcase_add_test(tests, longest_rest_first);
	  tcase_add_test(tests, pools_change);
	  tcase_add_test(tests, long_identities); tcase_add_test(tests, many);)
