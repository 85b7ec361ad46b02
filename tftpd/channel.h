/* SPDX-License-Identifier: ISC */
#ifndef TFTPD_CHANNEL_H
#define TFTPD_CHANNEL_H

#include "common/datagram.h"

/** struct channel - the way between a transfer and its client: a socket of its
 * own, or the one that listens */
struct channel {
	struct datagram_socket *socket;
	bool is_shared;	      /* the socket is the listener's */
	union endpoint peer;  /* the client */
	union endpoint local; /* where to send from; family 0: its socket's */
};

/** struct channel_request - what a request gives to answer it by */
struct channel_request {
	union endpoint peer;
	/* A UDP socket bound to where the answer comes from; taken over. Or,
	 * with -1, the listening socket that the request came by, which
	 * outlives the transfer, and the address of this host that was asked;
	 * family 0: the kernel's choice. */
	int fd;
	struct datagram_socket *shared;
	union endpoint local;
};

/**
 * channel_open() - take over what @request gives, also on failure
 * @buffer: octets of room for each message
 * @batch: messages taken at once; 1 is cheapest where they come one by one
 *
 * What a shared socket receives, its owner hands out.
 * Return: 0; -errno, and @ret_channel is closed.
 */
int channel_open(struct loop *loop, const struct channel_request *request,
    size_t buffer, size_t batch, datagram_receive_fn *receive, void *owner,
    struct channel *ret_channel);

/** channel_refuse() - give back what @request gives, unused */
void channel_refuse(const struct channel_request *request);

/** channel_close() - closed already, or zeroed, is fine */
void channel_close(struct channel *channel);

/** channel_send() - send one packet. What does not leave is lost, and timers
 * mend it. */
void channel_send(const struct channel *channel, uint8_t *bytes, size_t len);

/** channel_send_run() - send packets of @segment octets each, the last one
 * shorter or not. Return: as datagram_send_segments(). */
int channel_send_run(
    const struct channel *channel, uint8_t *bytes, size_t len, size_t segment);

#endif
