/* SPDX-License-Identifier: ISC */

/*
 * The ceiling for tftpd: a TFTP server that sends one file to everybody, from
 * memory, whatever is asked, without names, rules, timers or retransmission. A
 * socket a transfer; a window leaves as one UDP_SEGMENT send where its blocks
 * fit the network's packets, else by sendmmsg.
 *
 *   tftp_null ADDRESS PORT FILE
 */

#include <errno.h>
#include <netinet/udp.h>
#include <stdbool.h>
#include <string.h>
#include <sys/epoll.h>

#include "common/tftp_packet.h"
#include "tests/bench/load.h"

enum {
	WINDOW_MAX = 64,
	SEGMENT_MAX = 1472,	/* of an Ethernet packet */
	GSO_OCTETS_MAX = 65000, /* of one UDP_SEGMENT send */
	EVENTS_MAX = 64,
	SMALL = 1024,
};

struct transfer {
	int fd;
	unsigned blksize, windowsize;
	uint64_t sent; /* blocks */
};

static struct {
	union endpoint local;
	const uint8_t *file;
	size_t size;
	int poll;
} null;

struct window {
	uint8_t headers[WINDOW_MAX][TFTP_HEADER_LEN];
	struct iovec parts[2 * WINDOW_MAX];
	struct mmsghdr messages[WINDOW_MAX];
};

static unsigned
window_fill(struct window *window, const struct transfer *transfer)
{
	uint64_t last = null.size / transfer->blksize + 1;
	unsigned n;

	for (n = 0; n < transfer->windowsize; n++) {
		uint64_t block = transfer->sent + n + 1;
		size_t at = (size_t)(block - 1) * transfer->blksize;
		size_t left = block > last ? 0 : null.size - at;
		struct writer writer =
		    writer_over(window->headers[n], TFTP_HEADER_LEN);

		if (block > last)
			break;
		tftp_packet_write_data(&writer, (uint16_t)block);
		window->parts[2 * n] =
		    (struct iovec){ window->headers[n], TFTP_HEADER_LEN };
		window->parts[2 * n + 1] =
		    (struct iovec){ (void *)(uintptr_t)(null.file + at),
			    left < transfer->blksize ? left
						     : transfer->blksize };
	}
	return n;
}

static void
send_segmented(struct window *window, const struct transfer *transfer,
    unsigned first, unsigned n)
{
	uint8_t control[CMSG_SPACE(sizeof(uint16_t))] = { 0 };
	struct msghdr header = { .msg_iov = window->parts + 2 * first,
		.msg_iovlen = 2 * n,
		.msg_control = control,
		.msg_controllen = sizeof(control) };
	struct cmsghdr *segment = CMSG_FIRSTHDR(&header);
	uint16_t size = (uint16_t)(transfer->blksize + TFTP_HEADER_LEN);

	segment->cmsg_level = SOL_UDP;
	segment->cmsg_type = UDP_SEGMENT;
	segment->cmsg_len = CMSG_LEN(sizeof(size));
	memcpy(CMSG_DATA(segment), &size, sizeof(size));
	if (sendmsg(transfer->fd, &header, 0) < 0 && errno != ECONNREFUSED)
		err(1, "sendmsg");
}

static void
send_single(struct window *window, const struct transfer *transfer, unsigned n)
{
	unsigned i;

	for (i = 0; i < n; i++)
		window->messages[i].msg_hdr =
		    (struct msghdr){ .msg_iov = window->parts + 2 * i,
			    .msg_iovlen = 2 };
	if (sendmmsg(transfer->fd, window->messages, n, 0) < 0 &&
	    errno != ECONNREFUSED)
		err(1, "sendmmsg");
}

static void
transfer_send(struct transfer *transfer)
{
	static struct window window;
	unsigned n = window_fill(&window, transfer);
	unsigned size = transfer->blksize + TFTP_HEADER_LEN;
	unsigned most = GSO_OCTETS_MAX / size;
	unsigned first;

	if (n > 1 && size <= SEGMENT_MAX)
		for (first = 0; first < n; first += most)
			send_segmented(&window, transfer, first,
			    n - first < most ? n - first : most);
	else
		send_single(&window, transfer, n);
}

static void
transfer_free(struct transfer *transfer)
{
	close(transfer->fd);
	free(transfer);
}

static void
transfer_read(struct transfer *transfer)
{
	uint8_t bytes[SMALL];
	struct tftp_packet packet;
	ssize_t len = recv(transfer->fd, bytes, sizeof(bytes), MSG_DONTWAIT);

	if (len < 0)
		return;
	if (tftp_packet_parse(bytes, (size_t)len, &packet) != 0 ||
	    packet.opcode == TFTP_ERROR) {
		transfer_free(transfer);
		return;
	}
	transfer->sent += (uint16_t)(packet.block - (uint16_t)transfer->sent);
	if (transfer->sent > null.size / transfer->blksize)
		transfer_free(transfer);
	else
		transfer_send(transfer);
}

static void
transfer_options(struct transfer *transfer, const struct tftp_packet *packet)
{
	uint8_t bytes[SMALL];
	struct writer writer = writer_over(bytes, sizeof(bytes));
	struct tftp_option options[TFTP_OPTION_KINDS];
	size_t i;

	for (i = 0; i < packet->n_options; i++) {
		struct tftp_option *option = &options[i];

		*option = packet->options[i];
		if (option->kind == TFTP_OPTION_TSIZE)
			option->value = null.size;
		if (option->kind == TFTP_OPTION_BLKSIZE)
			transfer->blksize = (unsigned)option->value;
		if (option->kind == TFTP_OPTION_WINDOWSIZE) {
			if (option->value > WINDOW_MAX)
				option->value = WINDOW_MAX;
			transfer->windowsize = (unsigned)option->value;
		}
	}
	tftp_packet_write_oack(&writer, options, packet->n_options);
	if (send(transfer->fd, bytes, writer.pos, 0) < 0)
		err(1, "send");
}

static void
transfer_new(const struct tftp_packet *packet, const union endpoint *peer)
{
	struct transfer *transfer = calloc(1, sizeof(*transfer));
	struct epoll_event event = { .events = EPOLLIN, .data.ptr = transfer };
	union endpoint local = null.local;

	if (transfer == NULL)
		err(1, "no room");
	endpoint_set_port(&local, 0);
	transfer->fd = load_udp(0);
	transfer->blksize = TFTP_BLKSIZE_DEFAULT;
	transfer->windowsize = 1;
	if (bind(transfer->fd, &local.any, endpoint_len(&local)) < 0 ||
	    connect(transfer->fd, &peer->any, endpoint_len(peer)) < 0 ||
	    epoll_ctl(null.poll, EPOLL_CTL_ADD, transfer->fd, &event) < 0)
		err(1, "no socket");
	if (packet->n_options > 0)
		transfer_options(transfer, packet);
	else
		transfer_send(transfer);
}

static void
listener_read(int fd)
{
	uint8_t bytes[SMALL];
	union endpoint peer;
	socklen_t peer_len = sizeof(peer);
	struct tftp_packet packet;
	ssize_t len = recvfrom(
	    fd, bytes, sizeof(bytes), MSG_DONTWAIT, &peer.any, &peer_len);

	if (len >= 0 && tftp_packet_parse(bytes, (size_t)len, &packet) == 0 &&
	    packet.opcode == TFTP_RRQ)
		transfer_new(&packet, &peer);
}

int
main(int argc, char **argv)
{
	struct epoll_event events[EVENTS_MAX];
	struct epoll_event event = { .events = EPOLLIN, .data.ptr = NULL };
	int fd, n, i;

	if (argc != 4)
		errx(1, "usage: tftp_null ADDRESS PORT FILE");
	load_many_files();
	null.local =
	    load_endpoint(argv[1], (uint16_t)load_number(argv[2], UINT16_MAX));
	null.file = load_map(argv[3], &null.size);
	null.poll = epoll_create1(EPOLL_CLOEXEC);
	fd = load_udp(0);
	if (bind(fd, &null.local.any, endpoint_len(&null.local)) < 0 ||
	    epoll_ctl(null.poll, EPOLL_CTL_ADD, fd, &event) < 0)
		err(1, "bind");
	for (;;) {
		n = epoll_wait(null.poll, events, EVENTS_MAX, -1);
		for (i = 0; i < n; i++)
			if (events[i].data.ptr == NULL)
				listener_read(fd);
			else
				transfer_read(events[i].data.ptr);
	}
}
