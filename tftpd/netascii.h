/* SPDX-License-Identifier: ISC */
#ifndef TFTPD_NETASCII_H
#define TFTPD_NETASCII_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/**
 * struct netascii - a place in a file that is being translated
 *
 * A line end or carriage return is two octets on the wire, and a block may end
 * between them: @pending is the second one then, else -1.
 */
struct netascii {
	uint64_t offset; /* of the next octet of the file */
	int pending;
};

/** netascii_start() - the place before the first octet */
struct netascii netascii_start(void);

/**
 * netascii_encode() - translate some of a Unix text file
 * @place: in/out; moves behind what was translated
 * @file: @len octets of the file, from @place->offset on
 * @out: room for @size octets
 *
 * A line feed becomes CR LF and a carriage return CR NUL, as RFC 764 has it.
 * Return: octets written; less than @size only where @file ran out.
 * Source: RFC 1350 section 1, RFC 764 "NVT printer".
 */
size_t netascii_encode(struct netascii *place, const uint8_t *file, size_t len,
    uint8_t *out, size_t size);

/**
 * netascii_decode() - translate back what arrived, for a Unix text file
 * @has_return: in/out, false at first: the octet before was a CR, of which
 *	nothing is written yet
 * @out: room for @len + 1 octets
 *
 * CR LF becomes a line feed and CR NUL a carriage return; a CR before anything
 * else stays one.
 * Return: octets written.
 */
size_t netascii_decode(
    bool *has_return, const uint8_t *bytes, size_t len, uint8_t *out);

#endif
