/* SPDX-License-Identifier: ISC */
/*
 * An HTTP connection's octets, once whole and once octet by octet: both make
 * the same queries, each query has an answer that fits, and a multipart is as
 * long as its head says.
 */
#include <stdlib.h>
#include <string.h>

#include "repod/http_answer.h"
#include "repod/http_session.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum {
	QUERIES_MAX = 64,
	INPUT_MAX = 16 << 10
};

struct seen {
	unsigned n;
	unsigned status[QUERIES_MAX];
	size_t path_len[QUERIES_MAX];
	bool closes;
};

static void
check_parts(const struct http_answer *answer)
{
	uint64_t len = 0;

	for (unsigned i = 0; i <= answer->ranges.n; i++) {
		uint8_t bytes[HTTP_ANSWER_PART_MAX];
		struct writer part = writer_over(bytes, sizeof(bytes));

		http_answer_part(answer, i, &part);
		if (part.failed)
			abort();
		len += part.pos;
		if (i < answer->ranges.n)
			len += answer->ranges.at[i].len;
	}
	if (len != answer->body_len)
		abort();
}

static void
answer_all(const struct http_query *query)
{
	static const struct http_facts facts[] = {
		{ .size = 100000, .inode = 7, .mtime_s = 784111777 },
		{ .is_folder = true, .size = 10 },
		{ .error = -2 },
	};
	struct http_now now = { .nonce = 1 };

	http_now_set(&now, 784111877);

	for (size_t i = 0; i < 3; i++) {
		struct http_answer answer;

		http_answer_make(query, &facts[i], &now, &answer);
		if (answer.head_len < 4 ||
		    answer.head_len > sizeof(answer.head) ||
		    memcmp(answer.head + answer.head_len - 4, "\r\n\r\n", 4))
			abort();
		if (answer.body == HTTP_BODY_PARTS)
			check_parts(&answer);
	}
}

static struct seen
run(const uint8_t *data, size_t size, size_t step)
{
	struct http_session session = { 0 };
	struct seen seen;
	size_t start = 0, end = 0, used;
	struct http_query query;

	memset(&seen, 0, sizeof(seen)); /* the padding is compared, too */
	while (!seen.closes && seen.n < QUERIES_MAX) {
		int r = http_session_receive(
		    &session, data + start, end - start, &used, &query);

		if (used > end - start)
			abort();
		start += used;
		if (r == HTTP_SESSION_MORE) {
			if (end == size)
				break;
			end += step < size - end ? step : size - end;
			continue;
		}
		seen.status[seen.n] = query.status;
		seen.path_len[seen.n++] = strlen(query.path);
		seen.closes = query.closes;
		answer_all(&query);
	}
	return seen;
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct seen whole, pieces;

	if (size > INPUT_MAX)
		return 0;
	whole = run(data, size, size);
	pieces = run(data, size, 1);
	if (memcmp(&whole, &pieces, sizeof(whole)) != 0)
		abort();
	return 0;
}
