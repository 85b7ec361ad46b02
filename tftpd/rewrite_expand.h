/* SPDX-License-Identifier: ISC */
#ifndef TFTPD_REWRITE_EXPAND_H
#define TFTPD_REWRITE_EXPAND_H

#include <regex.h>
#include <stdbool.h>
#include <stddef.h>

#include "common/address.h"

/** struct rewrite_match - what a replacement refers to; all borrowed */
struct rewrite_match {
	const char *input;
	const regmatch_t *parts; /* REWRITE_MATCHES of them, in @input */
	const union endpoint *client;
};

/**
 * rewrite_expand() - write a replacement with what it stands for
 * @out: room for @size octets; a NUL ends it
 * @ret_len: octets without the NUL
 *
 * \0 is the whole match, \1 to \9 its parts, \i the client's address, \x the
 * same in hexadecimal, \U and \L turn what follows to upper and lower case, \E
 * ends that; a backslash before any other octet is that octet.
 * Return: false where it does not fit.
 */
bool rewrite_expand(const char *replacement, const struct rewrite_match *match,
    char *out, size_t size, size_t *ret_len);

#endif
