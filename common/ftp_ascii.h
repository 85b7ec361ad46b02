/* SPDX-License-Identifier: ISC */
#ifndef COMMON_FTP_ASCII_H
#define COMMON_FTP_ASCII_H

#include <stddef.h>
#include <stdint.h>

/**
 * struct ftp_ascii - the conversion of one file into TYPE A, piece by piece
 *
 * A zeroed one is ready.
 */
struct ftp_ascii {
	uint8_t last; /* octet before the next one */
};

/**
 * ftp_ascii_encode() - end each line with CR LF
 * @in: borrowed
 * @out: room for twice @len octets
 *
 * Pure. A line that ends with CR LF already stays as it is: a file that came
 * from DOS arrives unchanged.
 *
 * Return: octets written.
 * Source: RFC 959 3.1.1.1.
 */
size_t ftp_ascii_encode(
    struct ftp_ascii *ascii, const uint8_t *in, size_t len, uint8_t *out);

#endif
