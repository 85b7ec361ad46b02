/* SPDX-License-Identifier: ISC */
#include "repod/http_send.h"

#include <errno.h>
#include <string.h>

static int
send_parts(struct stream *stream, const struct http_answer *answer,
    struct stream_file *file)
{
	int r = 0;

	for (unsigned i = 0; r == 0 && i <= answer->ranges.n; i++) {
		uint8_t bytes[HTTP_ANSWER_PART_MAX];
		struct writer part = writer_over(bytes, sizeof(bytes));

		http_answer_part(answer, i, &part);
		r = stream_write(stream, bytes, part.pos);
		if (r == 0 && i < answer->ranges.n)
			r = stream_send_file(stream, file,
			    answer->ranges.at[i].offset,
			    answer->ranges.at[i].len);
	}
	return r;
}

/* Head and body by one system call, copied together: cheaper than a list of
 * two places for the kernel. */
static int
send_whole(struct stream *stream, const struct http_answer *answer,
    const void *body, size_t len)
{
	UNCLEARED uint8_t bytes[HTTP_ANSWER_HEAD_MAX + STREAM_FILE_KEPT_MAX];

	memcpy(bytes, answer->head, answer->head_len);
	memcpy(bytes + answer->head_len, body, len);
	return stream_write_last(stream, bytes, answer->head_len + len);
}

static int
send_range(struct stream *stream, const struct http_answer *answer,
    struct stream_file *file)
{
	const struct http_range *range = &answer->ranges.at[0];
	const uint8_t *kept = stream_file_kept(file);
	int r;

	if (kept && range->len <= STREAM_FILE_KEPT_MAX)
		return send_whole(
		    stream, answer, kept + range->offset, (size_t)range->len);
	r = stream_write(stream, answer->head, answer->head_len);
	return r < 0
	    ? r
	    : stream_send_file(stream, file, range->offset, range->len);
}

int
http_send(struct stream *stream, const struct http_answer *answer,
    struct stream_file *file)
{
	int r;

	switch (answer->body) {
	case HTTP_BODY_NONE:
		return stream_write_last(
		    stream, answer->head, answer->head_len);
	case HTTP_BODY_TEXT:
		return send_whole(
		    stream, answer, answer->text, (size_t)answer->body_len);
	case HTTP_BODY_RANGE:
		return send_range(stream, answer, file);
	case HTTP_BODY_PARTS:
		r = stream_write(stream, answer->head, answer->head_len);
		return r < 0 ? r : send_parts(stream, answer, file);
	}
	return -EINVAL;
}
