/* SPDX-License-Identifier: ISC */
#ifndef DHCPD_SENDER_H
#define DHCPD_SENDER_H

#include <stddef.h>
#include <stdint.h>

#include "common/datagram.h"
#include "common/dhcp_builder.h"
#include "dhcpd/route.h"

/*
 * Replies leave here, in batches: datagrams through the socket of the server's
 * port, frames through a packet socket to clients that cannot answer ARP.
 */

/** struct sender_message - a reply, with all that it takes to send it; of
 * @bytes only @len are set */
struct sender_message {
	struct route route;
	uint32_t source;  /* host order; this host's */
	unsigned ifindex; /* by which the request came */
	uint8_t mac[MAC_LEN];
	struct datagram_socket *socket; /* the one that it came to */
	size_t len;
	uint8_t bytes[DHCP_REPLY_LEN_MAX];
};

/** sender_message_copy() - what is set of @from */
void sender_message_copy(
    struct sender_message *to, const struct sender_message *from);

/** struct sender - opaque */
struct sender;

/** sender_new() - open the packet socket, as root. Where that is not allowed,
 * it is told once, and broadcast takes its place. NULL without memory. */
struct sender *sender_new(void);

/** sender_free() - NULL is allowed; what waits is dropped */
void sender_free(struct sender *sender);

/** sender_add() - send @message with the next sender_flush(), or now where
 * many wait already; copied */
void sender_add(struct sender *sender, const struct sender_message *message);

/** sender_flush() - send what waits */
void sender_flush(struct sender *sender);

#endif
