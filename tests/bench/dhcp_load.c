/* SPDX-License-Identifier: ISC */

/*
 * Many DHCP clients behind one relay, which is this program: each asks with a
 * MAC of its own, so many at once, and no two may get the same address.
 *
 *   dhcp_load -a SERVER -g GIADDR [-k OUTSTANDING] [-i FIRST] [-n CLIENTS]
 *             [-s SECONDS] [-d]
 *   dhcp_load -b INTERFACE ...
 *
 * With -b they are no relay's clients but on the server's own wire, and ask and
 * are answered by broadcast.
 * Ends after CLIENTS were served or SECONDS have passed. With -d a client is
 * served by an OFFER, else by an ACK. What is not answered within a second is
 * sent again. Tells how long the slowest answer of each kind took, too.
 */

#include <errno.h>
#include <stdbool.h>
#include <string.h>

#include "common/cursor.h"
#include "common/dhcp_packet.h"
#include "tests/bench/load.h"

enum {
	SLOTS_MAX = 4096,
	BATCH = 64,
	MESSAGE = 1500,
	HTYPE_ETHERNET = 1,
};

static const double RETRY_S = 1.0;

struct slot {
	uint32_t client;
	uint8_t type; /* what was sent last */
	uint32_t address, server;
	double sent;
};

struct batch {
	struct mmsghdr messages[BATCH];
	struct iovec parts[BATCH];
	uint8_t bytes[BATCH][MESSAGE];
	unsigned n;
};

static struct {
	union endpoint server;
	uint32_t giaddr;
	const char *interface; /* of a broadcast; NULL: by relay */
	unsigned n_slots, limit_s;
	uint32_t first, next, n_clients;
	bool is_discover_only;
	uint64_t n_served, n_again, n_refused;
	double slowest_offer_s, slowest_ack_s;
	uint8_t *given; /* a bit for each IPv4 address */
	struct slot slots[SLOTS_MAX];
	struct batch out, in;
	int fd;
} load = { .n_slots = 1, .limit_s = 3, .n_clients = UINT32_MAX };

static void
out_flush(void)
{
	unsigned sent = 0;

	while (sent < load.out.n) {
		int n = sendmmsg(
		    load.fd, load.out.messages + sent, load.out.n - sent, 0);

		if (n < 0 && errno != ECONNREFUSED)
			err(1, "sendmmsg");
		sent += n > 0 ? (unsigned)n : 1;
	}
	load.out.n = 0;
}

static void
put_u32(struct writer *writer, uint8_t code, uint32_t value)
{
	writer_u8(writer, code);
	writer_u8(writer, 4);
	writer_u32(writer, value);
}

static void
write_message(struct writer *writer, const struct slot *slot, uint32_t xid)
{
	writer_u8(writer, DHCP_OP_REQUEST);
	writer_u8(writer, HTYPE_ETHERNET);
	writer_u8(writer, MAC_LEN);
	writer_u8(writer, load.interface ? 0 : 1);
	writer_u32(writer, xid);
	writer_u16(writer, 0); /* secs */
	writer_u16(writer, load.interface ? DHCP_FLAG_BROADCAST : 0);
	writer_fill(writer, 0, 12); /* ciaddr to siaddr */
	writer_u32(writer, load.giaddr);
	writer_u16(writer, 0x0200);
	writer_u32(writer, slot->client);
	writer_fill(writer, 0, DHCP_HEADER_LEN - writer->pos);
	writer_u32(writer, DHCP_MAGIC_COOKIE);
	writer_u8(writer, DHCP_OPTION_MESSAGE_TYPE);
	writer_u8(writer, 1);
	writer_u8(writer, slot->type);
	if (slot->type == DHCP_REQUEST) {
		put_u32(writer, DHCP_OPTION_REQUESTED_ADDRESS, slot->address);
		put_u32(writer, DHCP_OPTION_SERVER_ID, slot->server);
	}
	writer_u8(writer, DHCP_OPTION_END);
	if (writer->pos < 300)
		writer_fill(writer, 0, 300 - writer->pos);
}

static void
slot_send(struct slot *slot, double now)
{
	struct batch *out = &load.out;
	struct writer writer = writer_over(out->bytes[out->n], MESSAGE);

	/* The slot that an answer belongs to stands in its number. */
	write_message(&writer, slot,
	    (slot->client << 12) | (uint32_t)(slot - load.slots));
	out->parts[out->n] = (struct iovec){ out->bytes[out->n], writer.pos };
	out->messages[out->n].msg_hdr = (struct msghdr){
		.msg_name = &load.server,
		.msg_namelen = endpoint_len(&load.server),
		.msg_iov = &out->parts[out->n],
		.msg_iovlen = 1,
	};
	slot->sent = now;
	if (++out->n == BATCH)
		out_flush();
}

static void
slot_begin(struct slot *slot, double now)
{
	slot->client = load.first + load.next++;
	slot->type = DHCP_DISCOVER;
	slot_send(slot, now);
}

static void
slot_acknowledged(struct slot *slot, uint32_t address, double now)
{
	uint8_t bit = (uint8_t)(1 << (address & 7));

	if (load.given[address >> 3] & bit)
		errx(1, "address %08x was given to two clients", address);
	load.given[address >> 3] |= bit;
	load.n_served++;
	slot_begin(slot, now);
}

static void
note_wait(double *slowest_s, const struct slot *slot, double now)
{
	if (now - slot->sent > *slowest_s)
		*slowest_s = now - slot->sent;
}

static void
take(const uint8_t *bytes, size_t len, double now)
{
	static struct dhcp_packet packet;
	struct slot *slot;

	if (dhcp_packet_parse(bytes, len, &packet) != 0)
		errx(1, "an answer is not DHCP");
	slot = &load.slots[packet.xid % SLOTS_MAX];
	if (packet.xid >> 12 != (slot->client & 0xfffff) ||
	    packet.op != DHCP_OP_REPLY)
		return;
	if (packet.type == DHCP_OFFER && slot->type == DHCP_DISCOVER) {
		note_wait(&load.slowest_offer_s, slot, now);
		if (load.is_discover_only) {
			load.n_served++;
			slot_begin(slot, now);
			return;
		}
		slot->address = packet.yiaddr;
		if (dhcp_packet_u32(
			&packet, DHCP_OPTION_SERVER_ID, &slot->server) != 0)
			errx(1, "an OFFER without option 54");
		slot->type = DHCP_REQUEST;
		slot_send(slot, now);
	} else if (packet.type == DHCP_ACK && slot->type == DHCP_REQUEST) {
		note_wait(&load.slowest_ack_s, slot, now);
		slot_acknowledged(slot, packet.yiaddr, now);
	} else if (packet.type == DHCP_NAK && slot->type == DHCP_REQUEST) {
		load.n_refused++;
		slot_begin(slot, now);
	}
}

static void
receive(void)
{
	struct batch *in = &load.in;
	double now;
	int i, n;

	for (i = 0; i < BATCH; i++) {
		in->parts[i] = (struct iovec){ in->bytes[i], MESSAGE };
		in->messages[i].msg_hdr =
		    (struct msghdr){ .msg_iov = &in->parts[i],
			    .msg_iovlen = 1 };
	}
	n = recvmmsg(load.fd, in->messages, BATCH, MSG_WAITFORONE, NULL);
	if (n < 0 && errno != EAGAIN && errno != ECONNREFUSED)
		err(1, "recvmmsg");
	now = load_now();
	for (i = 0; i < n; i++)
		take(in->bytes[i], in->messages[i].msg_len, now);
	out_flush();
}

static void
retry_late(double now)
{
	unsigned i;

	for (i = 0; i < load.n_slots; i++)
		if (now - load.slots[i].sent > RETRY_S) {
			load.n_again++;
			slot_send(&load.slots[i], now);
		}
	out_flush();
}

static void
open_socket(void)
{
	struct timeval wait = { .tv_usec = 100000 };
	union endpoint local =
	    load.interface ? endpoint_ipv4(INADDR_ANY, DHCP_PORT_CLIENT)
			   : endpoint_ipv4(load.giaddr, DHCP_PORT_SERVER);
	int on = 1;

	load.fd = load_udp(0);
	if (load.interface &&
	    (setsockopt(load.fd, SOL_SOCKET, SO_BROADCAST, &on, sizeof(on)) <
		    0 ||
		setsockopt(load.fd, SOL_SOCKET, SO_BINDTODEVICE, load.interface,
		    (socklen_t)strlen(load.interface)) < 0))
		err(1, "%s", load.interface);
	if (setsockopt(load.fd, SOL_SOCKET, SO_RCVTIMEO, &wait, sizeof(wait)) <
		0 ||
	    bind(load.fd, &local.any, endpoint_len(&local)) < 0)
		err(1, "port 67 or 68");
}

static void
read_options(int argc, char **argv)
{
	int c;

	while ((c = getopt(argc, argv, "a:b:g:k:i:n:s:d")) != -1)
		switch (c) {
		case 'a':
			load.server = load_endpoint(optarg, DHCP_PORT_SERVER);
			break;
		case 'b':
			load.interface = optarg;
			load.server =
			    endpoint_ipv4(INADDR_BROADCAST, DHCP_PORT_SERVER);
			break;
		case 'g':
			if (!address_parse(optarg, &load.giaddr))
				errx(1, "bad address: %s", optarg);
			break;
		case 'k':
			load.n_slots = (unsigned)load_number(optarg, SLOTS_MAX);
			break;
		case 'i':
			load.first = (uint32_t)load_number(optarg, UINT32_MAX);
			break;
		case 'n':
			load.n_clients =
			    (uint32_t)load_number(optarg, UINT32_MAX);
			break;
		case 's':
			load.limit_s = (unsigned)load_number(optarg, 3600);
			break;
		case 'd':
			load.is_discover_only = true;
			break;
		default:
			exit(1);
		}
	if (load.server.any.sa_family != AF_INET ||
	    (load.giaddr == 0 && !load.interface))
		errx(1, "-a and -g are needed, or -b");
}

int
main(int argc, char **argv)
{
	double began, now, checked;
	unsigned i;

	read_options(argc, argv);
	load.given = calloc(1, (size_t)1 << 29);
	if (load.given == NULL)
		err(1, "no room");
	open_socket();
	began = now = checked = load_now();
	for (i = 0; i < load.n_slots; i++)
		slot_begin(&load.slots[i], now);
	out_flush();
	while (now - began < load.limit_s && load.n_served < load.n_clients) {
		receive();
		now = load_now();
		if (now - checked > 0.1) {
			checked = now;
			retry_late(now);
		}
	}
	printf("{\"seconds\": %.6f, \"served\": %.0f, \"again\": %.0f, "
	       "\"refused\": %.0f, \"offer_s\": %.6f, \"ack_s\": %.6f}\n",
	    now - began, (double)load.n_served, (double)load.n_again,
	    (double)load.n_refused, load.slowest_offer_s, load.slowest_ack_s);
	return 0;
}
