/* SPDX-License-Identifier: ISC */
#include "dhcpd/commit.h"

#include <check.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "tests/unit/dhcp_message.h"

/*
 * Promises on a real disk: a reply leaves when its record is in the file and
 * not before, also while the file is written anew beneath it, and whenever the
 * server is told to stop. Whoever is lost here is a machine whose address goes
 * to another one.
 */

#define TEN 0x0a000000u

enum {
	LEASES = 6000,
	/* So many lines that the file is written anew at once. */
	LINES = 4 * LEASES + JOURNAL_SLACK_LINES,
	LEASE_S = 3600,
	REPLY_LEN = 300,
};

static struct policy_subnet ten = { .prefix = { TEN, 8 },
	.n_ranges = 1,
	.ranges = { { TEN + 2, TEN + 0xfffffe } } };
static struct policy policy = { .subnets = &ten, .n_subnets = 1 };

static struct {
	char state[64], path[128], new_path[136];
	struct loop *loop;
	struct engine *engine;
	struct sender *sender;
	struct commit *commit;
	struct datagram_socket *socket;
	int client;
	uint16_t port;
	struct loop_timer *timer;
	uint32_t n_added, n_heard, n_heard_anew, n_found;
	bool was_anew;
} world;

static struct lease_record
record_of(uint32_t number)
{
	struct lease_record record = { .kind = LEASE_RECORD_BOUND,
		.address = TEN + 2 + number,
		.has_mac = true,
		.mac = { 0x52, 0x54, 1, (uint8_t)(number >> 16),
		    (uint8_t)(number >> 8), (uint8_t)number },
		.identity = { .len = 7, .bytes = { 1 } } };
	uint64_t now_ms = loop_boottime_ms();

	memcpy(record.identity.bytes + 1, record.mac, MAC_LEN);
	record.clock_s = now_ms / 1000 + LEASE_S;
	record.until_s = (int64_t)time(NULL) + LEASE_S;
	return record;
}

static int
restore(void *owner, const struct lease_record *record, uint64_t until_ms)
{
	(void)owner;
	world.n_found++;
	return engine_restore(
	    world.engine, record, until_ms, loop_boottime_ms());
}

static struct journal *
open_journal(void)
{
	struct journal *journal;

	world.engine = engine_new(1);
	ck_assert_int_eq(engine_set_policy(world.engine, &policy), 0);
	world.n_found = 0;
	ck_assert_int_eq(journal_open(world.state, loop_boottime_ms(),
			     (int64_t)time(NULL), restore, NULL, &journal),
	    0);
	return journal;
}

static void
on_receive(void *owner, struct datagram *messages, size_t n)
{
	(void)owner, (void)messages, (void)n;
}

static void
open_sockets(void)
{
	union endpoint own = endpoint_ipv4(INADDR_LOOPBACK, 0);
	socklen_t len = sizeof(own);
	int fd;

	ck_assert_int_eq(datagram_bind(&own, NULL, 0, &fd), 0);
	ck_assert_int_eq(datagram_adopt(world.loop, fd, 1500, 1, on_receive,
			     NULL, &world.socket),
	    0);
	ck_assert_int_eq(
	    datagram_bind(&own, NULL, DATAGRAM_BIG_BUFFER, &world.client), 0);
	ck_assert_int_eq(getsockname(world.client, &own.any, &len), 0);
	world.port = ntohs(own.ipv4.sin_port);
}

/* @n_lines: that the journal holds at the start, of LEASES leases */
static void
start(uint32_t n_lines)
{
	struct lease_record record;
	struct journal *journal;

	memset(&world, 0, sizeof(world));
	snprintf(world.state, sizeof(world.state), "/tmp/test_commit.XXXXXX");
	ck_assert_ptr_nonnull(mkdtemp(world.state));
	snprintf(world.path, sizeof(world.path), "%s/leases", world.state);
	snprintf(world.new_path, sizeof(world.new_path), "%s.new", world.path);
	policy_sort(&policy);
	journal = open_journal();
	for (uint32_t i = 0; i < n_lines; i++) {
		record = record_of(i % LEASES);
		ck_assert_int_eq(journal_append(journal, &record), 0);
	}
	journal_turn(journal);
	ck_assert_int_eq(journal_write(journal), 0);
	journal_close(journal);
	engine_free(world.engine);

	journal = open_journal();
	ck_assert_uint_eq(world.n_found, n_lines);
	world.loop = loop_new();
	world.sender = sender_new();
	ck_assert(world.loop && world.sender);
	open_sockets();
	ck_assert_int_eq(commit_new(world.loop, journal, world.engine,
			     world.sender, &world.commit),
	    0);
}

/* A machine that nobody knew is promised an address. */
static void
add(void)
{
	uint32_t number = LEASES + world.n_added++;
	struct sender_message message = { .route = { ROUTE_CLIENT,
					      INADDR_LOOPBACK, world.port },
		.socket = world.socket,
		.len = REPLY_LEN };
	struct lease_record record = record_of(number);
	uint64_t until_ms = record.clock_s * 1000;

	memcpy(message.bytes, &number, sizeof(number));
	ck_assert_int_eq(
	    engine_restore(world.engine, &record, until_ms, loop_boottime_ms()),
	    0);
	ck_assert_int_eq(
	    commit_add(world.commit, &record, until_ms, &message), 0);
}

static void
hear(void)
{
	uint8_t bytes[REPLY_LEN];
	uint32_t number;

	while (recv(world.client, bytes, sizeof(bytes), MSG_DONTWAIT) ==
	    REPLY_LEN) {
		memcpy(&number, bytes, sizeof(number));
		ck_assert_uint_eq(number, LEASES + world.n_heard);
		world.n_heard++;
		if (access(world.new_path, F_OK) == 0)
			world.n_heard_anew++;
	}
}

static void
stop(void)
{
	commit_free(world.commit);
	hear();
	loop_timer_free(world.timer);
	datagram_free(world.socket);
	sender_free(world.sender);
	engine_free(world.engine);
	loop_free(world.loop);
	close(world.client);
}

/* All that was promised is in the file, and nothing lies about beside it. */
static void
expect_all(void)
{
	struct journal *journal = open_journal();

	ck_assert_uint_eq(world.n_heard, world.n_added);
	ck_assert_uint_ge(engine_leases(world.engine), world.n_added);
	for (uint32_t i = 0; i < world.n_added; i++)
		ck_assert_msg(engine_state(world.engine,
				  record_of(LEASES + i).address) == LEASE_BOUND,
		    "machine %u is lost", i);
	journal_close(journal);
	engine_free(world.engine);
	unlink(world.path);
	ck_assert_int_eq(access(world.new_path, F_OK), -1);
	snprintf(world.new_path, sizeof(world.new_path), "%s.lock", world.path);
	unlink(world.new_path);
	ck_assert_int_eq(rmdir(world.state), 0);
}

static void
on_first_reply(void *owner)
{
	(void)owner;
	hear();
	if (world.n_heard < world.n_added)
		loop_timer_start(world.timer, 1);
	else
		loop_stop(world.loop);
}

START_TEST(not_before_it_is_on_disk)
{
	struct stat before, after;

	start(0);
	ck_assert_int_eq(stat(world.path, &before), 0);
	add();
	add();
	hear();
	commit_kick(world.commit);
	hear();
	ck_assert_uint_eq(world.n_heard, 0);
	loop_timer_new(world.loop, on_first_reply, NULL, &world.timer);
	loop_timer_start(world.timer, 1);
	loop_run(world.loop);
	ck_assert_uint_eq(world.n_heard, 2);
	ck_assert_int_eq(stat(world.path, &after), 0);
	ck_assert_int_gt(after.st_size, before.st_size);
	stop();
	expect_all();
}
END_TEST

START_TEST(stopped_before_it_is_on_disk)
{
	start(0);
	add();
	commit_kick(world.commit);
	add(); /* behind the write that is under way */
	stop();
	ck_assert_uint_eq(world.n_heard, 2);
	expect_all();
}
END_TEST

START_TEST(as_many_as_may_wait)
{
	start(0);
	while (commit_may_add(world.commit))
		add();
	ck_assert_uint_eq(world.n_added, COMMIT_HELD_MAX);
	stop();
	expect_all();
}
END_TEST

/* --- while the file is written anew --------------------------------------- */

static void
on_busy(void *owner)
{
	struct stat now;

	(void)owner;
	hear();
	world.was_anew |= access(world.new_path, F_OK) == 0;
	ck_assert_int_eq(stat(world.path, &now), 0);
	if (world.was_anew && access(world.new_path, F_OK) < 0) {
		loop_stop(world.loop);
		return;
	}
	add();
	commit_kick(world.commit);
	loop_timer_start(world.timer, 1);
}

START_TEST(goes_on_while_written_anew)
{
	struct stat before, after;

	start(LINES);
	ck_assert_int_eq(stat(world.path, &before), 0);
	loop_timer_new(world.loop, on_busy, NULL, &world.timer);
	loop_timer_start(world.timer, 1);
	loop_run(world.loop);
	ck_assert_int_eq(stat(world.path, &after), 0);
	ck_assert_int_lt(after.st_size, before.st_size / 3);
	/* Clients were served in the meantime, not behind it. */
	ck_assert_uint_gt(world.n_heard_anew, 0);
	stop();
	expect_all();
}
END_TEST

static void
on_part(void *owner)
{
	(void)owner;
	hear();
	add();
	commit_kick(world.commit);
	if (access(world.new_path, F_OK) == 0)
		loop_stop(world.loop);
	else
		loop_timer_start(world.timer, 1);
}

START_TEST(stopped_while_written_anew)
{
	start(LINES);
	loop_timer_new(world.loop, on_part, NULL, &world.timer);
	loop_timer_start(world.timer, 1);
	loop_run(world.loop);
	stop();
	expect_all();
}
END_TEST

/* Nowhere to write the new file: told, and the old one serves on. */
START_TEST(cannot_be_written_anew)
{
	struct stat before, after;

	start(LINES);
	ck_assert_ptr_nonnull(freopen("/dev/null", "w", stderr));
	ck_assert_int_eq(mkdir(world.new_path, 0755), 0);
	ck_assert_int_eq(stat(world.path, &before), 0);
	for (int i = 0; i < 3; i++) {
		add();
		commit_kick(world.commit);
		if (!world.timer)
			loop_timer_new(
			    world.loop, on_first_reply, NULL, &world.timer);
		loop_timer_start(world.timer, 1);
		loop_run(world.loop);
	}
	ck_assert_uint_eq(world.n_heard, 3);
	ck_assert_int_eq(stat(world.path, &after), 0);
	ck_assert_int_gt(after.st_size, before.st_size);
	stop();
	ck_assert_int_eq(rmdir(world.new_path), 0);
	expect_all();
}
END_TEST

TEST_MAIN("commit", tcase_set_timeout(tests, 30);
	  tcase_add_test(tests, not_before_it_is_on_disk);
	  tcase_add_test(tests, stopped_before_it_is_on_disk);
	  tcase_add_test(tests, as_many_as_may_wait);
	  tcase_add_test(tests, goes_on_while_written_anew);
	  tcase_add_test(tests, stopped_while_written_anew);
	  tcase_add_test(tests, cannot_be_written_anew);)
