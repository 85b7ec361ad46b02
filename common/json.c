/* SPDX-License-Identifier: ISC */
#include "common/json.h"

#include "common/calendar.h"

static void
set_second(struct json_second *last, int64_t time_s)
{
	struct writer writer = writer_over(last->text, sizeof(last->text));
	struct calendar utc = calendar_from_time(time_s);

	writer_text(&writer, "{\"time\":\"");
	calendar_write(&writer, &utc);
	writer_u8(&writer, '\0');
	last->time_s = time_s;
}

void
json_begin(struct writer *writer, struct json_second *last, int64_t time_s,
    unsigned ms)
{
	if (last->time_s != time_s || !last->text[0])
		set_second(last, time_s);
	writer_text(writer, last->text);
	writer_u8(writer, '.');
	writer_decimal(writer, ms, 3);
	writer_text(writer, "Z\"");
}

static void
put_name(struct writer *writer, const char *name)
{
	writer_text(writer, ",\"");
	writer_text(writer, name);
	writer_text(writer, "\":");
}

static bool
is_plain(unsigned char c)
{
	return c >= 0x20 && c < 0x7f && c != '"' && c != '\\';
}

static void
put_escaped(struct writer *writer, unsigned char c)
{
	if (c == '"' || c == '\\') {
		writer_u8(writer, '\\');
		writer_u8(writer, c);
	} else {
		writer_format(writer, "\\u%04x", c);
	}
}

void
json_text(struct writer *writer, const char *name, const char *text, size_t max)
{
	size_t n = 0, plain;

	if (!text || !*text)
		return;
	put_name(writer, name);
	writer_u8(writer, '"');
	while (n < max && text[n]) {
		plain = n;
		while (n < max && is_plain((unsigned char)text[n]))
			n++;
		writer_bytes(writer, text + plain, n - plain);
		if (n < max && text[n])
			put_escaped(writer, (unsigned char)text[n++]);
	}
	writer_u8(writer, '"');
}

void
json_number(struct writer *writer, const char *name, uint64_t number)
{
	if (number == 0)
		return;
	put_name(writer, name);
	writer_decimal(writer, number, 1);
}

void
json_end(struct writer *writer)
{
	writer_u8(writer, '}');
}
