/* SPDX-License-Identifier: ISC */
#include "common/machine.h"

#include "tests/unit/common/leases.h"

static const char neighbour[] =
    "IP address HW type Flags HW address Mask Device\n"
    "192.168.10.2 0x1 0x2 52:54:00:00:00:aa * eth0\n";

static struct machines *machines;

static void
setup(void)
{
	leases_setup();
	leases_append("arp", neighbour, sizeof(neighbour) - 1);
	machines = machines_new(leases_path("arp"), leases_state);
	ck_assert_ptr_nonnull(machines);
}

static void
teardown(void)
{
	machines_free(machines);
	machines_free(NULL);
	leases_teardown();
}

static const char *
name_of(const char *address, uint64_t now_ms)
{
	static char text[MAC_TEXT_MAX];
	union endpoint peer;

	ck_assert(endpoint_parse(address, 1, &peer));
	return machines_find(machines, &peer, now_ms, text);
}

START_TEST(knows_neighbours_and_leases)
{
	leases_add("leases", LEASE_RECORD_BOUND, 0xc0a80a02, 0xbb);
	leases_add("leases", LEASE_RECORD_BOUND, 0x0a000001, 0xcc);
	ck_assert_str_eq(name_of("192.168.10.2", 1), "52:54:00:00:00:aa");
	ck_assert_str_eq(
	    name_of("[::ffff:192.168.10.2]", 1), "52:54:00:00:00:aa");
	ck_assert_str_eq(name_of("10.0.0.1", 1), "52:54:00:00:00:cc");
	ck_assert_str_eq(name_of("10.0.0.2", 1), "");
	ck_assert_str_eq(name_of("[2001:db8::1]", 1), "");
}
END_TEST

START_TEST(asks_again_after_a_while)
{
	ck_assert_str_eq(name_of("10.0.0.1", 0), "");
	leases_add("leases", LEASE_RECORD_BOUND, 0x0a000001, 0xcc);
	ck_assert_str_eq(name_of("10.0.0.1", MACHINES_READ_EVERY_MS - 1), "");
	ck_assert_str_eq(
	    name_of("10.0.0.1", MACHINES_READ_EVERY_MS), "52:54:00:00:00:cc");
	leases_add("leases", LEASE_RECORD_BOUND, 0x0a000001, 0xdd);
	ck_assert_str_eq(
	    name_of("10.0.0.1", MACHINES_READ_EVERY_MS + MACHINES_KEEP_MS - 1),
	    "52:54:00:00:00:cc");
	ck_assert_str_eq(
	    name_of("10.0.0.1", MACHINES_READ_EVERY_MS + MACHINES_KEEP_MS),
	    "52:54:00:00:00:dd");
}
END_TEST

/* Two addresses with one place between them. */
START_TEST(keeps_apart_what_shares_a_place)
{
	const uint32_t one = 0x0a000001, other = one + MACHINES_KEPT;

	leases_add("leases", LEASE_RECORD_BOUND, one, 1);
	leases_add("leases", LEASE_RECORD_BOUND, other, 2);
	for (int i = 0; i < 2; i++) {
		ck_assert_str_eq(name_of("10.0.0.1", 1), "52:54:00:00:00:01");
		ck_assert_str_eq(name_of("10.0.4.1", 1), "52:54:00:00:00:02");
	}
}
END_TEST

START_TEST(does_without)
{
	union endpoint peer = endpoint_ipv4(0x0a000001, 1);
	char text[MAC_TEXT_MAX];
	struct machines *none = machines_new("/nonexistent", NULL);

	ck_assert_str_eq(machines_find(none, &peer, 1, text), "");
	machines_free(none);
	ck_assert_str_eq(machines_find(NULL, &peer, 1, text), "");
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("machine");
	TCase *tests = tcase_create("machine");
	SRunner *runner = srunner_create(suite);
	int failed;

	suite_add_tcase(suite, tests);
	tcase_add_checked_fixture(tests, setup, teardown);
	tcase_add_test(tests, knows_neighbours_and_leases);
	tcase_add_test(tests, asks_again_after_a_while);
	tcase_add_test(tests, keeps_apart_what_shares_a_place);
	tcase_add_test(tests, does_without);
	srunner_run_all(runner, CK_NORMAL);
	failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
