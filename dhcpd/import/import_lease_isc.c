/* SPDX-License-Identifier: ISC */
#include "dhcpd/import/import_lease_isc.h"

#include <string.h>

#include "common/calendar.h"
#include "common/text.h"
#include "dhcpd/import/isc_token.h"

enum {
	WORDS_MAX = 8, /* of a statement that matters */
	TEXT_MAX = 3 * DHCP_IDENTITY_MAX,
};

struct reader {
	struct isc_lexer lexer;
	const struct import_lease_sink *sink;
	struct isc_token words[WORDS_MAX];
	size_t n;
	struct import_lease lease;
};

/* The words up to a sign that ends them, which is returned: one of ; { } or a
 * NUL at the end of the text. Words beyond WORDS_MAX are passed over. */
static char
read_statement(struct reader *reader)
{
	struct isc_token token;

	reader->n = 0;
	for (;;) {
		token = isc_token_next(&reader->lexer);
		if (token.kind == ISC_TOKEN_END)
			return '\0';
		if (token.kind == ISC_TOKEN_SIGN && strchr(";{}", *token.text))
			return *token.text;
		if (reader->n < WORDS_MAX)
			reader->words[reader->n++] = token;
	}
}

static void
skip_block(struct reader *reader)
{
	unsigned depth = 1;

	while (depth > 0) {
		char end = read_statement(reader);

		if (!end)
			return;
		depth += end == '{';
		depth -= end == '}';
	}
}

static bool
is(const struct reader *reader, size_t i, const char *text)
{
	return i < reader->n && isc_token_is(&reader->words[i], text);
}

static const char *
word(const struct reader *reader, size_t i, char out[TEXT_MAX])
{
	if (i >= reader->n || !isc_token_copy(&reader->words[i], out, TEXT_MAX))
		out[0] = '\0';
	return out;
}

/* --- the statements of a lease -------------------------------------------- */

/* Numbers parted by @sign: 2026/11/22. */
static bool
read_three(const char *text, char sign, unsigned values[3])
{
	const char stop[] = { sign, '\0' };
	char part[TEXT_MAX];
	uint64_t value;
	size_t len;

	for (int i = 0; i < 3; i++) {
		len = i < 2 ? strcspn(text, stop) : strlen(text);
		memcpy(part, text, len);
		part[len] = '\0';
		if ((i < 2 && !text[len]) ||
		    !text_parse_u64(part, CALENDAR_YEAR_MAX, &value))
			return false;
		values[i] = (unsigned)value;
		text += len + 1;
	}
	return true;
}

/* ends 0 2026/11/22 18:04:10; ends epoch 1795370650; ends never; */
static bool
read_time(const struct reader *reader, int64_t *ret_time_s)
{
	char text[TEXT_MAX];
	unsigned day[3], time[3];
	struct calendar date;
	uint64_t seconds;

	if (is(reader, 1, "never")) {
		*ret_time_s = IMPORT_LEASE_NEVER;
		return true;
	}
	if (is(reader, 1, "epoch")) {
		if (!text_parse_u64(word(reader, 2, text), INT64_MAX, &seconds))
			return false;
		*ret_time_s = (int64_t)seconds;
		return true;
	}
	if (!read_three(word(reader, 2, text), '/', day) ||
	    !read_three(word(reader, 3, text), ':', time) || day[1] < 1 ||
	    day[1] > 12 || day[2] < 1 || day[2] > 31 || time[0] > 23 ||
	    time[1] > 59 || time[2] > 60)
		return false;
	date = (struct calendar){ .year = (int)day[0],
		.month = day[1],
		.day = day[2],
		.hour = time[0],
		.minute = time[1],
		.second = time[2] };
	*ret_time_s = calendar_to_time(&date);
	return true;
}

/* uid "\001RT\000\0224V"; or pairs of digits */
static bool
read_uid(struct reader *reader)
{
	struct import_lease *lease = &reader->lease;
	char text[TEXT_MAX];
	size_t len = 0;
	bool is_read;

	if (reader->n < 2)
		return false;
	if (reader->words[1].kind == ISC_TOKEN_STRING)
		is_read = isc_token_octets(&reader->words[1], lease->client_id,
		    sizeof(lease->client_id), &len);
	else
		is_read = text_parse_hex(word(reader, 1, text),
		    lease->client_id, sizeof(lease->client_id), &len);
	lease->client_id_len = is_read ? (uint8_t)len : 0;
	return is_read;
}

/* Return: false where the statement is damaged. */
static bool
take(struct reader *reader)
{
	struct import_lease *lease = &reader->lease;
	char text[TEXT_MAX];

	if (is(reader, 0, "ends"))
		return read_time(reader, &lease->until_s);
	if (is(reader, 0, "uid"))
		return read_uid(reader);
	if (is(reader, 0, "hardware") && is(reader, 1, "ethernet"))
		return lease->has_mac =
			   mac_parse(word(reader, 2, text), lease->mac);
	if (is(reader, 0, "binding") && is(reader, 1, "state")) {
		lease->is_over = !is(reader, 2, "active");
		lease->is_declined = is(reader, 2, "abandoned");
	}
	return true;
}

/* --- a lease -------------------------------------------------------------- */

static void
read_lease(struct reader *reader)
{
	const struct import_lease_sink *sink = reader->sink;
	unsigned line = reader->words[0].line;
	bool is_good;
	char text[TEXT_MAX], end;

	reader->lease = (struct import_lease){ .line = line };
	is_good = address_parse(word(reader, 1, text), &reader->lease.address);
	while ((end = read_statement(reader)) == ';' || end == '{') {
		if (end == '{')
			skip_block(reader);
		else if (!take(reader))
			is_good = false;
	}
	if (end != '}' || reader->n > 0)
		sink->note(sink->owner, line, "this lease has no end");
	else if (!is_good)
		sink->note(sink->owner, line, "this lease cannot be read");
	else
		sink->take(sink->owner, &reader->lease);
}

/* A reservation that was made while the server ran, over OMAPI: it stands here
 * and in no dhcpd.conf. */
static void
read_host(struct reader *reader)
{
	const struct import_lease_sink *sink = reader->sink;
	unsigned line = reader->words[0].line;
	bool is_deleted = false;
	char end;

	while ((end = read_statement(reader)) == ';' || end == '{') {
		if (end == '{')
			skip_block(reader);
		is_deleted |= is(reader, 0, "deleted");
	}
	if (!is_deleted)
		sink->note(sink->owner, line,
		    "this host is a reservation, not a lease: write it as "
		    "[host]");
}

void
import_lease_isc(
    const char *text, size_t len, const struct import_lease_sink *sink)
{
	struct reader reader = { .lexer = isc_lexer_over(text, len),
		.sink = sink };
	char end;

	while ((end = read_statement(&reader))) {
		if (end != '{')
			continue;
		if (is(&reader, 0, "lease"))
			read_lease(&reader);
		else if (is(&reader, 0, "host"))
			read_host(&reader);
		else
			skip_block(&reader);
	}
}
