/* SPDX-License-Identifier: ISC */
#include "common/http_etag.h"

#include <string.h>

#include "common/cursor.h"

char *
http_etag_text(char *out, uint64_t inode, uint64_t size, uint64_t mtime_ns)
{
	struct writer writer = writer_over(out, HTTP_ETAG_TEXT_MAX);

	writer_u8(&writer, '"');
	writer_hex(&writer, inode, 1);
	writer_u8(&writer, '-');
	writer_hex(&writer, size, 1);
	writer_u8(&writer, '-');
	writer_hex(&writer, mtime_ns, 1);
	writer_u8(&writer, '"');
	out[writer.pos] = '\0';
	return out;
}

static void
skip_separators(struct cursor *cursor)
{
	while (cursor_left(cursor) > 0 &&
	    strchr(" \t,", cursor->bytes[cursor->pos]) &&
	    cursor->bytes[cursor->pos] != '\0')
		cursor->pos++;
}

/* One tag with its quotes; @ret_is_weak where W/ stands before it. Return: its
 * length; 0 where none begins here. */
static size_t
next_tag(struct cursor *cursor, const char **ret_tag, bool *ret_is_weak)
{
	const char *at = (const char *)cursor->bytes + cursor->pos;
	size_t left = cursor_left(cursor);
	const char *end;

	*ret_is_weak = left >= 2 && at[0] == 'W' && at[1] == '/';
	if (*ret_is_weak) {
		at += 2;
		left -= 2;
	}
	if (left < 2 || at[0] != '"')
		return 0;
	end = memchr(at + 1, '"', left - 1);
	if (!end)
		return 0;
	*ret_tag = at;
	cursor->pos = (size_t)((const uint8_t *)end - cursor->bytes) + 1;
	return (size_t)(end - at) + 1;
}

bool
http_etag_list_has(const char *text, size_t len, const char *etag,
    enum http_etag_comparison comparison)
{
	struct cursor cursor = cursor_over(text, len);
	const char *tag;
	size_t tag_len;
	bool is_weak;

	if (len == 1 && text[0] == '*')
		return true;
	for (;;) {
		skip_separators(&cursor);
		tag_len = next_tag(&cursor, &tag, &is_weak);
		if (tag_len == 0)
			return false;
		if (tag_len == strlen(etag) &&
		    memcmp(tag, etag, tag_len) == 0 &&
		    (!is_weak || comparison == HTTP_ETAG_WEAK))
			return true;
	}
}
