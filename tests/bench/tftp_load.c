/* SPDX-License-Identifier: ISC */

/*
 * Many TFTP clients in one process: each fetches the file, every octet is
 * compared with the original, and the last line says how long it took.
 *
 *   tftp_load -a ADDRESS -p PORT -n NAME -f ORIGINAL [-b BLKSIZE]
 *             [-w WINDOWSIZE] [-c CLIENTS] [-t TRANSFERS] [-l LOSS] [-s
 * SECONDS]
 *
 * LOSS is in a thousandth: so many of the packets that arrive, and of those
 * that would leave, are dropped here. A client is as firmware is: it sends its
 * last packet again after a second without progress, answers a gap in a window
 * once (RFC 7440 section 4), and takes nothing but the block that comes next.
 */

#include <errno.h>
#include <inttypes.h>
#include <netinet/udp.h>
#include <stdbool.h>
#include <string.h>
#include <sys/epoll.h>

#include "common/tftp_packet.h"
#include "tests/bench/load.h"

enum {
	CLIENTS_MAX = 4000,
	PACKET_MAX = 600,
	BATCH = 16,
	DATAGRAM_MAX = 65536,
	EVENTS_MAX = 64,
};

static const double RETRY_S = 1.0;
/* A duplicate within this time belongs to a burst that was answered. */
static const double BURST_S = 0.005;

struct client {
	int fd;
	bool is_connected; /* to the port that the transfer comes from */
	bool is_answered;  /* a gap or a duplicate: once a burst */
	unsigned blksize, windowsize;
	unsigned n_in_window;
	size_t received;
	uint64_t block; /* the last one in order */
	double began, heard, answered;
	uint8_t packet[PACKET_MAX]; /* the last that was sent */
	size_t packet_len;
};

static struct {
	union endpoint server;
	const char *name;
	const uint8_t *original;
	size_t size;
	unsigned blksize, windowsize, loss;
	unsigned n_clients, n_transfers, limit_s;
	unsigned n_begun, n_done;
	bool is_timed;
	uint64_t n_again, n_packets, octets;
	double *times;
	unsigned random;
	int poll;
} load = { .blksize = 512,
	.windowsize = 1,
	.n_clients = 1,
	.limit_s = 60,
	.random = 1 };

static bool
is_lost(void)
{
	return load.loss != 0 &&
	    (unsigned)rand_r(&load.random) % 1000 < load.loss;
}

static void
client_send(struct client *client)
{
	ssize_t sent;

	if (is_lost())
		return;
	if (client->is_connected)
		sent = send(client->fd, client->packet, client->packet_len, 0);
	else
		sent = sendto(client->fd, client->packet, client->packet_len, 0,
		    &load.server.any, endpoint_len(&load.server));
	if (sent < 0 && errno != ECONNREFUSED)
		err(1, "send");
}

static void
client_acknowledge(struct client *client)
{
	struct writer writer = writer_over(client->packet, PACKET_MAX);

	writer_u16(&writer, TFTP_ACK);
	writer_u16(&writer, (uint16_t)client->block);
	client->packet_len = writer.pos;
	client->n_in_window = 0;
	client_send(client);
}

static void
write_option(struct writer *writer, enum tftp_option_kind kind, unsigned value)
{
	writer_string(writer, tftp_option_name(kind));
	writer_format(writer, "%u", value);
	writer_u8(writer, 0);
}

static void
client_request(struct client *client)
{
	struct writer writer = writer_over(client->packet, PACKET_MAX);

	writer_u16(&writer, TFTP_RRQ);
	writer_string(&writer, load.name);
	writer_string(&writer, "octet");
	write_option(&writer, TFTP_OPTION_TSIZE, 0);
	if (load.blksize != TFTP_BLKSIZE_DEFAULT)
		write_option(&writer, TFTP_OPTION_BLKSIZE, load.blksize);
	if (load.windowsize > 1)
		write_option(&writer, TFTP_OPTION_WINDOWSIZE, load.windowsize);
	if (writer.failed)
		errx(1, "the name is too long");
	client->packet_len = writer.pos;
	client_send(client);
}

static void
client_open(struct client *client)
{
	struct epoll_event event = { .events = EPOLLIN, .data.ptr = client };
	int yes = 1;

	memset(client, 0, sizeof(*client));
	/* One client alone waits in its receive, as firmware would. */
	client->fd = load_udp(load.n_clients > 1 ? SOCK_NONBLOCK : 0);
	if (load.n_clients == 1) {
		struct timeval wait = { .tv_usec = 100000 };
		setsockopt(
		    client->fd, SOL_SOCKET, SO_RCVTIMEO, &wait, sizeof(wait));
	}
	/* Not to be the bottleneck: what arrives together is taken together.
	 * Lost packets have to be single ones. */
	if (load.loss == 0 && load.windowsize > 1)
		setsockopt(client->fd, SOL_UDP, UDP_GRO, &yes, sizeof(yes));
	if (epoll_ctl(load.poll, EPOLL_CTL_ADD, client->fd, &event) < 0)
		err(1, "epoll_ctl");
	client->blksize = TFTP_BLKSIZE_DEFAULT;
	client->windowsize = 1;
	client->began = client->heard = load_now();
	load.n_begun++;
	client_request(client);
}

static void
client_finish(struct client *client)
{
	if (client->received != load.size)
		errx(1, "%zu octets of %zu arrived", client->received,
		    load.size);
	load.times[load.n_done++] = load_now() - client->began;
	close(client->fd);
	client->fd = -1;
	if (load.n_begun < load.n_transfers)
		client_open(client);
}

/* A gap, or a block that was here before: say once where we are. */
static void
client_repeat(struct client *client, double now)
{
	if (client->windowsize > 1 && client->is_answered &&
	    now - client->answered < BURST_S)
		return;
	client->is_answered = true;
	client->answered = now;
	load.n_again++;
	client_acknowledge(client);
}

static void
client_data(struct client *client, const struct tftp_packet *packet, double now)
{
	if (packet->block != (uint16_t)(client->block + 1)) {
		client_repeat(client, now);
		return;
	}
	if (packet->data_len > client->blksize ||
	    packet->data_len > load.size - client->received ||
	    memcmp(packet->data, load.original + client->received,
		packet->data_len) != 0)
		errx(1, "block %" PRIu64 " is not the file's",
		    client->block + 1);
	client->received += packet->data_len;
	load.octets += packet->data_len;
	client->block++;
	client->heard = now;
	client->is_answered = false;
	client->n_in_window++;
	if (packet->data_len < client->blksize) {
		unsigned loss = load.loss;

		load.loss = 0;
		client_acknowledge(client);
		load.loss = loss;
		client_finish(client);
	} else if (client->n_in_window == client->windowsize) {
		client_acknowledge(client);
	}
}

static void
client_options(struct client *client, const struct tftp_packet *packet)
{
	size_t i;

	for (i = 0; i < packet->n_options; i++) {
		const struct tftp_option *option = &packet->options[i];

		if (option->kind == TFTP_OPTION_BLKSIZE)
			client->blksize = (unsigned)option->value;
		else if (option->kind == TFTP_OPTION_WINDOWSIZE)
			client->windowsize = (unsigned)option->value;
	}
	if (client->blksize > load.blksize ||
	    client->windowsize > load.windowsize)
		errx(1, "more was granted than asked");
	if (client->block == 0)
		client_acknowledge(client);
}

static void
client_packet(
    struct client *client, const uint8_t *bytes, size_t len, double now)
{
	struct tftp_packet packet;

	load.n_packets++;
	if (client->fd < 0 || is_lost())
		return;
	if (tftp_packet_parse(bytes, len, &packet) != 0)
		errx(1, "a packet of %zu octets is not TFTP", len);
	if (packet.opcode == TFTP_DATA)
		client_data(client, &packet, now);
	else if (packet.opcode == TFTP_OACK)
		client_options(client, &packet);
	else if (packet.opcode == TFTP_ERROR)
		errx(1, "error %u: %s", packet.error, packet.text);
}

static size_t
segment_of(struct msghdr *header, size_t len)
{
	struct cmsghdr *control = CMSG_FIRSTHDR(header);
	int size = 0;

	if (control != NULL && control->cmsg_level == SOL_UDP &&
	    control->cmsg_type == UDP_GRO)
		memcpy(&size, CMSG_DATA(control), sizeof(size));
	return size > 0 ? (size_t)size : len;
}

struct batch {
	struct mmsghdr messages[BATCH];
	struct iovec parts[BATCH];
	union endpoint from[BATCH];
	uint8_t control[BATCH][CMSG_SPACE(sizeof(int))];
	uint8_t bytes[BATCH][DATAGRAM_MAX];
};

static int
batch_receive(struct batch *batch, const struct client *client)
{
	unsigned i;
	/* A window of one has one packet under way. */
	unsigned n = client->windowsize > 1 ? BATCH : 1;

	for (i = 0; i < n; i++) {
		batch->parts[i].iov_base = batch->bytes[i];
		batch->parts[i].iov_len = DATAGRAM_MAX;
		batch->messages[i].msg_hdr = (struct msghdr){
			.msg_name = &batch->from[i],
			.msg_namelen = sizeof(batch->from[i]),
			.msg_iov = &batch->parts[i],
			.msg_iovlen = 1,
			.msg_control = batch->control[i],
			.msg_controllen = sizeof(batch->control[i]),
		};
	}
	return recvmmsg(client->fd, batch->messages, n, MSG_WAITFORONE, NULL);
}

static void
client_connect(struct client *client, const union endpoint *from)
{
	if (client->is_connected)
		return;
	if (connect(client->fd, &from->any, endpoint_len(from)) < 0)
		err(1, "connect");
	client->is_connected = true;
}

static void
client_read(struct client *client)
{
	static struct batch batch;
	int fd = client->fd;
	int n = batch_receive(&batch, client);
	double now = load_now();
	int i;

	if (n < 0 && errno != EAGAIN && errno != ECONNREFUSED)
		err(1, "recvmmsg");
	for (i = 0; i < n && client->fd == fd; i++) {
		size_t len = batch.messages[i].msg_len;
		size_t step = segment_of(&batch.messages[i].msg_hdr, len);
		size_t at = 0;

		client_connect(client, &batch.from[i]);
		do {
			size_t part = len - at < step ? len - at : step;

			client_packet(client, batch.bytes[i] + at, part, now);
			at += step;
		} while (at < len && client->fd == fd);
	}
}

static void
retry_late(struct client *clients, double now)
{
	unsigned i;

	for (i = 0; i < load.n_clients; i++)
		if (clients[i].fd >= 0 && now - clients[i].heard > RETRY_S) {
			clients[i].heard = now;
			load.n_again++;
			client_send(&clients[i]);
		}
}

static void
run(struct client *clients)
{
	struct epoll_event events[EVENTS_MAX];
	double began = load_now(), checked = began, now;
	int n, i;

	while (load.n_done < load.n_transfers) {
		if (load.n_clients == 1) {
			client_read(clients);
		} else {
			n = epoll_wait(load.poll, events, EVENTS_MAX, 100);
			for (i = 0; i < n; i++)
				client_read(events[i].data.ptr);
		}
		now = load_now();
		if (now - checked > 0.1) {
			checked = now;
			retry_late(clients, now);
		}
		if (now - began > load.limit_s && load.is_timed)
			return;
		if (now - began > load.limit_s)
			errx(1, "%u of %u transfers after %u s", load.n_done,
			    load.n_transfers, load.limit_s);
	}
}

static void
read_options(int argc, char **argv)
{
	const char *address = NULL, *original = NULL;
	uint16_t port = 69;
	int c;

	while ((c = getopt(argc, argv, "a:p:n:f:b:w:c:t:l:s:e")) != -1)
		switch (c) {
		case 'a':
			address = optarg;
			break;
		case 'p':
			port = (uint16_t)load_number(optarg, UINT16_MAX);
			break;
		case 'n':
			load.name = optarg;
			break;
		case 'f':
			original = optarg;
			break;
		case 'b':
			load.blksize =
			    (unsigned)load_number(optarg, TFTP_BLKSIZE_MAX);
			break;
		case 'w':
			load.windowsize =
			    (unsigned)load_number(optarg, TFTP_WINDOWSIZE_MAX);
			break;
		case 'c':
			load.n_clients =
			    (unsigned)load_number(optarg, CLIENTS_MAX);
			break;
		case 't':
			load.n_transfers =
			    (unsigned)load_number(optarg, 10000000);
			break;
		case 'l':
			load.loss = (unsigned)load_number(optarg, 999);
			break;
		case 's':
			load.limit_s = (unsigned)load_number(optarg, 3600);
			break;
		case 'e':
			load.is_timed = true;
			break;
		default:
			exit(1);
		}
	if (address == NULL || load.name == NULL || original == NULL)
		errx(1, "-a, -n and -f are needed");
	load.server = load_endpoint(address, port);
	load.original = load_map(original, &load.size);
	if (load.n_transfers < load.n_clients)
		load.n_transfers = load.n_clients;
}

int
main(int argc, char **argv)
{
	struct client *clients;
	double began, seconds;
	unsigned i;

	read_options(argc, argv);
	load_many_files();
	load.poll = epoll_create1(EPOLL_CLOEXEC);
	clients = calloc(load.n_clients, sizeof(*clients));
	load.times = calloc(load.n_transfers, sizeof(*load.times));
	if (load.poll < 0 || clients == NULL || load.times == NULL)
		err(1, "no room");
	began = load_now();
	for (i = 0; i < load.n_clients; i++)
		client_open(&clients[i]);
	run(clients);
	seconds = load_now() - began;
	qsort(load.times, load.n_done, sizeof(*load.times), load_compare);
	printf("{\"seconds\": %.6f, \"octets\": %.0f, \"transfers\": %u, "
	       "\"median_s\": %.6f, \"slowest_s\": %.6f, \"again\": %" PRIu64
	       ", \"packets\": %" PRIu64 "}\n",
	    seconds, (double)load.octets, load.n_done,
	    load.n_done ? load.times[load.n_done / 2] : seconds,
	    load.n_done ? load.times[load.n_done - 1] : seconds, load.n_again,
	    load.n_packets);
	return 0;
}
