/* SPDX-License-Identifier: ISC */
#include "dhcpd/import/import_merge.h"

#include <check.h>
#include <stdlib.h>
#include <string.h>

#define N(rows) (sizeof(rows) / sizeof((rows)[0]))

enum {
	WALL_S = 1000000,
	NOW_MS = 5000000,
	NET = 10 << 24,
	HOUR_S = 3600,
	MS = 1000,
};

/* A lease of machine 52:54:00:00:00:NN at 10.0.0.@address. @left_s: 0 for one
 * that is over. */
struct row {
	uint8_t address, machine;
	int left_s;
	enum import_verdict verdict; /* of the other server's alone */
	uint8_t conflict;	     /* the address of it; or 0 */
};

static struct policy_subnet subnet = { .prefix = {
					   .network = NET, .len = 25 } };
static struct policy_host hosts[] = {
	{ .name = "a", .address = NET | 50 },
	{ .name = "free" },
};
static struct policy_match matches[] = {
	{ .kind = POLICY_MATCH_MAC,
	    .len = MAC_LEN,
	    .bytes = { 0x52, 0x54, 0, 0, 0, 50 },
	    .host = 0 },
	{ .kind = POLICY_MATCH_MAC,
	    .len = MAC_LEN,
	    .bytes = { 0x52, 0x54, 0, 0, 0, 51 },
	    .host = 1 },
};

static struct policy
policy_of_test(void)
{
	struct policy policy = { .subnets = &subnet,
		.n_subnets = 1,
		.hosts = hosts,
		.n_hosts = N(hosts),
		.matches = matches,
		.n_matches = N(matches),
		.identify_by = DHCP_IDENTIFY_BY_MAC };

	policy_sort(&policy);
	return policy;
}

static void
add_mine(struct import_merge *merge, const struct row *row,
    enum lease_record_kind kind)
{
	struct lease_record record = { .kind = kind,
		.address = NET | row->address,
		.has_mac = true,
		.mac = { 0x52, 0x54, 0, 0, 0, row->machine },
		.identity = { 7, { 1, 0x52, 0x54, 0, 0, 0, row->machine } } };

	ck_assert_int_eq(
	    import_merge_mine(merge, &record,
		row->left_s ? NOW_MS + (uint64_t)row->left_s * MS : 0),
	    0);
}

static void
add_theirs(struct import_merge *merge, const struct row *row)
{
	struct import_lease lease = { .address = NET | row->address,
		.has_mac = row->machine != 0,
		.mac = { 0x52, 0x54, 0, 0, 0, row->machine },
		.until_s = WALL_S + row->left_s,
		.line = row->address };

	ck_assert_int_eq(import_merge_add(merge, "f", &lease), 0);
}

static const struct import_item *
find(const struct import_merge *merge, uint8_t address)
{
	for (size_t i = 0; i < merge->n_items; i++)
		if (merge->items[i].lease.address == (NET | address))
			return &merge->items[i];
	return NULL;
}

START_TEST(verdicts)
{
	static const struct row mine[] = {
		{ .address = 1, .machine = 1, .left_s = HOUR_S },
		{ .address = 2, .machine = 2, .left_s = HOUR_S },
		{ .address = 3, .machine = 3 },
		{ .address = 4, .machine = 4, .left_s = HOUR_S },
		{ .address = 9, .machine = 9, .left_s = HOUR_S },
	};
	static const struct row theirs[] = {
		{ 1, 1, HOUR_S + 2, IMPORT_PRESENT, 0 },
		{ 2, 2, HOUR_S + 3, IMPORT_KEPT, 0 },
		{ 3, 33, HOUR_S, IMPORT_KEPT, 0 },
		{ 4, 44, HOUR_S, IMPORT_TAKEN, 4 },
		{ 5, 9, 2 * HOUR_S, IMPORT_MOVED, 9 },
		{ 6, 6, 0, IMPORT_REMEMBERED, 0 },
		{ 10, 10, HOUR_S, IMPORT_MOVED, 12 },
		{ 11, 10, HOUR_S + 1, IMPORT_MOVED, 12 },
		{ 12, 10, HOUR_S + 2, IMPORT_KEPT, 0 },
		{ 13, 0, HOUR_S, IMPORT_NOBODY, 0 },
		{ 50, 14, HOUR_S, IMPORT_RESERVED, 0 },
		{ 51, 50, HOUR_S, IMPORT_HOST, 0 },
		{ 52, 51, HOUR_S, IMPORT_KEPT, 0 },
		{ 128, 15, HOUR_S, IMPORT_OUTSIDE, 0 },
	};
	struct policy policy = policy_of_test();
	struct import_merge merge = { &policy, NOW_MS, WALL_S, NULL, 0, NULL,
		0 };
	const struct import_item *item;

	for (size_t i = 0; i < N(mine); i++)
		add_mine(&merge, &mine[i], LEASE_RECORD_BOUND);
	for (size_t i = 0; i < N(theirs); i++)
		add_theirs(&merge, &theirs[i]);
	ck_assert_int_eq(import_merge_decide(&merge), 0);
	ck_assert_uint_eq(merge.n_items, N(theirs));
	for (size_t i = 0; i < N(theirs); i++) {
		item = find(&merge, theirs[i].address);
		ck_assert_msg(item->verdict == theirs[i].verdict, "%u: %d",
		    theirs[i].address, item->verdict);
		if (item->verdict == IMPORT_MOVED)
			ck_assert_uint_eq(
			    item->address, NET | theirs[i].conflict);
		if (item->verdict == IMPORT_TAKEN)
			ck_assert_uint_eq(
			    item->holder->address, NET | theirs[i].conflict);
	}
	ck_assert_str_eq(find(&merge, 50)->host->name, "a");
	ck_assert_str_eq(find(&merge, 51)->host->name, "a");
	import_merge_free(&merge);
}
END_TEST

/* What stands further down counts, on either side. */
START_TEST(last_words)
{
	static const struct row first = { 1, 1, HOUR_S, 0, 0 };
	static const struct row second = { 1, 2, HOUR_S, 0, 0 };
	struct policy policy = policy_of_test();
	struct import_merge merge = { &policy, NOW_MS, WALL_S, NULL, 0, NULL,
		0 };

	add_theirs(&merge, &first);
	add_theirs(&merge, &second);
	ck_assert_int_eq(import_merge_decide(&merge), 0);
	ck_assert_uint_eq(merge.n_items, 1);
	ck_assert_uint_eq(merge.items[0].lease.mac[5], 2);

	/* Declined by its holder of before: not to be given to the next. */
	add_mine(&merge, &second, LEASE_RECORD_BOUND);
	add_mine(&merge, &first, LEASE_RECORD_DECLINED);
	ck_assert_int_eq(import_merge_decide(&merge), 0);
	ck_assert_int_eq(merge.items[0].verdict, IMPORT_TAKEN);
	add_mine(&merge, &first, LEASE_RECORD_RELEASED);
	ck_assert_int_eq(import_merge_decide(&merge), 0);
	ck_assert_int_eq(merge.items[0].verdict, IMPORT_KEPT);
	import_merge_free(&merge);
}
END_TEST

START_TEST(identities)
{
	struct policy policy = policy_of_test();
	struct import_merge merge = { &policy, NOW_MS, WALL_S, NULL, 0, NULL,
		0 };
	struct import_lease lease = { .address = NET | 1,
		.has_mac = true,
		.mac = { 0x52, 0x54, 0, 0, 0, 1 },
		.client_id = { 0xff, 1, 2 },
		.client_id_len = 3,
		.until_s = WALL_S + HOUR_S };

	ck_assert_int_eq(import_merge_add(&merge, "f", &lease), 0);
	ck_assert_uint_eq(merge.items[0].identity.len, 7);
	policy.identify_by = DHCP_IDENTIFY_BY_CLIENT_ID;
	ck_assert_int_eq(import_merge_add(&merge, "f", &lease), 0);
	ck_assert_uint_eq(merge.items[1].identity.len, 3);
	lease.until_s = INT64_MAX;
	ck_assert_int_eq(import_merge_add(&merge, "f", &lease), 0);
	ck_assert_int_eq(merge.items[2].lease.until_s, IMPORT_LEASE_NEVER);
	import_merge_free(&merge);
}
END_TEST

/* Both ends of a record are the same moment. */
START_TEST(records)
{
	static const struct row kept = { 1, 1, HOUR_S, 0, 0 };
	static const struct row over = { 2, 2, 0, 0, 0 };
	struct policy policy = policy_of_test();
	struct import_merge merge = { &policy, NOW_MS + 1, WALL_S, NULL, 0,
		NULL, 0 };
	struct lease_record record;

	add_theirs(&merge, &kept);
	add_theirs(&merge, &over);
	ck_assert_int_eq(import_merge_decide(&merge), 0);
	import_merge_record(&merge, find(&merge, 1), &record);
	ck_assert_int_eq(record.kind, LEASE_RECORD_BOUND);
	ck_assert_uint_eq(record.address, NET | 1);
	ck_assert_int_eq(record.until_s, WALL_S + HOUR_S);
	ck_assert_uint_eq(record.clock_s, NOW_MS / MS + 1 + HOUR_S);
	import_merge_record(&merge, find(&merge, 2), &record);
	ck_assert_int_eq(record.kind, LEASE_RECORD_RELEASED);
	ck_assert_int_eq(record.until_s, WALL_S);
	import_merge_free(&merge);
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("import_merge");
	TCase *all = tcase_create("all");
	SRunner *runner;
	int failed;

	tcase_add_test(all, verdicts);
	tcase_add_test(all, last_words);
	tcase_add_test(all, identities);
	tcase_add_test(all, records);
	suite_add_tcase(suite, all);
	runner = srunner_create(suite);
	srunner_run_all(runner, CK_NORMAL);
	failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
