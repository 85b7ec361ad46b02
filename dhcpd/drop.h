/* SPDX-License-Identifier: ISC */
#ifndef DHCPD_DROP_H
#define DHCPD_DROP_H

#include <stdint.h>

#include "common/cursor.h"
#include "common/dhcp_packet.h"

/*
 * Messages that are dropped without an answer or a line of their own, counted
 * by reason: rubbish is sent in floods.
 */

/** enum drop_reason - the first ones are those of enum dhcp_packet_verdict */
enum drop_reason {
	DROP_NONE = 0,
	DROP_SHORT = DHCP_PACKET_SHORT,
	DROP_LONG = DHCP_PACKET_LONG,
	DROP_HLEN = DHCP_PACKET_HLEN,
	DROP_OPTIONS = DHCP_PACKET_OPTIONS,
	DROP_OVERLOAD = DHCP_PACKET_OVERLOAD,
	DROP_TYPE = DHCP_PACKET_TYPE,
	DROP_REPLY,	 /* a BOOTREPLY */
	DROP_SERVERS,	 /* a server's message type in a request */
	DROP_NAMELESS,	 /* neither hardware address nor client identifier */
	DROP_NO_ADDRESS, /* a REQUEST that says nowhere which address */
	DROP_BUSY,	 /* good, but the disk cannot keep up */
	DROP_UNPROBED,	 /* good, but too many addresses are being probed */
	DROP_REASONS,
};

enum {
	/* What drop_write() takes at most. */
	DROP_TEXT_MAX = 640,
};

/** struct drops - zeroed at first */
struct drops {
	uint32_t n[DROP_REASONS], n_all; /* they stop at UINT32_MAX */
};

/** drop_text() - the reason, for people, as it follows a number */
const char *drop_text(enum drop_reason reason);

/** drop_count() - one more */
void drop_count(struct drops *drops, enum drop_reason reason);

/** drop_write() - "12 BOOTREPLYs, 3 cut short", the reasons that occurred */
void drop_write(struct writer *out, const struct drops *drops);

#endif
