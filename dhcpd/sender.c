/* SPDX-License-Identifier: ISC */
#include "dhcpd/sender.h"

#include <errno.h>
#include <net/ethernet.h>
#include <netpacket/packet.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "common/ip_frame.h"
#include "common/log.h"

struct sender {
	int packet_fd; /* -1: not allowed */
	size_t n;
	struct sender_message waiting[DATAGRAM_BATCH];
};

struct sender *
sender_new(void)
{
	struct sender *sender = calloc(1, sizeof(*sender));

	if (!sender)
		return NULL;
	/* Protocol 0: it sends, and receives nothing. */
	sender->packet_fd =
	    socket(AF_PACKET, SOCK_DGRAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
	if (sender->packet_fd < 0)
		log_warn("packet socket: %s; replies to clients without an "
			 "address are broadcast. Start as root, or with "
			 "CAP_NET_RAW",
		    strerror(errno));
	return sender;
}

void
sender_free(struct sender *sender)
{
	if (!sender)
		return;
	if (sender->packet_fd >= 0)
		close(sender->packet_fd);
	free(sender);
}

static void
report(const struct sender_message *message, int error)
{
	char address[ADDRESS_TEXT_MAX];

	log_warn("cannot send to %s: %s",
	    address_text(address, message->route.address), strerror(error));
}

/* --- frames --------------------------------------------------------------- */

struct frame {
	struct sockaddr_ll to;
	uint8_t head[IP_FRAME_HEAD];
	struct iovec parts[2];
};

static void
build_frame(
    struct sender_message *message, struct frame *frame, struct mmsghdr *header)
{
	frame->to = (struct sockaddr_ll){ .sll_family = AF_PACKET,
		.sll_protocol = htons(ETHERTYPE_IP),
		.sll_ifindex = (int)message->ifindex,
		.sll_halen = MAC_LEN };
	memcpy(frame->to.sll_addr, message->mac, MAC_LEN);
	ip_frame_head(frame->head, message->source, DHCP_PORT_SERVER,
	    message->route.address, message->route.port, message->bytes,
	    message->len);
	frame->parts[0] = (struct iovec){ frame->head, sizeof(frame->head) };
	frame->parts[1] = (struct iovec){ message->bytes, message->len };
	memset(header, 0, sizeof(*header));
	header->msg_hdr = (struct msghdr){ .msg_name = &frame->to,
		.msg_namelen = sizeof(frame->to),
		.msg_iov = frame->parts,
		.msg_iovlen = 2 };
}

static bool
is_frame(const struct sender *sender, const struct sender_message *message)
{
	return message->route.how == ROUTE_FRAME && sender->packet_fd >= 0;
}

static bool
has_frames(const struct sender *sender)
{
	for (size_t i = 0; i < sender->n; i++)
		if (is_frame(sender, &sender->waiting[i]))
			return true;
	return false;
}

static void
send_frames(struct sender *sender)
{
	struct frame frames[DATAGRAM_BATCH];
	struct mmsghdr headers[DATAGRAM_BATCH];
	struct sender_message *messages[DATAGRAM_BATCH];
	unsigned n = 0, done = 0;
	int sent;

	for (size_t i = 0; i < sender->n; i++)
		if (is_frame(sender, &sender->waiting[i])) {
			messages[n] = &sender->waiting[i];
			build_frame(messages[n], &frames[n], &headers[n]);
			n++;
		}
	while (done < n) {
		sent = sendmmsg(sender->packet_fd, headers + done, n - done, 0);
		if (sent > 0) {
			done += (unsigned)sent;
			continue;
		}
		if (sent < 0 && errno == EINTR)
			continue;
		/* The first one cannot leave; the others shall. */
		report(messages[done], errno);
		done++;
	}
}

/* --- datagrams ------------------------------------------------------------ */

static void
build_datagram(struct sender_message *message, struct datagram *datagram)
{
	uint32_t to = message->route.address;

	if (message->route.how == ROUTE_FRAME)
		to = INADDR_BROADCAST;
	memset(datagram, 0, sizeof(*datagram));
	datagram->peer = endpoint_ipv4(to, message->route.port);
	if (message->source)
		datagram->local = endpoint_ipv4(message->source, 0);
	/* Broadcast leaves where the request came; the rest finds its way. */
	if (to == INADDR_BROADCAST)
		datagram->ifindex = message->ifindex;
	datagram->bytes = message->bytes;
	datagram->len = message->len;
}

/* Those of one socket, from the first one on that was not sent. */
static void
send_datagrams_of(struct sender *sender, size_t first, bool *is_sent)
{
	struct datagram_socket *socket = sender->waiting[first].socket;
	struct datagram datagrams[DATAGRAM_BATCH];
	size_t n = 0;
	int taken;

	for (size_t i = first; i < sender->n; i++) {
		if (is_sent[i] || sender->waiting[i].socket != socket)
			continue;
		is_sent[i] = true;
		build_datagram(&sender->waiting[i], &datagrams[n++]);
	}
	taken = datagram_send(socket, datagrams, n);
	if (taken < 0)
		report(&sender->waiting[first], -taken);
}

void
sender_flush(struct sender *sender)
{
	bool is_sent[DATAGRAM_BATCH] = { false };

	if (sender->n == 0)
		return;
	/* Room for all of them is large, and cleared. */
	if (has_frames(sender))
		send_frames(sender);
	for (size_t i = 0; i < sender->n; i++)
		is_sent[i] = is_frame(sender, &sender->waiting[i]);
	for (size_t i = 0; i < sender->n; i++)
		if (!is_sent[i])
			send_datagrams_of(sender, i, is_sent);
	sender->n = 0;
}

void
sender_message_copy(
    struct sender_message *to, const struct sender_message *from)
{
	memcpy(to, from, offsetof(struct sender_message, bytes) + from->len);
}

void
sender_add(struct sender *sender, const struct sender_message *message)
{
	if (sender->n == DATAGRAM_BATCH)
		sender_flush(sender);
	sender_message_copy(&sender->waiting[sender->n++], message);
}
