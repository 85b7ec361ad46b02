/* SPDX-License-Identifier: ISC */
#ifndef COMMON_DHCP_PACKET_H
#define COMMON_DHCP_PACKET_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "common/dhcp_option.h"

/*
 * A DHCP or BOOTP message, parsed whole. Afterwards it is asked typed
 * questions; nobody else sees an offset. Pure. RFC 951, 2131, 2132, 3396.
 */

enum {
	DHCP_HEADER_LEN = 236, /* up to and with `file`; the cookie follows */
	DHCP_MAGIC_COOKIE = 0x63825363, /* RFC 1497: options follow */
	DHCP_SNAME_LEN = 64,
	DHCP_FILE_LEN = 128,
	DHCP_CHADDR_LEN = 16,
	/* The longest message that is looked at. A relay's path may carry
	 * more than one Ethernet frame; nothing real does. */
	DHCP_PACKET_LEN_MAX = 4096,
	DHCP_FLAG_BROADCAST = 0x8000,
	DHCP_PORT_SERVER = 67,
	DHCP_PORT_CLIENT = 68,
	DHCP_PORT_PXE = 4011, /* Intel PXE 2.1: boot servers */
};

enum dhcp_packet_op {
	DHCP_OP_REQUEST = 1,
	DHCP_OP_REPLY = 2,
};

/** enum dhcp_type - option 53; 0 in struct dhcp_packet means plain BOOTP */
enum dhcp_type {
	DHCP_BOOTP = 0,
	DHCP_DISCOVER = 1,
	DHCP_OFFER = 2,
	DHCP_REQUEST = 3,
	DHCP_DECLINE = 4,
	DHCP_ACK = 5,
	DHCP_NAK = 6,
	DHCP_RELEASE = 7,
	DHCP_INFORM = 8,
};

/** enum dhcp_packet_verdict - why octets are no message */
enum dhcp_packet_verdict {
	DHCP_PACKET_SHORT = 1,	  /* less than a BOOTP header */
	DHCP_PACKET_LONG = 2,	  /* over DHCP_PACKET_LEN_MAX */
	DHCP_PACKET_HLEN = 3,	  /* hardware address over 16 octets */
	DHCP_PACKET_OPTIONS = 4,  /* an option runs over its field's end */
	DHCP_PACKET_OVERLOAD = 5, /* option 52 is none of 1, 2, 3 */
	DHCP_PACKET_TYPE = 6,	  /* option 53 is none of 1..8, or malformed */
};

/** enum dhcp_packet_answer - why a question has no value */
enum dhcp_packet_answer {
	DHCP_ANSWER_ABSENT = 1,	   /* the option is not there */
	DHCP_ANSWER_EMPTY = 2,	   /* it is, with length 0 */
	DHCP_ANSWER_MALFORMED = 3, /* its length is not the type's */
};

/** struct dhcp_packet - one message. It owns copies of all that it holds. */
struct dhcp_packet {
	uint8_t op, htype, hlen, hops;
	uint8_t type; /* of enum dhcp_type */
	uint16_t secs, flags;
	uint32_t xid;
	uint32_t ciaddr, yiaddr, siaddr, giaddr; /* host order */
	uint8_t chaddr[DHCP_CHADDR_LEN];	 /* zero beyond hlen */
	/* By option code: where its value starts in @values and how long it
	 * is; @present tells absent from empty. */
	uint64_t present[4];
	uint16_t start[256], len[256];
	uint8_t values[DHCP_PACKET_LEN_MAX];
};

/**
 * dhcp_packet_parse() - decode one message
 * @bytes: in, borrowed for the call
 * @len: octets in @bytes, whatever number
 * @ret_packet: out, of use only on 0
 *
 * Several instances of one option are one value, in the order options field,
 * file, sname (RFC 3396 section 7; RFC 2131 4.1). A field may end without the
 * end option, as some clients leave it out. A message without the magic
 * cookie is BOOTP without options.
 *
 * Return: 0; of enum dhcp_packet_verdict.
 */
int dhcp_packet_parse(
    const uint8_t *bytes, size_t len, struct dhcp_packet *ret_packet);

/** dhcp_packet_has() - whether option @code is there, empty or not */
bool dhcp_packet_has(const struct dhcp_packet *packet, uint8_t code);

/**
 * dhcp_packet_bytes() - the octets of option @code
 * @ret_bytes: out, borrowed from @packet; set only on 0
 * @ret_len: out, 1 at least; set only on 0
 *
 * Return: 0; DHCP_ANSWER_ABSENT, DHCP_ANSWER_EMPTY.
 */
int dhcp_packet_bytes(const struct dhcp_packet *packet, uint8_t code,
    const uint8_t **ret_bytes, size_t *ret_len);

/** dhcp_packet_u16() - the two-octet number in option @code. Return: 0; of
 * enum dhcp_packet_answer. */
int dhcp_packet_u16(
    const struct dhcp_packet *packet, uint8_t code, uint16_t *ret_value);

/** dhcp_packet_u32() - the four-octet number or address in option @code, host
 * order. Return: 0; of enum dhcp_packet_answer. */
int dhcp_packet_u32(
    const struct dhcp_packet *packet, uint8_t code, uint32_t *ret_value);

/**
 * dhcp_packet_part() - the octets that option @code holds under @tag
 * @code: DHCP_OPTION_VENDOR (RFC 2132 8.4) or DHCP_OPTION_RELAY (RFC 3046 2.0)
 * @ret_bytes: out, borrowed from @packet; set only on 0
 * @ret_len: out, 0 or more; set only on 0
 *
 * Of several with one tag it is the first.
 * Return: 0; DHCP_ANSWER_ABSENT, also where the parts before it do not fit
 * into the option.
 */
int dhcp_packet_part(const struct dhcp_packet *packet, uint8_t code,
    uint8_t tag, const uint8_t **ret_bytes, size_t *ret_len);

/** dhcp_packet_starts() - whether option @code is there and begins with
 * @text */
bool dhcp_packet_starts(
    const struct dhcp_packet *packet, uint8_t code, const char *text);

/** dhcp_type_name() - "DISCOVER"; "BOOTP" for 0, "?" for what is none */
const char *dhcp_type_name(uint8_t type);

#endif
