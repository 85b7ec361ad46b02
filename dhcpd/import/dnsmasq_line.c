/* SPDX-License-Identifier: ISC */
#include "dhcpd/import/dnsmasq_line.h"

#include <string.h>

#include "common/cursor.h"

enum {
	/* Commas and blanks between quotes, until items are cut. */
	HIDDEN_COMMA = 1,
	HIDDEN_BLANK = 2,
	HIDDEN_EQUALS = 3,
	QUOTE = 4, /* where an item's quotes began */
	FIRST_OF_TEXT = 5,
};

static char
hide(char c)
{
	if (c == ',')
		return HIDDEN_COMMA;
	if (c == '=')
		return HIDDEN_EQUALS;
	return c == ' ' ? HIDDEN_BLANK : c;
}

static char
show(char c)
{
	static const char shown[] = { 0, ',', ' ', '=' };

	return c > 0 && c < QUOTE ? shown[(int)c] : c;
}

/* Behind the opening quote at @at. Return: where the closing one is, or the
 * end. */
static size_t
take_quoted(const char *text, size_t len, size_t at, struct writer *out)
{
	static const char letters[] = "\"tnebr\\", meant[] = "\"\t\n\033\b\r\\";
	const char *found;

	writer_u8(out, QUOTE);
	for (; at < len && text[at] != '"'; at++) {
		found = text[at] == '\\' && at + 1 < len && text[at + 1]
		    ? strchr(letters, text[at + 1])
		    : NULL;
		if (found)
			at++;
		writer_u8(out,
		    (uint8_t)hide(found ? meant[found - letters] : text[at]));
	}
	return at;
}

/* Quotes, blanks and comments. Return: why not; NULL for good. */
static const char *
take_text(const char *text, size_t len, struct dnsmasq_line *line)
{
	struct writer out = writer_over(line->text, sizeof(line->text));
	bool is_behind_blank = true;

	for (size_t at = 0; at < len; at++)
		if (text[at] >= 0 && text[at] < FIRST_OF_TEXT)
			return "not text";
	for (size_t at = 0; at < len; at++) {
		char c = text[at];

		if (c == '#' && is_behind_blank)
			break;
		is_behind_blank = strchr(" \t\r\v\f", c) != NULL;
		if (c == '"') {
			at = take_quoted(text, len, at + 1, &out);
			if (at == len)
				return "a quote has no end";
		} else {
			writer_u8(&out, is_behind_blank ? ' ' : (uint8_t)c);
		}
	}
	writer_u8(&out, '\0');
	return out.failed ? "too long" : NULL;
}

static char *
trim(char *text)
{
	size_t len;

	text += strspn(text, " ");
	for (len = strlen(text); len > 0 && text[len - 1] == ' '; len--)
		text[len - 1] = '\0';
	return text;
}

/* One item: quotes go, and what they hid is shown again. */
static const char *
finish_item(char *text, bool *ret_is_quoted)
{
	char *out;

	text = trim(text);
	out = text;
	*ret_is_quoted = *text == QUOTE;
	for (const char *in = text; *in; in++)
		if (*in != QUOTE)
			*out++ = show(*in);
	*out = '\0';
	return text;
}

static const char *
cut_items(struct dnsmasq_line *line, char *text)
{
	char *next;

	for (; text; text = next) {
		if (line->n == DNSMASQ_ITEMS_MAX)
			return "too many items";
		next = strchr(text, ',');
		if (next)
			*next++ = '\0';
		line->items[line->n] =
		    finish_item(text, &line->is_quoted[line->n]);
		line->n++;
	}
	return NULL;
}

static const char *
cut(struct dnsmasq_line *line, bool has_keyword)
{
	char *text = trim(line->text), *value = text;

	if (!*text)
		return NULL;
	if (has_keyword) {
		value = strchr(text, '=');
		if (value)
			*value++ = '\0';
		line->keyword = trim(text);
	}
	return value && *trim(value) ? cut_items(line, value) : NULL;
}

bool
dnsmasq_line_next(struct dnsmasq_reader *reader, struct dnsmasq_line *line)
{
	const char *text, *end;
	size_t len;

	while (reader->pos < reader->len) {
		text = reader->text + reader->pos;
		end = memchr(text, '\n', reader->len - reader->pos);
		len = end ? (size_t)(end - text) : reader->len - reader->pos;
		reader->pos += len + (end != NULL);
		line->number = ++reader->line;
		line->n = 0;
		line->keyword = "";
		line->fault = take_text(text, len, line);
		if (!line->fault)
			line->fault = cut(line, reader->has_keywords);
		if (line->fault || *line->keyword || line->n > 0)
			return true;
	}
	return false;
}

const char *
dnsmasq_line_rest(const struct dnsmasq_line *line, size_t first, char *out)
{
	struct writer writer = writer_over(out, DNSMASQ_LINE_MAX - 1);

	for (size_t i = first; i < line->n; i++) {
		if (i > first)
			writer_u8(&writer, ',');
		writer_text(&writer, line->items[i]);
	}
	out[writer.pos] = '\0';
	return out;
}
