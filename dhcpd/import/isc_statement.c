/* SPDX-License-Identifier: ISC */
#include "dhcpd/import/isc_statement.h"

enum isc_statement
isc_statement_read(struct isc_translation *t)
{
	struct isc_token token;

	t->n = 0;
	t->is_long = false;
	for (;;) {
		token = isc_token_next(&t->lexer);
		if (t->n == 0)
			import_at(t->import, t->file, token.line);
		if (token.kind == ISC_TOKEN_END)
			return ISC_STATEMENT_END;
		if (isc_token_is(&token, ";"))
			return ISC_STATEMENT_PLAIN;
		if (isc_token_is(&token, "{"))
			return ISC_STATEMENT_BLOCK;
		if (isc_token_is(&token, "}"))
			return ISC_STATEMENT_CLOSE;
		if (t->n < ISC_WORDS_MAX)
			t->words[t->n++] = token;
		else
			t->is_long = true;
	}
}

bool
isc_statement_is(const struct isc_translation *t, size_t i, const char *text)
{
	return i < t->n && isc_token_is(&t->words[i], text);
}

/* Word @i; "" where there is none or it is too long. */
const char *
isc_statement_word(
    const struct isc_translation *t, size_t i, char out[ISC_TEXT_MAX])
{
	if (i >= t->n || !isc_token_copy(&t->words[i], out, ISC_TEXT_MAX))
		out[0] = '\0';
	return out;
}

void
isc_statement_note(struct isc_translation *t)
{
	char text[ISC_TEXT_MAX], second[ISC_TEXT_MAX];

	isc_statement_word(t, 0, text);
	isc_statement_word(t, 1, second);
	import_note(t->import, "%.60s %.60s%s: not carried over", text, second,
	    t->n > 2 ? " ..." : "");
}

void
isc_statement_skip_block(struct isc_translation *t)
{
	struct isc_token token;
	unsigned depth = 1;

	while (depth > 0) {
		token = isc_token_next(&t->lexer);
		if (token.kind == ISC_TOKEN_END)
			return;
		depth += isc_token_is(&token, "{");
		depth -= isc_token_is(&token, "}");
	}
}

struct import_section *
isc_statement_defaults(struct isc_translation *t)
{
	return import_section(t->import, "dhcpd");
}
