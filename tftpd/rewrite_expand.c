/* SPDX-License-Identifier: ISC */
#include "tftpd/rewrite_expand.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>

#include "common/text.h"

struct expansion {
	const struct rewrite_match *match;
	char *out;
	size_t size;
	size_t len;
	char letters; /* of U, L and E */
	bool is_full;
};

static char
upper(char c)
{
	return c >= 'a' && c <= 'z' ? (char)(c - 'a' + 'A') : c;
}

static void
put(struct expansion *expansion, const char *text, size_t len)
{
	for (size_t i = 0; i < len; i++) {
		char c = text[i];

		if (expansion->len + 1 >= expansion->size) {
			expansion->is_full = true;
			return;
		}
		if (expansion->letters == 'U')
			c = upper(c);
		else if (expansion->letters == 'L')
			c = text_lower(c);
		expansion->out[expansion->len++] = c;
	}
}

static void
put_part(struct expansion *expansion, unsigned part)
{
	const regmatch_t *at = &expansion->match->parts[part];

	if (at->rm_so >= 0)
		put(expansion, expansion->match->input + at->rm_so,
		    (size_t)(at->rm_eo - at->rm_so));
}

static void
put_address(struct expansion *expansion)
{
	char text[ADDRESS_TEXT_MAX];

	endpoint_address_text(text, expansion->match->client);
	put(expansion, text, strlen(text));
}

/* C00002A9, or twice as many pairs for IPv6. */
static void
put_hex_address(struct expansion *expansion)
{
	union endpoint client = endpoint_unmap(expansion->match->client);
	bool is_ipv4 = client.any.sa_family == AF_INET;
	const uint8_t *octets = is_ipv4 ? (const uint8_t *)&client.ipv4.sin_addr
					: client.ipv6.sin6_addr.s6_addr;
	char pair[3];

	for (int i = 0; i < (is_ipv4 ? 4 : 16); i++) {
		snprintf(pair, sizeof(pair), "%02X", octets[i]);
		put(expansion, pair, 2);
	}
}

/* What a backslash before @c stands for. */
static void
put_escaped(struct expansion *expansion, char c)
{
	switch (c) {
	case 'U':
	case 'L':
	case 'E':
		expansion->letters = c;
		break;
	case 'i':
		put_address(expansion);
		break;
	case 'x':
		put_hex_address(expansion);
		break;
	default:
		if (isdigit((unsigned char)c))
			put_part(expansion, (unsigned)(c - '0'));
		else
			put(expansion, &c, 1);
	}
}

bool
rewrite_expand(const char *replacement, const struct rewrite_match *match,
    char *out, size_t size, size_t *ret_len)
{
	struct expansion expansion = {
		.match = match,
		.out = out,
		.size = size,
		.letters = 'E',
	};

	for (const char *at = replacement; *at; at++) {
		if (at[0] == '\\' && at[1])
			put_escaped(&expansion, *++at);
		else
			put(&expansion, at, 1);
	}
	out[expansion.len] = '\0';
	*ret_len = expansion.len;
	return !expansion.is_full;
}
