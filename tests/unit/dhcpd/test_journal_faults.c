/* SPDX-License-Identifier: ISC */
#include <check.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "dhcpd/journal.h"
#include "tests/unit/dhcp_message.h"

/*
 * The journal on a disk that fails at any one call, and on one that loses
 * power at any one octet. What journal_write() promised is there again.
 *
 * The calls by which it changes files are these here, in the C library's place.
 */

enum {
	NOW_MS = 50000000,
	WALL_S = 1800000000,
	OPS_MAX = 128,
	CONTENT_MAX = 16 << 10,
	ADDRESSES_MAX = 32,
};

enum op_kind {
	OP_WRITE,
	OP_SYNC,
	OP_RENAME,
	OP_SYNC_FOLDER
};

struct op {
	enum op_kind kind;
	ino_t file;
	uint8_t bytes[1024];
	size_t len;
	unsigned promised; /* addresses up to this one, before it */
	int held;	   /* keeps the file's number from another one */
};

static struct {
	bool is_watched;
	unsigned n_calls, fails_at, fails_until;
	int error;
	unsigned promised;
	size_t n_ops;
	struct op ops[OPS_MAX];
} disk;

static char state[64], path[128];

static bool
fails(void)
{
	if (!disk.is_watched)
		return false;
	disk.n_calls++;
	if (disk.n_calls < disk.fails_at || disk.n_calls >= disk.fails_until)
		return false;
	errno = disk.error;
	return true;
}

static void
note(enum op_kind kind, int fd, const void *bytes, size_t len)
{
	struct op *op = &disk.ops[disk.n_ops];
	struct stat st = { 0 };

	if (!disk.is_watched)
		return;
	ck_assert_uint_lt(disk.n_ops, OPS_MAX);
	ck_assert_uint_le(len, sizeof(op->bytes));
	fstat(fd, &st);
	*op = (struct op){ .kind = kind,
		.file = st.st_ino,
		.len = len,
		.promised = disk.promised,
		.held = dup(fd) };
	if (len > 0)
		memcpy(op->bytes, bytes, len);
	disk.n_ops++;
}

/* A disk that is full takes a half before it says so. */
ssize_t
write(int fd, const void *bytes, size_t len)
{
	if (fails()) {
		syscall(SYS_write, fd, bytes, len / 2);
		errno = disk.error;
		return -1;
	}
	note(OP_WRITE, fd, bytes, len);
	return syscall(SYS_write, fd, bytes, len);
}

int
fdatasync(int fd)
{
	if (fails())
		return -1;
	note(OP_SYNC, fd, NULL, 0);
	return 0;
}

int
fsync(int fd)
{
	struct stat st = { 0 };

	if (fails())
		return -1;
	fstat(fd, &st);
	note(S_ISDIR(st.st_mode) ? OP_SYNC_FOLDER : OP_SYNC, fd, NULL, 0);
	return 0;
}

int
ftruncate(int fd, off_t size)
{
	return fails() ? -1 : (int)syscall(SYS_ftruncate, fd, size);
}

int
fallocate(int fd, int mode, off_t at, off_t len)
{
	(void)fd, (void)mode, (void)at, (void)len;
	return fails() ? -1 : 0;
}

int
renameat(int from_folder, const char *from, int to_folder, const char *to)
{
	struct stat st = { 0 };

	if (fails())
		return -1;
	fstatat(from_folder, from, &st, 0);
	note(OP_RENAME, -1, NULL, 0);
	if (disk.is_watched)
		disk.ops[disk.n_ops - 1].file = st.st_ino;
	return (int)syscall(SYS_renameat2, from_folder, from, to_folder, to, 0);
}

/* --- what the daemon does ------------------------------------------------- */

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

struct there {
	bool has[ADDRESSES_MAX];
	unsigned n; /* from the first one on, without a gap */
};

static int
restore(void *owner, const struct lease_record *record, uint64_t until_ms)
{
	struct there *there = owner;

	(void)until_ms;
	ck_assert_uint_lt(record->address, ADDRESSES_MAX);
	there->has[record->address] = true;
	while (there->n + 1 < ADDRESSES_MAX && there->has[there->n + 1])
		there->n++;
	return 0;
}

static struct there
look(struct journal **ret_journal)
{
	struct there there = { 0 };

	ck_assert_int_eq(
	    journal_open(state, NOW_MS, WALL_S, restore, &there, ret_journal),
	    0);
	return there;
}

struct promises {
	bool made[ADDRESSES_MAX];
	unsigned last;
};

/* As commit.c: a disk that failed is tested until it takes a line again. */
static void
promise(struct journal *journal, struct promises *promises, unsigned n)
{
	unsigned first = promises->last + 1;
	struct lease_record record;
	int r;

	for (unsigned i = 0; i < n; i++) {
		record = record_of(++promises->last);
		ck_assert_int_eq(journal_append(journal, &record), 0);
	}
	journal_turn(journal);
	r = journal_write(journal);
	for (unsigned i = first; r == 0 && i <= promises->last; i++)
		promises->made[i] = true;
	if (r == 0)
		disk.promised = promises->last;
	for (int i = 0; r && i < 4; i++)
		r = journal_test(journal);
}

/* In two parts, and clients come between them. */
static void
compact(struct journal *journal, struct promises *promises)
{
	unsigned last = promises->last;
	struct lease_record record;
	int r = 0;

	journal_compact_begin(journal);
	for (unsigned i = 1; i <= last && !r; i++) {
		record = record_of(i);
		if (promises->made[i])
			journal_keep(journal, &record);
		if (i != last / 2)
			continue;
		r = journal_compact_turn(journal);
		promise(journal, promises, 1);
		if (!r)
			r = journal_compact_write(journal);
		promise(journal, promises, 1);
	}
	if (!r)
		r = journal_compact_turn(journal);
	if (!r)
		(void)journal_compact_finish(journal);
	journal_compact_end(journal);
}

static struct promises
a_day(void)
{
	struct promises promises = { 0 };
	struct journal *journal;

	disk.is_watched = true;
	look(&journal);
	promise(journal, &promises, 2);
	promise(journal, &promises, 1);
	compact(journal, &promises);
	promise(journal, &promises, 2);
	promise(journal, &promises, 1);
	compact(journal, &promises);
	promise(journal, &promises, 1);
	journal_close(journal);
	disk.is_watched = false;
	return promises;
}

static void
make_state(void)
{
	snprintf(state, sizeof(state), "/tmp/test_journal_faults.XXXXXX");
	ck_assert_ptr_nonnull(mkdtemp(state));
	snprintf(path, sizeof(path), "%s/leases", state);
	/* Its complaints are no part of the test's output. */
	ck_assert_ptr_nonnull(freopen("/dev/null", "w", stderr));
	memset(&disk, 0, sizeof(disk));
}

static void
empty_state(void)
{
	static const char *const ends[] = { "", ".new", ".lock", ".damaged" };
	char name[160];

	for (size_t i = 0; i < sizeof(ends) / sizeof(ends[0]); i++) {
		snprintf(name, sizeof(name), "%s%s", path, ends[i]);
		unlink(name);
	}
}

static void
forget_ops(void)
{
	for (size_t i = 0; i < disk.n_ops; i++)
		if (disk.ops[i].held >= 0)
			close(disk.ops[i].held);
	memset(&disk, 0, sizeof(disk));
}

static void
remove_state(void)
{
	forget_ops();
	empty_state();
	ck_assert_int_eq(rmdir(state), 0);
}

/* --- a call fails --------------------------------------------------------- */

static unsigned
fail_at(unsigned call, unsigned n, int error)
{
	struct promises promises;
	struct journal *journal;
	struct there there;

	forget_ops();
	disk.fails_at = call;
	disk.fails_until = call + n;
	disk.error = error;
	promises = a_day();
	there = look(&journal);
	for (unsigned i = 1; i <= promises.last; i++)
		ck_assert_msg(!promises.made[i] || there.has[i],
		    "call %u of %u fails (%s): address %u is lost", call, n,
		    strerror(error), i);
	journal_close(journal);
	empty_state();
	return disk.n_calls;
}

START_TEST(each_call_fails)
{
	static const int errors[] = { EIO, ENOSPC };
	unsigned call = 1, n_calls = 1;

	make_state();
	for (; call <= n_calls; call++)
		for (size_t i = 0; i < sizeof(errors) / sizeof(errors[0]); i++)
			for (unsigned n = 1; n <= 9; n += 2 + n)
				n_calls = fail_at(call, n, errors[i]);
	/* Opening, five writes and two compactions. */
	ck_assert_uint_gt(call, 20);
	remove_state();
}
END_TEST

/* --- power fails ---------------------------------------------------------- */

struct file {
	ino_t number;
	uint8_t bytes[CONTENT_MAX];
	size_t len, synced;
};

struct after {
	struct file files[4];
	size_t n;
	ino_t name, name_synced; /* which file is called leases */
};

static struct file *
file_of(struct after *after, ino_t number)
{
	for (size_t i = 0; i < after->n; i++)
		if (after->files[i].number == number)
			return &after->files[i];
	ck_assert_uint_lt(after->n, 4);
	after->files[after->n].number = number;
	return &after->files[after->n++];
}

static void
apply(struct after *after, const struct op *op, size_t len)
{
	struct file *file;

	switch (op->kind) {
	case OP_WRITE:
		file = file_of(after, op->file);
		memcpy(file->bytes + file->len, op->bytes, len);
		file->len += len;
		if (!after->name)
			after->name = op->file;
		break;
	case OP_SYNC:
		file = file_of(after, op->file);
		file->synced = file->len;
		break;
	case OP_RENAME:
		after->name = op->file;
		break;
	case OP_SYNC_FOLDER:
		after->name_synced = after->name;
		break;
	}
}

/* The machine is up again. @keeps_all: what was not synced is there by luck. */
static void
expect_promises(struct after *after, unsigned promised, bool keeps_all)
{
	ino_t name =
	    keeps_all || !after->name_synced ? after->name : after->name_synced;
	struct journal *journal;
	struct there there;
	struct file *file;
	size_t len = 0;
	int fd;

	empty_state();
	fd = open(path, O_WRONLY | O_CREAT, 0644);
	if (name) {
		file = file_of(after, name);
		len = keeps_all ? file->len : file->synced;
		ck_assert_int_eq(write(fd, file->bytes, len), (ssize_t)len);
	}
	close(fd);
	there = look(&journal);
	ck_assert_msg(there.n >= promised,
	    "%u of %u promises are there after %zu octets", there.n, promised,
	    len);
	journal_close(journal);
}

/* Up to op number @n, and @len octets of that one. */
static void
lose_power(size_t n, size_t len)
{
	static struct after after;

	memset(&after, 0, sizeof(after));
	for (size_t i = 0; i < n; i++)
		apply(&after, &disk.ops[i], disk.ops[i].len);
	apply(&after, &disk.ops[n], len);
	expect_promises(&after, disk.ops[n].promised, true);
	expect_promises(&after, disk.ops[n].promised, false);
}

START_TEST(each_octet_is_the_last)
{
	size_t n_syncs = 0;

	make_state();
	a_day();
	ck_assert_uint_eq(disk.promised, 11);
	for (size_t i = 0; i < disk.n_ops; i++) {
		for (size_t len = 0; len <= disk.ops[i].len; len++)
			lose_power(i, len);
		n_syncs += disk.ops[i].kind == OP_SYNC_FOLDER;
	}
	ck_assert_uint_ge(n_syncs, 3); /* the new file, and twice another */
	remove_state();
}
END_TEST

TEST_MAIN("journal_faults", tcase_add_test(tests, each_call_fails);
	  tcase_add_test(tests, each_octet_is_the_last);)
