/* SPDX-License-Identifier: ISC */
#include "dhcpd/pending.h"

#include <check.h>
#include <stdlib.h>
#include <string.h>

#include "tests/unit/dhcp_message.h"

static struct pending pending;

static struct pending_machine
machine_of(uint16_t number)
{
	return (struct pending_machine){ .mac = { 0x52, 0x54, 0, 0,
					     (uint8_t)(number >> 8),
					     (uint8_t)number },
		.vendor = "PXEClient",
		.arch = "bios",
		.subnet = { 0xc0a80a00, 24 } };
}

static bool
note(uint16_t number, uint64_t now_ms, int64_t wall_s)
{
	const struct pending_machine sight = machine_of(number);

	return pending_note(&pending, &sight, now_ms, wall_s);
}

START_TEST(once_a_minute)
{
	struct pending_machine *machine;

	ck_assert(note(1, 1000, 50));
	machine = &pending.machines[0];
	ck_assert(pending_is_due(machine, 1000));
	machine->is_changed = false;
	machine->written_ms = 1000;
	ck_assert(!pending_is_due(machine, 1000 + PENDING_AGAIN_MS));
	ck_assert(note(1, 2000, 60));
	ck_assert(!pending_is_due(machine, 1000 + PENDING_AGAIN_MS - 1));
	ck_assert(pending_is_due(machine, 1000 + PENDING_AGAIN_MS));
	ck_assert_uint_eq(pending.n, 1);
	ck_assert_uint_eq(machine->count, 2);
	ck_assert_int_eq(machine->first_s, 50);
	ck_assert_int_eq(machine->last_s, 60);
}
END_TEST

START_TEST(new_ones_in_a_minute)
{
	for (uint16_t i = 0; i < PENDING_NEW_A_MINUTE_MAX; i++)
		ck_assert(note(i, 1000, 1));
	ck_assert(!note(5000, 1000 + 60 * 1000 - 1, 1));
	ck_assert_msg(note(0, 1000, 1), "one that is known already");
	ck_assert(note(5000, 1000 + 60 * 1000, 1));
}
END_TEST

static void
fill(void)
{
	uint64_t now_ms = 1;

	for (uint16_t i = 0; i < PENDING_MAX; i++) {
		if (i % PENDING_NEW_A_MINUTE_MAX == 0)
			now_ms += 60 * 1000;
		ck_assert(note(i, now_ms, 100 + i));
	}
	ck_assert_uint_eq(pending.n, PENDING_MAX);
}

/* As many as there is room for, and one more: the oldest gives way, and its
 * file goes with it; one without a file passes on whose file goes. */
START_TEST(full)
{
	const struct pending_machine third = machine_of(3),
				     fourth = machine_of(4);

	fill();
	ck_assert(!pending_keep(&pending, &third));
	for (uint16_t i = 0; i < PENDING_MAX; i++) {
		pending.machines[i].written_ms = 1;
		ck_assert(!pending.machines[i].has_gone);
	}
	/* The first three ask again; the fourth is the oldest then. */
	for (uint16_t i = 0; i < 3; i++)
		ck_assert(note(i, 100000000, 5000));
	ck_assert(note(6000, 100000000, 4000));
	ck_assert_uint_eq(pending.n, PENDING_MAX);
	ck_assert_mem_eq(pending.machines[3].mac, machine_of(6000).mac, 6);
	ck_assert(pending.machines[3].has_gone);
	ck_assert_mem_eq(pending.machines[3].gone, third.mac, MAC_LEN);
	ck_assert_uint_eq(pending.machines[3].count, 1);
	ck_assert(note(7000, 100000000, 4001));
	ck_assert_mem_eq(pending.machines[4].gone, fourth.mac, MAC_LEN);
	/* The newest was not written yet when it is replaced in turn. */
	for (uint16_t i = 0; i < PENDING_MAX; i++)
		if (i != 3)
			pending.machines[i].last_s = 9000;
	ck_assert(note(8000, 100000000, 9001));
	ck_assert_mem_eq(pending.machines[3].mac, machine_of(8000).mac, 6);
	ck_assert(pending.machines[3].has_gone);
	ck_assert_mem_eq(pending.machines[3].gone, third.mac, MAC_LEN);
}
END_TEST

START_TEST(text)
{
	struct pending_machine machine = machine_of(1), read = { .count = 0 };
	char out[PENDING_TEXT_MAX];
	size_t len;

	machine.count = 12;
	machine.first_s = 1800000000;
	machine.last_s = 1800000061;
	len = pending_text(out, &machine);
	ck_assert_uint_eq(len, strlen(out));
	ck_assert_ptr_nonnull(strstr(out, "\nmac = 52:54:00:00:00:01\n"));
	ck_assert_ptr_nonnull(
	    strstr(out, "\n; first-seen = 2027-01-15T08:00:00Z\n"));
	pending_parse(out, &read);
	ck_assert_str_eq(read.vendor, "PXEClient");
	ck_assert_str_eq(read.arch, "bios");
	ck_assert_uint_eq(read.subnet.network, 0xc0a80a00);
	ck_assert_uint_eq(read.subnet.len, 24);
	ck_assert_uint_eq(read.count, 12);
	ck_assert_int_eq(read.first_s, machine.first_s);
	ck_assert_int_eq(read.last_s, machine.last_s);
	/* The longest there is. */
	memset(machine.vendor, 'v', sizeof(machine.vendor) - 1);
	memset(machine.arch, 'a', sizeof(machine.arch) - 1);
	machine.subnet = (struct prefix){ 0xffffff00, 24 };
	machine.count = UINT64_MAX;
	ck_assert_uint_lt(pending_text(out, &machine), PENDING_TEXT_MAX - 1);
}
END_TEST

START_TEST(bad_text)
{
	static const char *const texts[] = { "", "\n\n", "; count",
		"; count =", "; count = -1\n; subnet = x\n",
		"; first-seen = yesterday",
		"; first-seen = 2026-13-22T17:00:00Z", "count = 5",
		"; last-seen = 2026-11-22T25:00:00Z\n" };
	char copy[128];

	for (int i = 0; i < ROWS(texts); i++) {
		struct pending_machine read = { .count = 0 };

		snprintf(copy, sizeof(copy), "%s", texts[i]);
		pending_parse(copy, &read);
		ck_assert_msg(read.count == 0 && read.first_s == 0 &&
			read.last_s == 0 && read.subnet.len == 0,
		    "row %d", i);
	}
}
END_TEST

START_TEST(kept)
{
	struct pending_machine machine = machine_of(1);

	machine.count = 7;
	ck_assert(pending_keep(&pending, &machine));
	ck_assert(note(1, 1, 1));
	ck_assert_uint_eq(pending.n, 1);
	ck_assert_uint_eq(pending.machines[0].count, 8);
}
END_TEST

static void
end(void)
{
	pending_clear(&pending);
}

TEST_MAIN("pending", tcase_add_checked_fixture(tests, NULL, end);
	  tcase_add_test(tests, once_a_minute);
	  tcase_add_test(tests, new_ones_in_a_minute);
	  tcase_add_test(tests, full); tcase_add_test(tests, text);
	  tcase_add_test(tests, bad_text); tcase_add_test(tests, kept);)
