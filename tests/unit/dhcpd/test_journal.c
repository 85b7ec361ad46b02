/* SPDX-License-Identifier: ISC */
#include "dhcpd/journal.h"

#include <check.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "tests/unit/dhcp_message.h"

enum {
	NOW_MS = 50000000,
	WALL_S = 1800000000
};

static char state[64], path[128], new_path[136], damaged[128];

static void
make_state(void)
{
	snprintf(state, sizeof(state), "/tmp/test_journal.XXXXXX");
	ck_assert_ptr_nonnull(mkdtemp(state));
	snprintf(path, sizeof(path), "%s/leases", state);
	snprintf(new_path, sizeof(new_path), "%s.new", path);
	snprintf(damaged, sizeof(damaged), "%s/leases.damaged", state);
	/* Its complaints are no part of the test's output. */
	ck_assert_ptr_nonnull(freopen("/dev/null", "w", stderr));
}

static void
remove_state(void)
{
	char lock[160];

	snprintf(lock, sizeof(lock), "%s.lock", path);
	unlink(lock);
	unlink(path);
	unlink(damaged);
	ck_assert_int_eq(rmdir(state), 0);
}

static struct lease_record
record_of(uint32_t address)
{
	struct lease_record record = { .kind = LEASE_RECORD_BOUND,
		.address = address,
		.identity = { 2, { 1, (uint8_t)address } },
		.until_s = WALL_S + 100,
		.clock_s = NOW_MS / 1000 + 100 };

	return record;
}

struct restored {
	size_t n;
	uint32_t last;
	uint64_t until_ms;
	int result;
};

static int
restore(void *owner, const struct lease_record *record, uint64_t until_ms)
{
	struct restored *restored = owner;

	restored->n++;
	restored->last = record->address;
	restored->until_ms = until_ms;
	return restored->result;
}

static struct restored
open_journal(struct journal **journal)
{
	struct restored restored = { 0 };

	ck_assert_int_eq(
	    journal_open(state, NOW_MS, WALL_S, restore, &restored, journal),
	    0);
	return restored;
}

static void
append(struct journal *journal, uint32_t first, uint32_t last)
{
	struct lease_record record;

	for (uint32_t address = first; address <= last; address++) {
		record = record_of(address);
		ck_assert_int_eq(journal_append(journal, &record), 0);
	}
	ck_assert(journal_is_waiting(journal));
	journal_turn(journal);
	ck_assert(!journal_is_waiting(journal));
	ck_assert_int_eq(journal_write(journal), 0);
}

static void
add_text(const char *text, size_t len, int flags)
{
	int fd = open(path, O_WRONLY | O_CREAT | flags, 0644);

	ck_assert_int_eq(write(fd, text, len), (ssize_t)len);
	close(fd);
}

START_TEST(there_again)
{
	struct restored restored;
	struct journal *journal;

	make_state();
	restored = open_journal(&journal);
	ck_assert_uint_eq(restored.n, 0);
	ck_assert_str_eq(journal_path(journal), path);
	append(journal, 1, 3);
	append(journal, 4, 4);
	journal_close(journal);
	restored = open_journal(&journal);
	ck_assert_uint_eq(restored.n, 4);
	ck_assert_uint_eq(restored.last, 4);
	/* In this boot, its own clock counts. */
	ck_assert_uint_eq(restored.until_ms, NOW_MS + 100 * 1000);
	journal_close(journal);
	journal_close(NULL);
	remove_state();
}
END_TEST

START_TEST(one_at_a_time)
{
	struct restored restored;
	struct journal *journal, *second;

	make_state();
	restored = open_journal(&journal);
	ck_assert_int_eq(
	    journal_open(state, NOW_MS, WALL_S, restore, &restored, &second),
	    -EBUSY);
	journal_close(journal);
	remove_state();
	ck_assert_int_eq(journal_open("/nowhere/at/all", NOW_MS, WALL_S,
			     restore, &restored, &second),
	    -ENOENT);
}
END_TEST

/* After a restart of the machine the wall clock counts, whatever `clock`. */
START_TEST(another_boot)
{
	struct lease_record record = record_of(9);
	struct lease_record boot = { .kind = LEASE_RECORD_BOOT,
		.boot = "another" };
	struct restored restored;
	struct journal *journal;
	char text[2 * LEASE_RECORD_MAX];
	struct writer out = writer_over(text, sizeof(text));

	make_state();
	record.clock_s = 500;
	lease_record_write(&out, &boot);
	lease_record_write(&out, &record);
	add_text(text, out.pos, O_TRUNC);
	restored = open_journal(&journal);
	ck_assert_uint_eq(restored.until_ms, NOW_MS + 100 * 1000);
	journal_close(journal);
	out = writer_over(text, sizeof(text));
	record.until_s = WALL_S - 1;
	lease_record_write(&out, &boot);
	lease_record_write(&out, &record);
	add_text(text, out.pos, O_TRUNC);
	restored = open_journal(&journal);
	ck_assert_uint_eq(restored.until_ms, 0);
	journal_close(journal);
	remove_state();
}
END_TEST

/* Cut at every octet, as a power cut might: what was whole is there, and the
 * next line is good again. */
START_TEST(torn_anywhere)
{
	struct restored restored;
	struct journal *journal;
	struct stat st;
	off_t two;

	make_state();
	open_journal(&journal);
	append(journal, 1, 2);
	ck_assert_int_eq(stat(path, &st), 0);
	two = st.st_size;
	append(journal, 3, 3);
	journal_close(journal);
	ck_assert_int_eq(stat(path, &st), 0);
	for (off_t size = st.st_size - 1; size > two; size--) {
		ck_assert_int_eq(truncate(path, size), 0);
		restored = open_journal(&journal);
		ck_assert_uint_eq(restored.n, 2);
		append(journal, 3, 3);
		journal_close(journal);
		restored = open_journal(&journal);
		ck_assert_uint_eq(restored.n, 3);
		journal_close(journal);
		ck_assert_int_eq(access(damaged, F_OK), -1);
		ck_assert_int_eq(truncate(path, two), 0);
		open_journal(&journal);
		append(journal, 3, 3);
		journal_close(journal);
	}
	remove_state();
}
END_TEST

START_TEST(bad_lines)
{
	struct restored restored;
	struct journal *journal;

	make_state();
	open_journal(&journal);
	append(journal, 1, 1);
	journal_close(journal);
	add_text(OCTETS("rubbish\n\n\0\xff\n"), O_APPEND);
	open_journal(&journal);
	append(journal, 2, 2);
	journal_close(journal);
	ck_assert_int_eq(access(damaged, F_OK), 0);
	restored = open_journal(&journal);
	ck_assert_uint_eq(restored.n, 2);
	journal_close(journal);
	/* Nothing but rubbish, without a single newline. */
	add_text(OCTETS("rubbish"), O_TRUNC);
	restored = open_journal(&journal);
	ck_assert_uint_eq(restored.n, 0);
	append(journal, 3, 3);
	journal_close(journal);
	restored = open_journal(&journal);
	ck_assert_uint_eq(restored.n, 1);
	journal_close(journal);
	remove_state();
}
END_TEST

START_TEST(restore_fails)
{
	struct restored restored = { .result = -ENOMEM };
	struct journal *journal;

	make_state();
	open_journal(&journal);
	append(journal, 1, 2);
	journal_close(journal);
	ck_assert_int_eq(
	    journal_open(state, NOW_MS, WALL_S, restore, &restored, &journal),
	    -ENOMEM);
	ck_assert_uint_eq(restored.n, 1);
	remove_state();
}
END_TEST

START_TEST(compaction)
{
	struct lease_record record = record_of(7);
	struct restored restored;
	struct journal *journal;
	struct stat before, after;

	make_state();
	open_journal(&journal);
	ck_assert(!journal_is_overgrown(journal, 1));
	for (int i = 0; i <= JOURNAL_SLACK_LINES; i++)
		ck_assert_int_eq(journal_append(journal, &record), 0);
	append(journal, 7, 7);
	ck_assert(journal_is_overgrown(journal, 1));
	ck_assert(!journal_is_overgrown(journal, JOURNAL_SLACK_LINES));
	stat(path, &before);
	journal_compact_begin(journal);
	journal_keep(journal, &record);
	ck_assert_int_eq(journal_compact_turn(journal), 0);
	ck_assert_int_eq(journal_compact_finish(journal), 0);
	journal_compact_end(journal);
	stat(path, &after);
	ck_assert_int_lt(after.st_size, before.st_size / 100);
	ck_assert(!journal_is_overgrown(journal, 1));
	/* What comes after goes into the new file. */
	append(journal, 8, 8);
	/* In parts, of which one is empty; what is appended meanwhile stays,
	 * whether it was kept before or not. */
	journal_compact_begin(journal);
	record = record_of(8);
	journal_keep(journal, &record);
	ck_assert_int_eq(journal_compact_turn(journal), 0);
	append(journal, 9, 9);
	ck_assert_int_eq(journal_compact_write(journal), 0);
	ck_assert_int_eq(journal_compact_turn(journal), 0);
	ck_assert_int_eq(journal_compact_write(journal), 0);
	ck_assert_int_eq(journal_compact_turn(journal), 0);
	ck_assert_int_eq(journal_compact_finish(journal), 0);
	journal_compact_end(journal);
	/* Begun and given up: as if it had not been. */
	journal_compact_begin(journal);
	ck_assert_int_eq(journal_compact_turn(journal), 0);
	ck_assert_int_eq(journal_compact_write(journal), 0);
	append(journal, 10, 10);
	journal_compact_end(journal);
	ck_assert_int_eq(access(new_path, F_OK), -1);
	journal_close(journal);
	restored = open_journal(&journal);
	ck_assert_uint_eq(restored.n, 3); /* 8, 9, 10 */
	ck_assert_uint_eq(restored.last, 10);
	journal_close(journal);
	remove_state();
}
END_TEST

/* Too much gathers while a part is written: the new file is given up, the old
 * one has it all. */
START_TEST(compaction_limit)
{
	struct lease_record record = record_of(7);
	struct journal *journal;

	make_state();
	open_journal(&journal);
	journal_compact_begin(journal);
	for (size_t i = 0; i < JOURNAL_GATHER_MAX / 64; i++)
		journal_keep(journal, &record);
	ck_assert_int_eq(journal_compact_turn(journal), -ENOBUFS);
	append(journal, 8, 8);
	journal_compact_end(journal);
	journal_close(journal);
	ck_assert_uint_eq(open_journal(&journal).last, 8);
	journal_close(journal);
	remove_state();
}
END_TEST

/* Records may gather up to the limit, not beyond. */
START_TEST(gathering_limit)
{
	struct lease_record record = record_of(1);
	struct journal *journal;
	int r = 0;
	size_t n = 0;

	make_state();
	open_journal(&journal);
	while (r == 0 && n < JOURNAL_GATHER_MAX) {
		r = journal_append(journal, &record);
		n++;
	}
	ck_assert_int_eq(r, -ENOBUFS);
	ck_assert_uint_gt(n, 10000);
	journal_turn(journal);
	ck_assert_int_eq(journal_append(journal, &record), 0);
	journal_close(journal);
	remove_state();
}
END_TEST

START_TEST(test_line)
{
	struct restored restored;
	struct journal *journal;

	make_state();
	open_journal(&journal);
	ck_assert_int_eq(journal_test(journal), 0);
	append(journal, 1, 1);
	journal_close(journal);
	restored = open_journal(&journal);
	ck_assert_uint_eq(restored.n, 1);
	journal_close(journal);
	remove_state();
}
END_TEST

TEST_MAIN(
    "journal", tcase_add_test(tests, there_again);
    tcase_add_test(tests, one_at_a_time); tcase_add_test(tests, another_boot);
    tcase_add_test(tests, torn_anywhere); tcase_add_test(tests, bad_lines);
    tcase_add_test(tests, restore_fails); tcase_add_test(tests, compaction);
    tcase_add_test(tests, compaction_limit);
    tcase_add_test(tests, gathering_limit); tcase_add_test(tests, test_line);)
