/* SPDX-License-Identifier: ISC */
#ifndef COMMON_DATAGRAM_H
#define COMMON_DATAGRAM_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "common/address.h"
#include "common/loop.h"

/*
 * UDP sockets on the loop, in batches: recvmmsg in, sendmmsg or UDP_SEGMENT
 * out. Each message knows the address it was sent to (IP_PKTINFO), so that the
 * answer can come from there.
 */

enum {
	DATAGRAM_BATCH = 64,
	DATAGRAM_LEN_MAX = 65507,
};

/** struct datagram - one UDP message */
struct datagram {
	union endpoint peer;  /* whom it is from, or for */
	union endpoint local; /* received: the address that it was sent to,
			       * which may be a broadcast one; sending: the
			       * address of this host to come from. Family 0:
			       * not known, or the kernel's choice. Its port
			       * says nothing. */
	unsigned ifindex;     /* the interface it came by; 0 not known. On
			       * sending: 0, or the one to leave by */
	uint8_t *bytes;	      /* borrowed; on receiving, for the callback */
	size_t len;
	bool is_truncated; /* received: longer than the socket's buffer */
	bool is_broadcast; /* received: sent to broadcast or multicast, so
			    * that @local is nobody's own address */
};

/** struct datagram_socket - a UDP socket on the loop; opaque */
struct datagram_socket;

/** What arrived, up to DATAGRAM_BATCH messages, borrowed for the call. The
 * socket may be freed inside, and its messages with it. @messages is NULL and
 * @n is 0 when the kernel reports an error of the socket (ICMP unreachable on a
 * connected one). */
typedef void datagram_receive_fn(
    void *owner, struct datagram *messages, size_t n);

/** enum datagram_flags - how datagram_bind() opens a socket */
enum datagram_flags {
	DATAGRAM_BROADCAST = 1,	 /* may send to broadcast addresses */
	DATAGRAM_BIG_BUFFER = 2, /* ask for MiB of receive buffer: bursts */
	DATAGRAM_FREEBIND = 4,	 /* an address that comes later is fine */
	DATAGRAM_REUSE = 8,	 /* SO_REUSEADDR: share the port by interface */
	DATAGRAM_ONE_ADDRESS = 16, /* without packet info: @local says it all */
};

/**
 * datagram_bind() - a non-blocking UDP socket on @local with packet info on
 * @interface: bound to it (SO_BINDTODEVICE), or NULL for any
 * @ret_fd: the caller's to close or adopt
 *
 * Return: 0; -errno.
 */
int datagram_bind(const union endpoint *local, const char *interface,
    unsigned flags, int *ret_fd);

/**
 * datagram_adopt() - serve @fd, a UDP socket, on @loop
 * @fd: the socket's from now on, also on failure; becomes non-blocking with
 *	packet info, whoever made it (inetd, systemd)
 * @buffer: octets of room for each message
 * @batch: messages taken at once, 1..DATAGRAM_BATCH
 *
 * Return: 0; -errno.
 */
int datagram_adopt(struct loop *loop, int fd, size_t buffer, size_t batch,
    datagram_receive_fn *receive, void *owner,
    struct datagram_socket **ret_socket);

/** datagram_serve() - the same for an @fd of datagram_bind() with
 * DATAGRAM_ONE_ADDRESS, which is as it has to be already. A @batch of 1 is
 * cheapest: one system call a message. */
int datagram_serve(struct loop *loop, int fd, size_t buffer, size_t batch,
    datagram_receive_fn *receive, void *owner,
    struct datagram_socket **ret_socket);

/** datagram_receive() - take what has arrived by now, as if the loop had told:
 * for an owner whom another socket's message makes ask */
void datagram_receive(struct datagram_socket *socket);

/** datagram_fd() - the descriptor, still the socket's */
int datagram_fd(const struct datagram_socket *socket);

/** datagram_free() - close it; NULL is allowed */
void datagram_free(struct datagram_socket *socket);

/**
 * datagram_send() - send @n messages, in order
 *
 * A message that cannot leave (no route to its peer) does not hold up the next
 * ones. Return: how many the kernel took (the rest is like loss on the wire,
 * which the protocol's timers mend); -errno when it took none.
 */
int datagram_send(
    struct datagram_socket *socket, const struct datagram *messages, size_t n);

/**
 * datagram_send_segments() - send @message as a run of messages of @segment
 * octets each, the last one shorter or not
 *
 * One UDP_SEGMENT send where the kernel and the path's MTU allow, else
 * sendmmsg. At most DATAGRAM_BATCH segments.
 * Return: octets taken; -errno when none were.
 */
int datagram_send_segments(struct datagram_socket *socket,
    const struct datagram *message, size_t segment);

#endif
