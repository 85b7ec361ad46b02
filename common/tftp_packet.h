/* SPDX-License-Identifier: ISC */
#ifndef COMMON_TFTP_PACKET_H
#define COMMON_TFTP_PACKET_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "common/cursor.h"

/*
 * TFTP datagrams: RFC 1350, options of RFC 2347, 2348, 2349 and 7440. Pure.
 */

enum {
	TFTP_HEADER_LEN = 4, /* of DATA: opcode and block number */
	TFTP_BLKSIZE_DEFAULT = 512,
	TFTP_BLKSIZE_MIN = 8,
	TFTP_BLKSIZE_MAX = 65464,
	TFTP_TIMEOUT_MIN_S = 1,
	TFTP_TIMEOUT_MAX_S = 255,
	TFTP_UTIMEOUT_MIN_US = 10000,
	TFTP_UTIMEOUT_MAX_US = 255000000,
	TFTP_WINDOWSIZE_MIN = 1,
	TFTP_WINDOWSIZE_MAX = 65535,
};

/** enum tftp_opcode - RFC 1350 section 5, RFC 2347 */
enum tftp_opcode {
	TFTP_RRQ = 1,
	TFTP_WRQ = 2,
	TFTP_DATA = 3,
	TFTP_ACK = 4,
	TFTP_ERROR = 5,
	TFTP_OACK = 6,
};

/** enum tftp_error - RFC 1350 appendix, RFC 2347 */
enum tftp_error {
	TFTP_ERROR_OTHER = 0,
	TFTP_ERROR_NOT_FOUND = 1,
	TFTP_ERROR_ACCESS = 2,
	TFTP_ERROR_FULL = 3,
	TFTP_ERROR_ILLEGAL = 4,
	TFTP_ERROR_UNKNOWN_TID = 5,
	TFTP_ERROR_EXISTS = 6,
	TFTP_ERROR_OPTIONS = 8,
};

/** enum tftp_mode - how a file's octets travel */
enum tftp_mode {
	TFTP_MODE_OCTET,
	TFTP_MODE_NETASCII,
	TFTP_MODE_OTHER, /* "mail", which is obsolete, or anything else */
};

/** enum tftp_option_kind - the options that are known here */
enum tftp_option_kind {
	TFTP_OPTION_BLKSIZE,
	TFTP_OPTION_TSIZE,
	TFTP_OPTION_TIMEOUT,
	TFTP_OPTION_WINDOWSIZE,
	/* Of tftp-hpa's server and client; no RFC has them. */
	TFTP_OPTION_UTIMEOUT, /* microseconds */
	TFTP_OPTION_BLKSIZE2, /* a blksize that becomes a power of two */
	TFTP_OPTION_ROLLOVER, /* the number after block 65,535 */
	TFTP_OPTION_KINDS,    /* how many there are */
};

/** struct tftp_option - one option with a value in its range */
struct tftp_option {
	enum tftp_option_kind kind;
	uint64_t value;
	uint16_t capitals; /* the letters of its name that were, a bit each */
};

/** struct tftp_packet - one datagram, decoded; what its opcode does not carry
 * is zero */
struct tftp_packet {
	enum tftp_opcode opcode;
	/* RRQ, WRQ */
	const char *name; /* at least one character */
	enum tftp_mode mode;
	/* RRQ, WRQ, OACK: the known ones, in the sender's order, each once */
	struct tftp_option options[TFTP_OPTION_KINDS];
	size_t n_options;
	/* DATA, ACK */
	uint16_t block;
	const uint8_t *data;
	size_t data_len;
	/* ERROR */
	uint16_t error;
	const char *text; /* "" where the sender's has no end */
};

/** enum tftp_packet_verdict - what is wrong with a datagram */
enum tftp_packet_verdict {
	TFTP_PACKET_SHORT = 1,	  /* no room for what its opcode needs */
	TFTP_PACKET_OPCODE,	  /* not one of enum tftp_opcode */
	TFTP_PACKET_UNTERMINATED, /* a request: name or mode without NUL */
	TFTP_PACKET_NAMELESS,	  /* a request for "" */
};

/**
 * tftp_packet_parse() - decode one TFTP datagram
 * @buf: in, borrowed; must outlive @ret_packet, whose strings point into it
 * @len: octets in @buf, 0..65507
 * @ret_packet: out, set only on 0
 *
 * An option that is unknown, empty, out of its range, or named before is left
 * out, as if it had not been sent (RFC 2347). Octets after the last complete
 * option pair are ignored (Cisco's ROMs pad), and so are those after the block
 * number of an ACK (which some pad to 8 octets).
 *
 * Return: 0; enum tftp_packet_verdict.
 * Source: RFC 1350 section 5; options RFC 2347.
 */
int tftp_packet_parse(
    const uint8_t *buf, size_t len, struct tftp_packet *ret_packet);

/** tftp_option_name() - its name on the wire */
const char *tftp_option_name(enum tftp_option_kind kind);

/** tftp_option_find() - the kind that @name, in any case, means; false for an
 * option that is not known here */
bool tftp_option_find(const char *name, enum tftp_option_kind *ret_kind);

/** tftp_packet_write_data() - the header of a DATA packet; the block's octets
 * follow it */
void tftp_packet_write_data(struct writer *writer, uint16_t block);

/** tftp_packet_write_ack() - a whole ACK packet */
void tftp_packet_write_ack(struct writer *writer, uint16_t block);

/** tftp_packet_write_error() - a whole ERROR packet */
void tftp_packet_write_error(
    struct writer *writer, enum tftp_error error, const char *text);

/**
 * tftp_packet_write_oack() - a whole OACK of @n options, in that order
 *
 * Each name is spelt as in the request, which RFC 2347 has it copied from. Not
 * an octet more than the pairs: Cisco's ROMs and U-Boot refuse an OACK
 * with stray NULs.
 */
void tftp_packet_write_oack(
    struct writer *writer, const struct tftp_option *options, size_t n);

#endif
