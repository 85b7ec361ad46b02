/* SPDX-License-Identifier: ISC */
#ifndef DHCPD_ISC_TOKEN_H
#define DHCPD_ISC_TOKEN_H

#include <stdbool.h>
#include <stddef.h>

/*
 * The words of an ISC dhcpd.conf(5). Pure: a total function of the text.
 */

enum isc_token_kind {
	ISC_TOKEN_END, /* of the text */
	ISC_TOKEN_WORD,
	ISC_TOKEN_STRING, /* @text is what stands between the quotes */
	ISC_TOKEN_SIGN,	  /* one octet: { } ; , = ( ) ! */
};

/** struct isc_token - one word; borrows from the text */
struct isc_token {
	enum isc_token_kind kind;
	const char *text;
	size_t len;
	unsigned line;
};

/** struct isc_lexer - where the reading is */
struct isc_lexer {
	const char *text;
	size_t len, pos;
	unsigned line;
};

/** isc_lexer_over() - at the start of @len octets at @text, borrowed */
struct isc_lexer isc_lexer_over(const char *text, size_t len);

/** isc_token_next() - the next word, comments passed over; a string without an
 * end goes to the end of its line. ISC_TOKEN_END for ever at the end. */
struct isc_token isc_token_next(struct isc_lexer *lexer);

/** isc_token_is() - whether it is the word or sign @text, whatever its case */
bool isc_token_is(const struct isc_token *token, const char *text);

/**
 * isc_token_copy() - its text with a NUL, the escapes of a string resolved
 * (backslash and n, t, r, three octal digits, x and two hexadecimal ones, or
 * the octet itself)
 *
 * Return: false where it does not fit @size, or holds a NUL.
 */
bool isc_token_copy(const struct isc_token *token, char *out, size_t size);

/** isc_token_octets() - as isc_token_copy(), without a NUL behind and with any
 * inside. Return: false where they do not fit @size. */
bool isc_token_octets(
    const struct isc_token *token, void *out, size_t size, size_t *ret_len);

#endif
