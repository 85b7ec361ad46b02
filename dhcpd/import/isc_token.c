/* SPDX-License-Identifier: ISC */
#include "dhcpd/import/isc_token.h"

#include <string.h>

#include "common/text.h"

enum {
	OCTAL_DIGITS = 3,
	HEX_DIGITS = 2
};

static const char blanks[] = " \t\r\n\v\f";
static const char signs[] = "{};,=()!";

/* Neither list's own NUL counts as one of its members. */
static bool
is_one_of(const char *list, char c)
{
	return c && strchr(list, c);
}

struct isc_lexer
isc_lexer_over(const char *text, size_t len)
{
	return (struct isc_lexer){ .text = text, .len = len, .line = 1 };
}

static void
skip_blanks(struct isc_lexer *lexer)
{
	bool is_comment = false;
	char c;

	for (; lexer->pos < lexer->len; lexer->pos++) {
		c = lexer->text[lexer->pos];
		if (c == '#')
			is_comment = true;
		else if (!is_comment && !is_one_of(blanks, c))
			return;
		if (c == '\n') {
			lexer->line++;
			is_comment = false;
		}
	}
}

static void
take_string(struct isc_lexer *lexer, struct isc_token *token)
{
	const char *text = lexer->text;
	size_t pos = lexer->pos + 1;

	token->kind = ISC_TOKEN_STRING;
	token->text = text + pos;
	while (pos < lexer->len && text[pos] != '"' && text[pos] != '\n') {
		if (text[pos] == '\\' && pos + 1 < lexer->len &&
		    text[pos + 1] != '\n')
			pos++;
		pos++;
	}
	token->len = (size_t)(text + pos - token->text);
	lexer->pos = pos;
	if (pos < lexer->len && text[pos] == '"')
		lexer->pos++;
}

static void
take_word(struct isc_lexer *lexer, struct isc_token *token)
{
	char c;

	while (lexer->pos < lexer->len) {
		c = lexer->text[lexer->pos];
		if (is_one_of(blanks, c) || is_one_of(signs, c) || c == '"' ||
		    c == '#')
			break;
		lexer->pos++;
	}
	token->kind = ISC_TOKEN_WORD;
	token->len = (size_t)(lexer->text + lexer->pos - token->text);
}

struct isc_token
isc_token_next(struct isc_lexer *lexer)
{
	struct isc_token token = { .kind = ISC_TOKEN_END };

	skip_blanks(lexer);
	token.line = lexer->line;
	token.text = lexer->text + lexer->pos;
	if (lexer->pos == lexer->len)
		return token;
	if (*token.text == '"') {
		take_string(lexer, &token);
	} else if (is_one_of(signs, *token.text)) {
		token.kind = ISC_TOKEN_SIGN;
		token.len = 1;
		lexer->pos++;
	} else {
		take_word(lexer, &token);
	}
	return token;
}

bool
isc_token_is(const struct isc_token *token, const char *text)
{
	if (token->kind != ISC_TOKEN_WORD && token->kind != ISC_TOKEN_SIGN)
		return false;
	if (strlen(text) != token->len)
		return false;
	for (size_t i = 0; i < token->len; i++)
		if (text_lower(token->text[i]) != text_lower(text[i]))
			return false;
	return true;
}

/* Up to @max digits of @base at @at. Return: how many. */
static size_t
take_digits(const struct isc_token *token, size_t at, size_t max, unsigned base,
    unsigned *ret_value)
{
	static const char digits[] = "0123456789abcdef";
	const char *found;
	size_t n = 0;

	*ret_value = 0;
	while (n < max && at + n < token->len) {
		char c = text_lower(token->text[at + n]);

		found = memchr(digits, c, base);
		if (!found)
			break;
		*ret_value = *ret_value * base + (unsigned)(found - digits);
		n++;
	}
	return n;
}

/* The octet that the escape behind a backslash at @at means. Return: the
 * octets of text that it took. */
static size_t
resolve(const struct isc_token *token, size_t at, char *ret_octet)
{
	static const char letters[] = "ntr", meant[] = "\n\t\r";
	char c = token->text[at];
	const char *found = c ? strchr(letters, c) : NULL;
	unsigned value;
	size_t n;

	*ret_octet = found ? meant[found - letters] : c;
	n = take_digits(token, at, OCTAL_DIGITS, 8, &value);
	if (n > 0) {
		*ret_octet = (char)value;
		return n;
	}
	if (c == 'x') {
		n = take_digits(token, at + 1, HEX_DIGITS, 16, &value);
		if (n > 0)
			*ret_octet = (char)value;
	}
	return n + 1;
}

bool
isc_token_octets(
    const struct isc_token *token, void *out, size_t size, size_t *ret_len)
{
	char *octets = out, octet;
	size_t n = 0, at = 0;

	while (at < token->len) {
		octet = token->text[at++];
		if (token->kind == ISC_TOKEN_STRING && octet == '\\' &&
		    at < token->len)
			at += resolve(token, at, &octet);
		if (n == size)
			return false;
		octets[n++] = octet;
	}
	*ret_len = n;
	return true;
}

bool
isc_token_copy(const struct isc_token *token, char *out, size_t size)
{
	size_t len;

	if (size == 0 || !isc_token_octets(token, out, size - 1, &len) ||
	    memchr(out, '\0', len))
		return false;
	out[len] = '\0';
	return true;
}
