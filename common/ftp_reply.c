/* SPDX-License-Identifier: ISC */
#include "common/ftp_reply.h"

#define IAC 0xff

void
ftp_reply_begin(struct writer *writer, unsigned code, bool is_last)
{
	const uint8_t digits[] = { (uint8_t)('0' + code / 100 % 10),
		(uint8_t)('0' + code / 10 % 10), (uint8_t)('0' + code % 10) };

	writer_bytes(writer, digits, sizeof(digits));
	writer_u8(writer, is_last ? ' ' : '-');
}

void
ftp_reply_end(struct writer *writer)
{
	writer_text(writer, "\r\n");
}

void
ftp_reply_line(struct writer *writer, unsigned code, const char *text)
{
	ftp_reply_begin(writer, code, true);
	writer_text(writer, text);
	ftp_reply_end(writer);
}

void
ftp_reply_lines(struct writer *writer, unsigned code, const char *first,
    const char *const *inner, const char *last)
{
	ftp_reply_begin(writer, code, false);
	writer_text(writer, first);
	ftp_reply_end(writer);
	for (; *inner; inner++) {
		writer_u8(writer, ' ');
		writer_text(writer, *inner);
		ftp_reply_end(writer);
	}
	ftp_reply_line(writer, code, last);
}

static void
name_octet(struct writer *writer, uint8_t octet)
{
	switch (octet) {
	case '\r':
		writer_u16(writer, '\r' << 8);
		break;
	case '\n':
		writer_u8(writer, '?');
		break;
	case IAC:
		writer_u16(writer, IAC << 8 | IAC);
		break;
	default:
		writer_u8(writer, octet);
	}
}

void
ftp_reply_name(struct writer *writer, const char *name)
{
	for (; *name; name++)
		name_octet(writer, (uint8_t)*name);
}

void
ftp_reply_path(struct writer *writer, const char *path, const char *text)
{
	ftp_reply_begin(writer, 257, true);
	writer_u8(writer, '"');
	for (; *path; path++) {
		if (*path == '"')
			writer_u8(writer, '"');
		name_octet(writer, (uint8_t)*path);
	}
	writer_text(writer, "\" ");
	writer_text(writer, text);
	ftp_reply_end(writer);
}
