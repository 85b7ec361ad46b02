/* SPDX-License-Identifier: ISC */
#ifndef COMMON_DHCP_BUILDER_H
#define COMMON_DHCP_BUILDER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "common/cursor.h"
#include "common/dhcp_packet.h"

/*
 * Writes one reply: a header, then options one behind the other, then the end.
 * Pure. `file` and `sname` never hold options: shim and others read their boot
 * file there and nowhere else (rhboot/shim netboot.c).
 */

enum {
	/* Kernels and ROMs drop shorter ones (RFC 951, RFC 1542 2.1). */
	DHCP_REPLY_LEN_MIN = 300,
	/* 1,500 of Ethernet less IPv4 and UDP; EDK2 takes no more. */
	DHCP_REPLY_LEN_MAX = 1472,
	/* What every client takes (RFC 2131 section 2: 576 of IP). */
	DHCP_REPLY_LEN_DEFAULT = 548,
	/* Option 57 counts the IPv4 and UDP headers, too. */
	DHCP_MAX_SIZE_MIN = 576,
	DHCP_MAX_SIZE_HEADERS = 28,
};

/** struct dhcp_reply - a reply's header; addresses in host order */
struct dhcp_reply {
	uint32_t yiaddr, siaddr, ciaddr;
	const char *file;  /* under DHCP_FILE_LEN octets; NULL for none */
	const char *sname; /* under DHCP_SNAME_LEN octets; NULL for none */
	bool is_broadcast; /* set the broadcast flag whatever was asked */
};

/** struct dhcp_builder - a reply on its way; opaque but for its place */
struct dhcp_builder {
	struct writer out;
	const struct dhcp_packet *request;
	bool has_relay;	 /* as dhcp_builder_keeps_relay() says */
	size_t reserved; /* for option 82 and the end */
};

/** dhcp_reply_limit() - the longest reply that the client of @request takes:
 * option 57 of 576 at least, capped by DHCP_REPLY_LEN_MAX; else what all
 * take. Octets of the DHCP message. */
size_t dhcp_reply_limit(const struct dhcp_packet *request);

/** dhcp_builder_keeps_relay() - whether the reply of @type has option 82 of
 * @request, as dhcp_builder_end() puts it there: it does not where the request
 * has none, nor where it would leave no room for what the client needs. Half of
 * it would mislead the relay (RFC 3046 2.2). */
bool dhcp_builder_keeps_relay(const struct dhcp_packet *request, uint8_t type);

/**
 * dhcp_builder_begin() - start the reply to @request
 * @request: borrowed until dhcp_builder_end(); xid, flags, giaddr,
 *	chaddr and option 82 come from it (RFC 2131 table 3)
 * @bytes: room for DHCP_REPLY_LEN_MAX octets, borrowed
 * @type: of enum dhcp_type; DHCP_BOOTP writes no option 53, and no more
 *	than DHCP_REPLY_LEN_MIN octets in all
 */
void dhcp_builder_begin(struct dhcp_builder *builder,
    const struct dhcp_packet *request, const struct dhcp_reply *reply,
    uint8_t type, uint8_t *bytes);

/**
 * dhcp_builder_put() - append option @code
 * @len: 0 writes an option of length 0; over 255 is split (RFC 3396)
 *
 * Return: false, and nothing is written, where it does not fit the client's
 * limit.
 */
bool dhcp_builder_put(
    struct dhcp_builder *builder, uint8_t code, const void *value, size_t len);

/** dhcp_builder_put_u8() - append an option of one octet; as
 * dhcp_builder_put() */
bool dhcp_builder_put_u8(
    struct dhcp_builder *builder, uint8_t code, uint8_t value);

/** dhcp_builder_put_u32() - append an option of four octets; as
 * dhcp_builder_put() */
bool dhcp_builder_put_u32(
    struct dhcp_builder *builder, uint8_t code, uint32_t value);

/** dhcp_builder_has() - whether option @code was put already */
bool dhcp_builder_has(const struct dhcp_builder *builder, uint8_t code);

/**
 * dhcp_builder_end() - option 82 of the request as it came, if there is room
 * (RFC 3046 2.2: the last one), the end option, padding to DHCP_REPLY_LEN_MIN
 *
 * Return: octets of the reply, 300..1472.
 */
size_t dhcp_builder_end(struct dhcp_builder *builder);

#endif
