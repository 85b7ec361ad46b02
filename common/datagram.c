/* SPDX-License-Identifier: ISC */
#include "common/datagram.h"

#include <errno.h>
#include <fcntl.h>
#include <net/if.h>
#include <netinet/udp.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "common/packet_info.h"

enum {
	BIG_BUFFER = 8 << 20,
	/* Turns of a full batch before other descriptors get theirs. */
	BATCHES_A_TURN = 4,
};

struct datagram_socket {
	int fd;
	struct loop_watch *watch;
	datagram_receive_fn *receive;
	void *owner;
	size_t refused; /* UDP_SEGMENT is refused from this size on; 0:
			 * never was */
	bool is_own;	/* nobody else has the descriptor */
	bool is_plain;	/* one message at a time, from its peer alone */
	bool *is_freed; /* set for a receive that is under way */
	size_t buffer;
	size_t batch;
	size_t n_used; /* slots to make ready for the next recvmmsg */
	/* Room for a batch; @memory holds it all. */
	struct mmsghdr *headers;
	struct datagram *messages;
	union packet_info_room *controls;
	struct iovec *iov;
	uint8_t *octets;
	uint64_t memory[];
};

static int
set_option(int fd, int level, int name, int value)
{
	return setsockopt(fd, level, name, &value, sizeof(value)) < 0 ? -errno
								      : 0;
}

static void
ask_big_buffer(int fd)
{
	/* Root may pass the system's limit; others get what it allows. */
	if (set_option(fd, SOL_SOCKET, SO_RCVBUFFORCE, BIG_BUFFER) < 0)
		set_option(fd, SOL_SOCKET, SO_RCVBUF, BIG_BUFFER);
}

static int
ask_all(int fd, int family, const char *interface, unsigned flags)
{
	int r = 0;

	if (!(flags & DATAGRAM_ONE_ADDRESS))
		r = packet_info_ask(fd, family);
	if (r == 0 && interface &&
	    setsockopt(fd, SOL_SOCKET, SO_BINDTODEVICE, interface,
		(socklen_t)strlen(interface)) < 0)
		r = -errno;
	if (r == 0 && flags & DATAGRAM_BROADCAST)
		r = set_option(fd, SOL_SOCKET, SO_BROADCAST, 1);
	if (r == 0 && flags & DATAGRAM_REUSE)
		r = set_option(fd, SOL_SOCKET, SO_REUSEADDR, 1);
	if (r == 0 && flags & DATAGRAM_FREEBIND)
		r = set_option(fd, IPPROTO_IP, IP_FREEBIND, 1);
	if (r == 0 && family == AF_INET6)
		r = set_option(fd, IPPROTO_IPV6, IPV6_V6ONLY, 1);
	if (r == 0 && flags & DATAGRAM_BIG_BUFFER)
		ask_big_buffer(fd);
	return r;
}

int
datagram_bind(const union endpoint *local, const char *interface,
    unsigned flags, int *ret_fd)
{
	int family = local->any.sa_family;
	int fd, r;

	fd = socket(family, SOCK_DGRAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
	if (fd < 0)
		return -errno;
	r = ask_all(fd, family, interface, flags);
	if (r == 0 && bind(fd, &local->any, endpoint_len(local)) < 0)
		r = -errno;
	if (r < 0) {
		close(fd);
		return r;
	}
	*ret_fd = fd;
	return 0;
}

/* --- receiving --- */

static void
ready_slot(struct datagram_socket *socket, size_t i)
{
	struct datagram *message = &socket->messages[i];
	struct iovec *iov = &socket->iov[i];

	iov->iov_base = socket->octets + i * socket->buffer;
	iov->iov_len = socket->buffer;
	*message = (struct datagram){ .bytes = iov->iov_base };
	socket->headers[i].msg_hdr = (struct msghdr){
		.msg_name = &message->peer,
		.msg_namelen = sizeof(message->peer),
		.msg_iov = iov,
		.msg_iovlen = 1,
		.msg_control = &socket->controls[i],
		.msg_controllen = sizeof(socket->controls[i]),
	};
}

/* The cheapest call there is, for one message whose local address is known.
 * Return: 1; -errno. */
static int
receive_one(struct datagram_socket *socket)
{
	struct datagram *message = &socket->messages[0];
	socklen_t len = sizeof(message->peer);
	ssize_t got;

	*message = (struct datagram){ .bytes = socket->octets };
	got = recvfrom(socket->fd, message->bytes, socket->buffer, MSG_TRUNC,
	    &message->peer.any, &len);
	if (got < 0)
		return -errno;
	message->is_truncated = (size_t)got > socket->buffer;
	message->len = message->is_truncated ? socket->buffer : (size_t)got;
	return 1;
}

/* One recvmmsg, into the first slots. Return: messages taken; -errno. */
static int
receive_batch(struct datagram_socket *socket)
{
	int n;

	if (socket->is_plain)
		return receive_one(socket);
	/* What the one before it left alone is as it has to be. */
	for (size_t i = 0; i < socket->n_used; i++)
		ready_slot(socket, i);
	n = recvmmsg(
	    socket->fd, socket->headers, (unsigned)socket->batch, 0, NULL);
	socket->n_used = n < 0 ? 1 : (size_t)n;
	if (n < 0)
		return -errno;
	for (int i = 0; i < n; i++) {
		struct datagram *message = &socket->messages[i];
		struct msghdr *header = &socket->headers[i].msg_hdr;

		message->len = socket->headers[i].msg_len;
		message->is_truncated = (header->msg_flags & MSG_TRUNC) != 0;
		packet_info_read(header, message);
	}
	return n;
}

static void
take(struct datagram_socket *socket, int turns)
{
	bool is_freed = false;

	for (int turn = 0; turn < turns; turn++) {
		int n = receive_batch(socket);

		if (n == -EAGAIN || n == -EINTR)
			return;
		/* Taken back before this returns. */
		/* cppcheck-suppress autoVariables */
		socket->is_freed = &is_freed;
		socket->receive(socket->owner, n < 0 ? NULL : socket->messages,
		    n < 0 ? 0 : (size_t)n);
		if (is_freed)
			return;
		socket->is_freed = NULL;
		if (n < (int)socket->batch)
			return;
	}
}

/* What a single receive leaves behind, the loop tells of again. */
static void
socket_ready(void *owner, unsigned ready)
{
	struct datagram_socket *socket = owner;

	(void)ready;
	take(socket, socket->is_plain ? 1 : BATCHES_A_TURN);
}

void
datagram_receive(struct datagram_socket *socket)
{
	take(socket, BATCHES_A_TURN);
}

static int
adopt_descriptor(int fd)
{
	union endpoint local = { .any = { .sa_family = AF_UNSPEC } };
	socklen_t len = sizeof(local);
	int flags = fcntl(fd, F_GETFL);

	if (flags < 0 || fcntl(fd, F_SETFL, flags | O_NONBLOCK) < 0 ||
	    fcntl(fd, F_SETFD, FD_CLOEXEC) < 0 ||
	    getsockname(fd, &local.any, &len) < 0)
		return -errno;
	return packet_info_ask(fd, local.any.sa_family);
}

/* A socket with room for a batch behind it. */
static struct datagram_socket *
socket_new(
    size_t buffer, size_t batch, datagram_receive_fn *receive, void *owner)
{
	size_t each = sizeof(struct mmsghdr) + sizeof(struct datagram) +
	    sizeof(union packet_info_room) + sizeof(struct iovec) + buffer;
	struct datagram_socket *socket =
	    calloc(1, sizeof(*socket) + batch * each);

	if (!socket)
		return NULL;
	socket->headers = (void *)socket->memory;
	socket->messages = (void *)(socket->headers + batch);
	socket->controls = (void *)(socket->messages + batch);
	socket->iov = (void *)(socket->controls + batch);
	socket->octets = (void *)(socket->iov + batch);
	socket->buffer = buffer;
	socket->batch = batch;
	socket->n_used = batch;
	socket->receive = receive;
	socket->owner = owner;
	return socket;
}

static int
serve(struct loop *loop, int fd, struct datagram_socket *socket)
{
	int r;

	if (!socket) {
		close(fd);
		return -ENOMEM;
	}
	socket->fd = fd;
	r = loop_watch_new(loop, fd, socket_ready, socket, &socket->watch);
	if (r == 0)
		r = loop_watch_set(socket->watch, LOOP_READ);
	if (r < 0)
		datagram_free(socket);
	return r;
}

int
datagram_adopt(struct loop *loop, int fd, size_t buffer, size_t batch,
    datagram_receive_fn *receive, void *owner,
    struct datagram_socket **ret_socket)
{
	struct datagram_socket *socket;
	int r = adopt_descriptor(fd);

	if (r < 0) {
		close(fd);
		return r;
	}
	socket = socket_new(buffer, batch, receive, owner);
	r = serve(loop, fd, socket);
	if (r == 0)
		*ret_socket = socket;
	return r;
}

int
datagram_serve(struct loop *loop, int fd, size_t buffer, size_t batch,
    datagram_receive_fn *receive, void *owner,
    struct datagram_socket **ret_socket)
{
	struct datagram_socket *socket =
	    socket_new(buffer, batch, receive, owner);
	int r;

	if (socket) {
		socket->is_own = true;
		socket->is_plain = batch == 1;
	}
	r = serve(loop, fd, socket);
	if (r == 0)
		*ret_socket = socket;
	return r;
}

int
datagram_fd(const struct datagram_socket *socket)
{
	return socket->fd;
}

void
datagram_free(struct datagram_socket *socket)
{
	if (!socket)
		return;
	if (socket->is_freed)
		*socket->is_freed = true;
	if (socket->is_own && socket->watch) {
		loop_watch_close(socket->watch);
	} else {
		loop_watch_free(socket->watch);
		close(socket->fd);
	}
	free(socket);
}

/* --- sending --- */

static void
put_header(struct msghdr *header, struct iovec *iov,
    union packet_info_room *control, const struct datagram *message)
{
	memset(control, 0, sizeof(*control));
	iov->iov_base = message->bytes;
	iov->iov_len = message->len;
	*header = (struct msghdr){
		.msg_iov = iov,
		.msg_iovlen = 1,
		.msg_control = control,
	};
	if (message->peer.any.sa_family != AF_UNSPEC) {
		header->msg_name = (void *)&message->peer;
		header->msg_namelen = endpoint_len(&message->peer);
	}
	packet_info_put(header, message);
	if (header->msg_controllen == 0)
		header->msg_control = NULL;
}

/* Where nothing but the peer is named, the cheapest call there is. */
static ssize_t
send_plain(const struct datagram_socket *socket, const struct datagram *message)
{
	bool has_peer = message->peer.any.sa_family != AF_UNSPEC;

	return sendto(socket->fd, message->bytes, message->len, 0,
	    has_peer ? &message->peer.any : NULL,
	    has_peer ? endpoint_len(&message->peer) : 0);
}

static ssize_t
send_with_header(
    const struct datagram_socket *socket, const struct datagram *message)
{
	union packet_info_room control;
	struct msghdr header;
	struct iovec iov;

	put_header(&header, &iov, &control, message);
	return sendmsg(socket->fd, &header, 0);
}

static int
send_one(const struct datagram_socket *socket, const struct datagram *message)
{
	bool is_plain =
	    message->local.any.sa_family == AF_UNSPEC && message->ifindex == 0;
	ssize_t sent;

	do
		sent = is_plain ? send_plain(socket, message)
				: send_with_header(socket, message);
	while (sent < 0 && errno == EINTR);
	return sent < 0 ? -errno : 1;
}

static int
send_batch(
    struct datagram_socket *socket, const struct datagram *messages, size_t n)
{
	struct mmsghdr headers[DATAGRAM_BATCH];
	struct iovec iov[DATAGRAM_BATCH];
	union packet_info_room controls[DATAGRAM_BATCH];
	int sent;

	for (size_t i = 0; i < n; i++) {
		headers[i].msg_len = 0;
		put_header(
		    &headers[i].msg_hdr, &iov[i], &controls[i], &messages[i]);
	}
	do
		sent = sendmmsg(socket->fd, headers, (unsigned)n, 0);
	while (sent < 0 && errno == EINTR);
	return sent < 0 ? -errno : sent;
}

int
datagram_send(
    struct datagram_socket *socket, const struct datagram *messages, size_t n)
{
	size_t done = 0;
	int n_taken = 0, error = 0;

	while (done < n) {
		size_t some =
		    n - done < DATAGRAM_BATCH ? n - done : DATAGRAM_BATCH;
		int sent = some == 1
		    ? send_one(socket, messages + done)
		    : send_batch(socket, messages + done, some);

		if (sent == -EAGAIN || sent == -ENOBUFS) {
			error = sent;
			break;
		}
		if (sent < 0) {
			/* One unreachable peer does not cost the others. */
			error = sent;
			done++;
			continue;
		}
		n_taken += sent;
		done += (size_t)sent;
	}
	return n_taken > 0 ? n_taken : error;
}

/* The same run of segments without the kernel's help. */
static int
send_segments_apart(struct datagram_socket *socket,
    const struct datagram *message, size_t segment)
{
	struct datagram parts[DATAGRAM_BATCH];
	size_t n = 0, taken = 0;
	int sent;

	for (size_t at = 0; at < message->len && n < DATAGRAM_BATCH; n++) {
		parts[n] = *message;
		parts[n].bytes = message->bytes + at;
		if (parts[n].len - at > segment)
			parts[n].len = segment;
		else
			parts[n].len -= at;
		at += parts[n].len;
	}
	sent = datagram_send(socket, parts, n);
	for (int i = 0; i < sent; i++)
		taken += parts[i].len;
	return sent < 0 ? sent : (int)taken;
}

static int
send_segments_whole(struct datagram_socket *socket,
    const struct datagram *message, size_t segment)
{
	struct msghdr header;
	struct iovec iov;
	union packet_info_room control;
	ssize_t sent;

	put_header(&header, &iov, &control, message);
	header.msg_control = &control;
	packet_info_put_segment(&header, (uint16_t)segment);
	do
		sent = sendmsg(socket->fd, &header, 0);
	while (sent < 0 && errno == EINTR);
	return sent < 0 ? -errno : (int)sent;
}

/* Whether one UDP_SEGMENT send of @message is worth a try. */
static bool
may_send_whole(const struct datagram_socket *socket,
    const struct datagram *message, size_t segment)
{
	return (socket->refused == 0 || segment < socket->refused) &&
	    message->len <= DATAGRAM_LEN_MAX &&
	    message->len <= segment * DATAGRAM_BATCH;
}

int
datagram_send_segments(struct datagram_socket *socket,
    const struct datagram *message, size_t segment)
{
	int r;

	if (message->len <= segment) {
		r = datagram_send(socket, message, 1);
		return r < 0 ? r : (int)message->len;
	}
	if (may_send_whole(socket, message, segment)) {
		r = send_segments_whole(socket, message, segment);
		/* A segment above the MTU is EINVAL, EMSGSIZE since Linux
		 * 6.14; the next client's may be smaller. The others: the
		 * device cannot, at any size. */
		if (r == -EINVAL || r == -EMSGSIZE)
			socket->refused = segment;
		else if (r == -EIO || r == -EOPNOTSUPP)
			socket->refused = 1;
		else
			return r;
	}
	return send_segments_apart(socket, message, segment);
}
