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

enum {
	BIG_BUFFER = 8 << 20,
	/* Turns of a full batch before other descriptors get theirs. */
	BATCHES_A_TURN = 4,
};

union control {
	struct cmsghdr align;
	char bytes[CMSG_SPACE(sizeof(struct in6_pktinfo)) +
	    CMSG_SPACE(sizeof(uint16_t))];
};

struct datagram_socket {
	int fd;
	int family;
	struct loop_watch *watch;
	datagram_receive_fn *receive;
	void *owner;
	size_t buffer;
	size_t batch;
	uint8_t *octets; /* batch * buffer */
	size_t refused;	 /* UDP_SEGMENT is refused from this size on; 0:
			  * never was */
	bool *is_freed;	 /* set for a receive that is under way */
};

static int
set_option(int fd, int level, int name, int value)
{
	return setsockopt(fd, level, name, &value, sizeof(value)) < 0 ? -errno
								      : 0;
}

static int
ask_packet_info(int fd, int family)
{
	if (family == AF_INET6)
		return set_option(fd, IPPROTO_IPV6, IPV6_RECVPKTINFO, 1);
	return set_option(fd, IPPROTO_IP, IP_PKTINFO, 1);
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
	int r = ask_packet_info(fd, family);

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

/* What the control messages say of where @message arrived. A datagram that was
 * queued before packet info was asked for (inetd's first) says nothing. */
static void
read_control(struct msghdr *header, struct datagram *message)
{
	struct cmsghdr *c;

	for (c = CMSG_FIRSTHDR(header); c; c = CMSG_NXTHDR(header, c)) {
		if (c->cmsg_level == IPPROTO_IP && c->cmsg_type == IP_PKTINFO) {
			struct in_pktinfo info;

			memcpy(&info, CMSG_DATA(c), sizeof(info));
			if (info.ipi_ifindex == 0)
				continue;
			message->ifindex = (unsigned)info.ipi_ifindex;
			message->local =
			    endpoint_ipv4(ntohl(info.ipi_addr.s_addr), 0);
			/* The kernel would answer from another address. */
			message->is_broadcast =
			    info.ipi_addr.s_addr != info.ipi_spec_dst.s_addr;
		} else if (c->cmsg_level == IPPROTO_IPV6 &&
		    c->cmsg_type == IPV6_PKTINFO) {
			struct in6_pktinfo info;

			memcpy(&info, CMSG_DATA(c), sizeof(info));
			if (info.ipi6_ifindex == 0)
				continue;
			message->ifindex = info.ipi6_ifindex;
			message->local.ipv6 = (struct sockaddr_in6){
				.sin6_family = AF_INET6,
				.sin6_addr = info.ipi6_addr,
			};
			message->is_broadcast =
			    IN6_IS_ADDR_MULTICAST(&info.ipi6_addr);
		}
	}
}

/* One recvmmsg. Return: messages taken; -errno. */
static int
receive_batch(struct datagram_socket *socket, struct datagram *messages)
{
	struct mmsghdr headers[DATAGRAM_BATCH];
	struct iovec iov[DATAGRAM_BATCH];
	union control controls[DATAGRAM_BATCH];
	int n;

	memset(headers, 0, sizeof(headers[0]) * socket->batch);
	for (size_t i = 0; i < socket->batch; i++) {
		iov[i].iov_base = socket->octets + i * socket->buffer;
		iov[i].iov_len = socket->buffer;
		messages[i] = (struct datagram){ .bytes = iov[i].iov_base };
		headers[i].msg_hdr = (struct msghdr){
			.msg_name = &messages[i].peer,
			.msg_namelen = sizeof(messages[i].peer),
			.msg_iov = &iov[i],
			.msg_iovlen = 1,
			.msg_control = &controls[i],
			.msg_controllen = sizeof(controls[i]),
		};
	}
	n = recvmmsg(socket->fd, headers, (unsigned)socket->batch, 0, NULL);
	if (n < 0)
		return -errno;
	for (int i = 0; i < n; i++) {
		messages[i].len = headers[i].msg_len;
		messages[i].is_truncated =
		    (headers[i].msg_hdr.msg_flags & MSG_TRUNC) != 0;
		read_control(&headers[i].msg_hdr, &messages[i]);
	}
	return n;
}

static void
socket_ready(void *owner, unsigned ready)
{
	struct datagram_socket *socket = owner;
	struct datagram messages[DATAGRAM_BATCH];
	bool is_freed = false;

	(void)ready;
	for (int turn = 0; turn < BATCHES_A_TURN; turn++) {
		int n = receive_batch(socket, messages);

		if (n == -EAGAIN || n == -EINTR)
			return;
		socket->is_freed = &is_freed;
		socket->receive(socket->owner, n < 0 ? NULL : messages,
		    n < 0 ? 0 : (size_t)n);
		if (is_freed)
			return;
		socket->is_freed = NULL;
		if (n < (int)socket->batch)
			return;
	}
}

void
datagram_receive(struct datagram_socket *socket)
{
	socket_ready(socket, LOOP_READ);
}

static int
adopt_descriptor(struct datagram_socket *socket)
{
	union endpoint local;
	socklen_t len = sizeof(local);
	int flags = fcntl(socket->fd, F_GETFL);

	if (flags < 0 || fcntl(socket->fd, F_SETFL, flags | O_NONBLOCK) < 0 ||
	    fcntl(socket->fd, F_SETFD, FD_CLOEXEC) < 0 ||
	    getsockname(socket->fd, &local.any, &len) < 0)
		return -errno;
	socket->family = local.any.sa_family;
	return ask_packet_info(socket->fd, socket->family);
}

int
datagram_adopt(struct loop *loop, int fd, size_t buffer, size_t batch,
    datagram_receive_fn *receive, void *owner,
    struct datagram_socket **ret_socket)
{
	struct datagram_socket *socket = calloc(1, sizeof(*socket));
	int r = -ENOMEM;

	if (!socket) {
		close(fd);
		return r;
	}
	socket->fd = fd;
	socket->buffer = buffer;
	socket->batch = batch;
	socket->receive = receive;
	socket->owner = owner;
	socket->octets = malloc(buffer * batch);
	if (socket->octets)
		r = adopt_descriptor(socket);
	if (r == 0)
		r = loop_watch_new(
		    loop, fd, socket_ready, socket, &socket->watch);
	if (r < 0) {
		datagram_free(socket);
		return r;
	}
	loop_watch_set(socket->watch, LOOP_READ);
	*ret_socket = socket;
	return 0;
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
	loop_watch_free(socket->watch);
	close(socket->fd);
	free(socket->octets);
	free(socket);
}

/* --- sending --- */

/* Room for one more control message of @len octets in @header. */
static struct cmsghdr *
add_control(struct msghdr *header, int level, int type, size_t len)
{
	struct cmsghdr *c =
	    (struct cmsghdr *)(void *)((char *)header->msg_control +
		header->msg_controllen);

	c->cmsg_level = level;
	c->cmsg_type = type;
	c->cmsg_len = CMSG_LEN(len);
	header->msg_controllen += CMSG_SPACE(len);
	return c;
}

/* Name the address and interface that @message shall leave by, if any. */
static void
add_source(struct msghdr *header, const struct datagram *message)
{
	union endpoint local = endpoint_unmap(&message->local);
	union endpoint peer = endpoint_unmap(&message->peer);
	bool has_local = local.any.sa_family != AF_UNSPEC;
	int family = has_local ? local.any.sa_family : peer.any.sa_family;

	if (!has_local && message->ifindex == 0)
		return;
	if (family == AF_INET6) {
		struct in6_pktinfo info = { .ipi6_ifindex = message->ifindex };

		if (has_local)
			info.ipi6_addr = local.ipv6.sin6_addr;
		memcpy(CMSG_DATA(add_control(
			   header, IPPROTO_IPV6, IPV6_PKTINFO, sizeof(info))),
		    &info, sizeof(info));
	} else {
		struct in_pktinfo info = {
			.ipi_ifindex = (int)message->ifindex,
		};

		if (has_local)
			info.ipi_spec_dst = local.ipv4.sin_addr;
		memcpy(CMSG_DATA(add_control(
			   header, IPPROTO_IP, IP_PKTINFO, sizeof(info))),
		    &info, sizeof(info));
	}
}

static void
put_header(struct msghdr *header, struct iovec *iov, union control *control,
    const struct datagram *message)
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
	add_source(header, message);
	if (header->msg_controllen == 0)
		header->msg_control = NULL;
}

static int
send_batch(
    struct datagram_socket *socket, const struct datagram *messages, size_t n)
{
	struct mmsghdr headers[DATAGRAM_BATCH];
	struct iovec iov[DATAGRAM_BATCH];
	union control controls[DATAGRAM_BATCH];
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
		int sent = send_batch(socket, messages + done, some);

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
	uint16_t size = (uint16_t)segment;
	struct msghdr header;
	struct iovec iov;
	union control control;
	ssize_t sent;

	put_header(&header, &iov, &control, message);
	header.msg_control = &control;
	memcpy(CMSG_DATA(add_control(
		   &header, IPPROTO_UDP, UDP_SEGMENT, sizeof(size))),
	    &size, sizeof(size));
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
