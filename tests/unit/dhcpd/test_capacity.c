/* SPDX-License-Identifier: ISC */
#include <check.h>
#include <malloc.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "dhcpd/engine.h"
#include "dhcpd/journal_read.h"
#include "tests/unit/dhcp_message.h"

/*
 * What a large site costs, printed: half a million leases are read in under a
 * second and take under 150 octets each, a range takes no memory for what is
 * empty of it, and a client waits as long with all those as with a thousand.
 * Times are this process's own, of several the best, as machines are busy.
 */

#define TEN 0x0a000000u

enum {
	LEASES = 500000,
	FEW = 1000,
	OCTETS_MAX = 150,
	EMPTY_MAX = 512 << 10, /* a bit an address would be 2 MiB */
	WALL_S = 1800000000,
	NOW_MS = 1000000,
	LEASE_S = 3600,
	ROUNDS = 5,
	CLIENTS = 4000,
};

static struct policy_subnet ten = { .prefix = { TEN, 8 },
	.n_ranges = 1,
	.ranges = { { TEN + 2, TEN + 0xfffffe } } };
static struct policy policy = {
	.subnets = &ten, .n_subnets = 1, .authoritative = true
};

/* A build that watches every access is slower, and takes more. */
static bool
is_watched(void)
{
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
	return true;
#else
	return false;
#endif
}

static double
cpu_s(void)
{
	struct timespec now;

	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
	return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

static size_t
heap(void)
{
	struct mallinfo2 info = mallinfo2();

	return info.uordblks + info.hblkhd;
}

/* Pages that are there, in octets: what the kernel says, not malloc. */
static size_t
resident(void)
{
	FILE *file = fopen("/proc/self/statm", "r");
	unsigned long all = 0, there = 0, of_files = 0;

	ck_assert_ptr_nonnull(file);
	ck_assert_int_eq(
	    fscanf(file, "%lu %lu %lu", &all, &there, &of_files), 3);
	fclose(file);
	return (there - of_files) * 4096;
}

static struct lease_record
record_of(uint32_t number)
{
	struct lease_record record = { .kind = LEASE_RECORD_BOUND,
		.address = TEN + 2 + number,
		.has_mac = true,
		.mac = { 0x52, 0x54, 1, (uint8_t)(number >> 16),
		    (uint8_t)(number >> 8), (uint8_t)number },
		.identity = { .len = 7 },
		.until_s = WALL_S + LEASE_S,
		.clock_s = NOW_MS / 1000 + LEASE_S };

	record.identity.bytes[0] = 1;
	memcpy(record.identity.bytes + 1, record.mac, MAC_LEN);
	return record;
}

static int
restore(void *owner, const struct lease_record *record, uint64_t until_ms)
{
	return engine_restore(owner, record, until_ms, NOW_MS);
}

static struct engine *
engine_for_ten(void)
{
	struct engine *engine = engine_new(3);

	policy_sort(&policy);
	ck_assert_int_eq(engine_set_policy(engine, &policy), 0);
	return engine;
}

static struct engine *
engine_with(uint32_t n)
{
	struct engine *engine = engine_for_ten();
	struct lease_record record;

	for (uint32_t i = 0; i < n; i++) {
		record = record_of(i);
		ck_assert_int_eq(engine_restore(engine, &record,
				     record.clock_s * 1000, NOW_MS),
		    0);
	}
	return engine;
}

static struct writer
journal_of(uint32_t n)
{
	size_t size = (size_t)n * LEASE_RECORD_MAX / 2;
	struct lease_record record = { .kind = LEASE_RECORD_BOOT,
		.boot = "then" };
	struct writer out = writer_over(malloc(size), size);

	ck_assert_ptr_nonnull(out.bytes);
	lease_record_write(&out, &record);
	for (uint32_t i = 0; i < n; i++) {
		record = record_of(i);
		lease_record_write(&out, &record);
	}
	ck_assert(!out.failed);
	return out;
}

/* @boot: the one that reads it, of this one or another */
static double
load_s(const struct writer *text, const char *boot, size_t *ret_octets)
{
	size_t before = heap();
	struct engine *engine = engine_for_ten();
	struct journal_reading reading = { .boot = boot,
		.now_ms = NOW_MS,
		.wall_s = WALL_S,
		.restore = restore,
		.owner = engine };
	double start = cpu_s(), took;

	ck_assert_int_eq(
	    journal_read(&reading, (const char *)text->bytes, text->pos), 0);
	took = cpu_s() - start;
	ck_assert_uint_eq(engine_leases(engine), LEASES);
	*ret_octets = heap() - before;
	engine_free(engine);
	return took;
}

START_TEST(half_a_million)
{
	struct writer text = journal_of(LEASES);
	const char *boots[] = { "then", "now" };
	double best[2] = { 1e9, 1e9 }, took;
	size_t octets = 0;

	for (int round = 0; round < 3; round++)
		for (int i = 0; i < 2; i++) {
			took = load_s(&text, boots[i], &octets);
			if (took < best[i])
				best[i] = took;
		}
	printf("%d leases: read in %.2f s, %.2f s after a restart of the "
	       "machine; %zu octets each\n",
	    LEASES, best[0], best[1], octets / LEASES);
	if (!is_watched()) {
		ck_assert_uint_lt(octets / LEASES, OCTETS_MAX);
		/* Then the lines are read twice, once for the clock. How fast
		 * it is says tests/bench/dhcp; this is on a busy machine. */
		ck_assert(best[0] < 2.0 && best[1] < 4.0);
	}
	free(text.bytes);
}
END_TEST

START_TEST(empty_is_free)
{
	size_t before = resident(), after;
	struct engine *engine = engine_for_ten();

	after = resident();
	printf("a range of a /8 with nobody in it: %zu KiB\n",
	    (after - before) / 1024);
	if (!is_watched())
		ck_assert_uint_lt(after - before, EMPTY_MAX);
	engine_free(engine);
}
END_TEST

/* A client that nobody knows yet gets an address, and gives it back. */
static void
serve_one(struct engine *engine, struct message *message, uint32_t client)
{
	static struct engine_answer answer;
	const uint32_t own = TEN + 1;
	struct engine_request request = { .bytes = message->bytes,
		.now_ms = NOW_MS,
		.wall_s = WALL_S,
		.link = &own,
		.own = &own,
		.n_link = 1,
		.n_own = 1 };

	message_begin(message, DHCP_DISCOVER, 0);
	message_set_u32(message, AT_CHADDR + 2, 0xff000000u + client);
	request.len = message->len;
	engine_handle(engine, &request, &answer);
	ck_assert_int_eq(answer.outcome, ENGINE_OFFERED);
	message_begin(message, DHCP_REQUEST, 0);
	message_set_u32(message, AT_CHADDR + 2, 0xff000000u + client);
	message_option_u32(message, DHCP_OPTION_SERVER_ID, own);
	message_option_u32(
	    message, DHCP_OPTION_REQUESTED_ADDRESS, answer.address);
	request.len = message->len;
	engine_handle(engine, &request, &answer);
	ck_assert_int_eq(answer.outcome, ENGINE_ACKED);
}

static double
serve_us(struct engine *engine, uint32_t first)
{
	struct message *message = malloc(sizeof(*message));
	double start = cpu_s(), took;

	for (uint32_t i = 0; i < CLIENTS; i++)
		serve_one(engine, message, first + i);
	took = cpu_s() - start;
	free(message);
	return took * 1e6 / CLIENTS;
}

START_TEST(as_quick_with_many)
{
	struct engine *few = engine_with(FEW), *many = engine_with(LEASES);
	double best_few = 1e9, best_many = 1e9, took;

	for (uint32_t round = 0; round < ROUNDS; round++) {
		took = serve_us(few, round * CLIENTS);
		if (took < best_few)
			best_few = took;
		took = serve_us(many, round * CLIENTS);
		if (took < best_many)
			best_many = took;
	}
	printf("DISCOVER to ACK, without network and disk: %.2f us with %d "
	       "leases, %.2f us with %d\n",
	    best_few, FEW, best_many, LEASES);
	/* Memory that no cache holds costs something; a search would cost a
	 * hundred times as much. */
	ck_assert(best_many < 3 * best_few);
	engine_free(few);
	engine_free(many);
}
END_TEST

TEST_MAIN("capacity", tcase_set_timeout(tests, 60);
	  tcase_add_test(tests, empty_is_free);
	  tcase_add_test(tests, half_a_million);
	  tcase_add_test(tests, as_quick_with_many);)
