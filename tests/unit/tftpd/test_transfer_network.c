/* SPDX-License-Identifier: ISC */
/*
 * The engine against a client of RFC 1350 and 7440 over a network that loses,
 * doubles and delays packets, in simulated time. Each row is one network; each
 * is tried with many seeds, and a failure names both.
 */
#include <check.h>
#include <stdlib.h>
#include <string.h>

#include "tftpd/transfer.h"

enum {
	FLIGHT_MAX = 1024, /* packets on the way */
	SEEDS = 20,
	FILE_MAX = 64 << 10,
	/* Simulated; a transfer that takes longer is stuck. */
	TIME_MAX_S = 4000,
	CLIENT_TIMEOUT_US = 1000000,
};

static const struct network {
	const char *what;
	uint32_t block_size;
	uint32_t window;
	size_t size;
	unsigned lost;	    /* of 1,000 packets */
	unsigned doubled;   /* of 1,000 */
	uint32_t delay_us;  /* one way */
	uint32_t jitter_us; /* reorders */
	bool is_netascii;
	bool is_naive; /* the client takes an old block for a gap */
	bool is_edk2;  /* it acknowledges anew at each block out of order */
	unsigned most; /* packets to send, in percent of the blocks; 0: any */
} networks[] = {
	{ "perfect", 512, 1, 20000, 0, 0, 100, .jitter_us = 0 },
	{ "perfect, window", 512, 16, 60000, 0, 0, 100, .jitter_us = 0 },
	{ "empty file", 512, 4, 0, 100, 100, 100, .jitter_us = 0 },
	{ "a multiple of the block", 512, 4, 8192, 100, 0, 100,
	    .jitter_us = 0 },
	{ "1 % lost", 512, 1, 60000, 10, 0, 100, .jitter_us = 0 },
	{ "10 % lost", 512, 1, 30000, 100, 0, 100, .jitter_us = 0 },
	{ "1 % lost, window", 512, 16, 60000, 10, 0, 100, .jitter_us = 0 },
	{ "10 % lost, window", 512, 16, 30000, 100, 0, 100, .jitter_us = 0 },
	{ "20 % lost, slow, window", 512, 4, 20000, 200, 0, 50000,
	    .jitter_us = 0 },
	{ "all doubled", 512, 1, 30000, 0, 1000, 100, .jitter_us = 0 },
	{ "all doubled, window", 512, 16, 60000, 0, 1000, 100, .jitter_us = 0 },
	{ "all doubled, window, naive client", 512, 16, 60000, 0, 1000, 100, 0,
	    .is_naive = true, .most = 300 },
	{ "reordered", 512, 1, 30000, 0, 0, 100, .jitter_us = 5000 },
	{ "reordered, window", 512, 8, 30000, 0, 0, 1000, .jitter_us = 3000 },
	{ "all of it", 512, 8, 30000, 50, 50, 1000, .jitter_us = 3000 },
	{ "text", 512, 1, 20000, 50, 50, 1000, 3000, .is_netascii = true },
	{ "EDK2", 512, 4, 60000, 0, 0, 100, 0, .is_edk2 = true, .most = 100 },
	{ "EDK2, all doubled", 512, 4, 24000, 0, 1000, 100, 0, .is_edk2 = true,
	    .most = 200 },
	{ "EDK2, 0.1 % doubled", 8, 4, 24000, 0, 1, 100, 0, .is_edk2 = true,
	    .most = 102 },
	{ "EDK2, 1 % doubled", 8, 4, 24000, 0, 10, 100, 0, .is_edk2 = true,
	    .most = 110 },
	{ "EDK2, 0.1 % lost", 8, 4, 24000, 1, 0, 100, 0, .is_edk2 = true,
	    .most = 102 },
	{ "EDK2, 1 % lost", 8, 4, 24000, 10, 0, 2000, 0, .is_edk2 = true,
	    .most = 110 },
	{ "EDK2, 10 % lost", 8, 4, 24000, 100, 0, 100, 0, .is_edk2 = true,
	    .most = 200 },
	{ "EDK2, window 16, 1 % lost", 8, 16, 24000, 10, 0, 100, 0,
	    .is_edk2 = true, .most = 130 },
	{ "EDK2, window 64, 1 % lost", 8, 64, 24000, 10, 0, 100, 0,
	    .is_edk2 = true, .most = 200 },
	{ "EDK2, all of it", 512, 4, 24000, 50, 50, 1000, 3000,
	    .is_edk2 = true },
	{ "many small blocks", 8, 64, FILE_MAX, 5, 5, 100, .jitter_us = 0 },
};

struct packet {
	bool is_used;
	bool is_for_client;
	uint64_t arrival;
	uint64_t order;
	size_t len;
	uint8_t bytes[1024];
};

struct world {
	const struct network *network;
	uint32_t random;
	uint64_t now;
	uint64_t n_sent;
	uint64_t n_data;
	struct packet flight[FLIGHT_MAX];

	struct transfer server;
	uint8_t file[FILE_MAX];

	/* The client: what it has, and its window. */
	uint8_t got[2 * FILE_MAX];
	size_t got_len;
	uint64_t expected; /* block */
	unsigned in_window;
	bool has_gap; /* told once a window */
	bool is_done;
	uint64_t client_deadline;
};

static uint32_t
next_random(struct world *world)
{
	world->random ^= world->random << 13;
	world->random ^= world->random >> 17;
	world->random ^= world->random << 5;
	return world->random;
}

static void
put_on_the_way(
    struct world *world, bool is_for_client, const uint8_t *bytes, size_t len)
{
	const struct network *network = world->network;

	if (next_random(world) % 1000 < network->lost)
		return;
	for (size_t i = 0; i < FLIGHT_MAX; i++) {
		struct packet *packet = &world->flight[i];

		if (packet->is_used)
			continue;
		*packet = (struct packet){ .is_used = true,
			.is_for_client = is_for_client,
			.order = world->n_sent++,
			.arrival = world->now + network->delay_us,
			.len = len };
		if (network->jitter_us > 0)
			packet->arrival +=
			    next_random(world) % network->jitter_us;
		ck_assert_uint_le(len, sizeof(packet->bytes));
		memcpy(packet->bytes, bytes, len);
		return;
	}
	/* A full network is one more loss. */
}

static void
transmit(
    struct world *world, bool is_for_client, const uint8_t *bytes, size_t len)
{
	put_on_the_way(world, is_for_client, bytes, len);
	if (next_random(world) % 1000 < world->network->doubled)
		put_on_the_way(world, is_for_client, bytes, len);
}

/* --- the server's side --- */

static void
send_run(struct world *world, struct transfer_run *run)
{
	struct transfer *server = &world->server;
	uint8_t out[64 * 516];
	size_t stride = server->terms.block_size + TFTP_HEADER_LEN;
	size_t len = transfer_frame_len(server, run);

	if (server->is_netascii) {
		len = transfer_translate(
		    server, run, world->file + run->offset, run->len, out);
	} else {
		for (size_t at = 0; at < run->len;
		     at += server->terms.block_size) {
			size_t n = run->len - at < server->terms.block_size
			    ? run->len - at
			    : server->terms.block_size;

			memcpy(out + at / server->terms.block_size * stride +
				TFTP_HEADER_LEN,
			    world->file + run->offset + at, n);
		}
		transfer_frame(server, run, out);
	}
	for (uint32_t i = 0; i < run->n; i++) {
		size_t left = len - i * stride;

		transmit(world, true, out + i * stride,
		    left < stride ? left : stride);
		world->n_data++;
	}
	transfer_sent(server, run, world->now);
}

static void
follow(struct world *world, enum transfer_next next)
{
	struct transfer_run run;

	if (next == TRANSFER_CONTROL)
		transmit(world, true, world->server.control,
		    world->server.control_len);
	while (
	    next == TRANSFER_BLOCKS && transfer_due(&world->server, 64, &run))
		send_run(world, &run);
}

/* --- the client's --- */

static void
send_ack(struct world *world, uint64_t block)
{
	const uint8_t ack[4] = { 0, 4, (uint8_t)(block >> 8), (uint8_t)block };

	world->in_window = 0;
	world->client_deadline = world->now + CLIENT_TIMEOUT_US;
	transmit(world, false, ack, sizeof(ack));
}

static void
take_block(struct world *world, const struct tftp_packet *packet)
{
	memcpy(world->got + world->got_len, packet->data, packet->data_len);
	world->got_len += packet->data_len;
	world->expected++;
	world->in_window++;
	world->has_gap = false;
	world->is_done = packet->data_len < world->network->block_size;
	if (world->is_done || world->in_window == world->network->window)
		send_ack(world, world->expected - 1);
}

static void
client_takes(struct world *world, const struct packet *arrived)
{
	struct tftp_packet packet;

	ck_assert_int_eq(
	    tftp_packet_parse(arrived->bytes, arrived->len, &packet), 0);
	if (packet.opcode == TFTP_OACK) {
		if (world->expected == 1)
			send_ack(world, 0);
		return;
	}
	ck_assert_int_eq(packet.opcode, TFTP_DATA);
	ck_assert_uint_le(world->got_len + packet.data_len, sizeof(world->got));
	if (world->is_done) {
		send_ack(world, world->expected - 1);
	} else if (packet.block == (uint16_t)world->expected) {
		take_block(world, &packet);
	} else if (world->network->is_edk2) {
		send_ack(world, world->expected - 1);
	} else if (world->network->window > 1 && !world->has_gap &&
	    (packet.block > (uint16_t)world->expected ||
		world->network->is_naive)) {
		/* RFC 7440: tell the last in order, once. */
		world->has_gap = true;
		send_ack(world, world->expected - 1);
	}
}

/* --- time --- */

static struct packet *
next_arrival(struct world *world)
{
	struct packet *next = NULL;

	for (size_t i = 0; i < FLIGHT_MAX; i++) {
		struct packet *packet = &world->flight[i];

		if (packet->is_used &&
		    (!next || packet->arrival < next->arrival ||
			(packet->arrival == next->arrival &&
			    packet->order < next->order)))
			next = packet;
	}
	return next;
}

static void
deliver(struct world *world, struct packet *packet)
{
	world->now = packet->arrival;
	packet->is_used = false;
	if (packet->is_for_client)
		client_takes(world, packet);
	else
		follow(world,
		    transfer_packet(&world->server, packet->bytes, packet->len,
			world->now));
}

/* The next thing that happens, whatever it is. */
static void
turn(struct world *world)
{
	struct packet *packet = next_arrival(world);
	uint64_t server = world->server.deadline_us;
	uint64_t client = world->is_done ? UINT64_MAX : world->client_deadline;

	if (packet && packet->arrival <= server && packet->arrival <= client) {
		deliver(world, packet);
	} else if (client <= server) {
		world->now = client;
		world->has_gap = false;
		send_ack(world, world->expected - 1);
	} else {
		world->now = server;
		follow(world, transfer_timeout(&world->server, world->now));
	}
}

static void
begin(struct world *world, const struct network *network, unsigned seed)
{
	struct negotiate_terms terms = {
		.block_size = network->block_size,
		.window = network->window,
		.n_granted = 1,
		.granted = { { TFTP_OPTION_BLKSIZE, network->block_size, 0 } },
	};

	memset(world, 0, sizeof(*world));
	world->network = network;
	world->random = 2463534242u + seed * 7919u;
	world->expected = 1;
	world->client_deadline = CLIENT_TIMEOUT_US;
	for (size_t i = 0; i < network->size; i++)
		world->file[i] = (uint8_t)(next_random(world) % 100 < 5
			? '\n'
			: next_random(world));
	follow(world,
	    transfer_start(&world->server, &terms, network->size,
		network->is_netascii, 0));
}

static void
assert_content(const struct world *world, unsigned seed)
{
	const uint8_t *want = world->file;
	static uint8_t text[2 * FILE_MAX];
	size_t len = world->network->size;

	if (world->network->is_netascii) {
		struct netascii place = netascii_start();

		len = netascii_encode(
		    &place, world->file, len, text, sizeof(text));
		want = text;
	}
	ck_assert_msg(
	    world->got_len == len && memcmp(world->got, want, len) == 0,
	    "%s, seed %u: the content differs", world->network->what, seed);
}

static void
assert_packets(const struct world *world, unsigned seed, uint64_t most)
{
	ck_assert_msg(world->n_data <= most,
	    "%s, seed %u: %llu packets for %llu blocks", world->network->what,
	    seed, (unsigned long long)world->n_data,
	    (unsigned long long)world->server.last);
}

static void
try_seed(struct world *world, unsigned seed)
{
	const struct network *network = world->network;

	while (world->server.outcome == TRANSFER_RUNNING &&
	    world->now < TIME_MAX_S * UINT64_C(1000000))
		turn(world);
	ck_assert_msg(world->is_done, "%s, seed %u: not done after %llu s",
	    network->what, seed, (unsigned long long)(world->now / 1000000));
	/* The last ACK may be what got lost, seven times in a row. */
	ck_assert_msg(world->server.outcome == TRANSFER_OK ||
		(network->lost > 0 && world->server.outcome == TRANSFER_SILENT),
	    "%s, seed %u: outcome %d", network->what, seed,
	    world->server.outcome);
	assert_content(world, seed);
	/* Doubled packets alone make nobody send more (Sorcerer's
	 * Apprentice); a client that acknowledges what it had before is sent
	 * what it asks for, and no storm. */
	if (network->most > 0)
		assert_packets(world, seed,
		    (world->server.last * network->most + 99) / 100);
	else if (network->lost == 0 && network->jitter_us == 0)
		assert_packets(world, seed, world->server.last);
}

START_TEST(network_is_survived)
{
	struct world *world = malloc(sizeof(*world));

	ck_assert_ptr_nonnull(world);
	for (unsigned seed = 1; seed <= SEEDS; seed++) {
		begin(world, &networks[_i], seed);
		try_seed(world, seed);
	}
	free(world);
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("transfer_network");
	TCase *tests = tcase_create("transfer_network");
	SRunner *runner = srunner_create(suite);
	int failed;

	suite_add_tcase(suite, tests);
	tcase_set_timeout(tests, 60);
	tcase_add_loop_test(tests, network_is_survived, 0,
	    (int)(sizeof(networks) / sizeof(networks[0])));
	srunner_run_all(runner, CK_NORMAL);
	failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
