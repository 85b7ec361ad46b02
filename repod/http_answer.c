/* SPDX-License-Identifier: ISC */
#include "repod/http_answer.h"

#include <inttypes.h>
#include <string.h>

#include "common/http_etag.h"
#include "common/http_path.h"
#include "common/media_type.h"
#include "repod/http_condition.h"
#include "repod/http_status.h"

void
http_now_set(struct http_now *now, int64_t time_s)
{
	if (now->time_s == time_s && now->date[0])
		return;
	now->time_s = time_s;
	http_date_text(now->date, time_s);
}

/* --- the head --- */

static void
begin_head(struct writer *head, const struct http_query *query, unsigned status,
    const struct http_now *now)
{
	writer_text(head, "HTTP/1.1 ");
	writer_decimal(head, status, 3);
	writer_u8(head, ' ');
	writer_text(head, http_status_reason(status));
	writer_text(head, "\r\nServer: Bootyard\r\nDate: ");
	writer_text(head, now->date);
	writer_text(head, "\r\n");
	if (query->closes)
		writer_text(head, "Connection: close\r\n");
	else if (query->request.minor == 0)
		writer_text(head, "Connection: keep-alive\r\n");
}

/* The body is left out where nobody may send one. */
static void
end_head(struct writer *head, const struct http_query *query,
    struct http_answer *answer)
{
	writer_text(head, "\r\n");
	answer->head_len = head->pos;
	if (query->request.method == HTTP_HEAD || answer->body_len == 0 ||
	    answer->status == 304) {
		answer->body = HTTP_BODY_NONE;
		answer->body_len = 0;
	}
}

/* A short text that a person can read, and the fields that some have. */
static void
answer_text(const struct http_query *query, unsigned status, const char *why,
    const struct http_now *now, const char *fields, struct http_answer *answer)
{
	struct writer head = writer_over(answer->head, sizeof(answer->head));
	struct writer text = writer_over(answer->text, sizeof(answer->text));

	if (status != 200)
		writer_format(
		    &text, "%u %s\n", status, http_status_reason(status));
	if (why)
		writer_format(&text, "%s\n", why);
	answer->status = status;
	answer->body = HTTP_BODY_TEXT;
	answer->body_len = text.pos;
	begin_head(&head, query, status, now);
	writer_format(&head,
	    "Content-Type: text/plain\r\nContent-Length: %zu\r\n%s", text.pos,
	    fields);
	end_head(&head, query, answer);
}

static void
answer_status(const struct http_query *query, unsigned status,
    const struct http_now *now, struct http_answer *answer)
{
	answer_text(
	    query, status, NULL, now, http_status_fields(status), answer);
}

static void
answer_error(const struct http_query *query, const struct http_facts *facts,
    const struct http_now *now, struct http_answer *answer)
{
	unsigned status = http_status_of_error(facts->error);

	answer_text(query, status, facts->reason, now,
	    http_status_fields(status), answer);
}

/* --- a folder --- */

/* The path of a folder without its slash: relative links in its page would
 * lead astray. Always below this server: path_resolve() left one slash. */
static void
answer_redirect(const struct http_query *query, const struct http_now *now,
    struct http_answer *answer)
{
	char fields[3 * PATH_NAME_MAX + 32];
	struct writer writer = writer_over(fields, sizeof(fields));

	writer_text(&writer, "Location: /");
	http_path_encode(&writer, query->path);
	writer_text(&writer, "/\r\n");
	writer_u8(&writer, '\0');
	answer_text(query, 301, NULL, now, fields, answer);
}

/* Whatever a file is called: a page of ours runs nothing and loads nothing. */
#define PAGE_POLICY                                                            \
	"default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; "     \
	"form-action 'none'; frame-ancestors 'none'"

#define PAGE_CACHING "Cache-Control: no-cache\r\n"

/* A form's page holds nothing of a request, nor of the tree: its own script is
 * all there can be. */
#define FORM_POLICY                                                            \
	"default-src 'none'; style-src 'unsafe-inline'; script-src "           \
	"'unsafe-inline'; connect-src 'self'; base-uri 'none'; form-action "   \
	"'self'; frame-ancestors 'none'"

static bool
is_page(const struct http_query *query, const struct http_facts *facts)
{
	return facts->is_form || facts->is_text ||
	    (facts->is_folder &&
		(query->wants_folder || query->path[0] == '\0'));
}

/* A page has no tag and no date: of its conditions "*" alone can hold. */
static enum http_condition
page_condition(const struct http_query *query)
{
	static const struct http_validators none = { .etag = "" };

	return http_condition_evaluate(&query->request, &none);
}

static void
answer_page_not_modified(const struct http_query *query,
    const struct http_now *now, struct http_answer *answer)
{
	struct writer head = writer_over(answer->head, sizeof(answer->head));

	answer->status = 304;
	begin_head(&head, query, 304, now);
	writer_text(&head, PAGE_CACHING);
	end_head(&head, query, answer);
}

static void
send_page(const struct http_query *query, const struct http_facts *facts,
    const struct http_now *now, struct http_answer *answer)
{
	struct writer head = writer_over(answer->head, sizeof(answer->head));

	answer->status = 200;
	answer->body = HTTP_BODY_RANGE;
	answer->body_len = facts->size;
	answer->ranges.n = 1;
	answer->ranges.at[0] = (struct http_range){ 0, facts->size };
	begin_head(&head, query, 200, now);
	writer_format(&head,
	    "Content-Type: text/%s; charset=utf-8\r\n"
	    "Content-Length: %" PRIu64 "\r\n" PAGE_CACHING
	    "Content-Security-Policy: %s\r\n"
	    "X-Content-Type-Options: nosniff\r\n",
	    facts->is_text ? "plain" : "html", facts->size,
	    facts->is_form ? FORM_POLICY : PAGE_POLICY);
	end_head(&head, query, answer);
}

static void
answer_page(const struct http_query *query, const struct http_facts *facts,
    const struct http_now *now, struct http_answer *answer)
{
	switch (page_condition(query)) {
	case HTTP_CONDITION_FAILED:
		answer_status(query, 412, now, answer);
		break;
	case HTTP_CONDITION_NOT_MODIFIED:
		answer_page_not_modified(query, now, answer);
		break;
	case HTTP_CONDITION_HOLDS:
		send_page(query, facts, now, answer);
		break;
	}
}

/* --- a file --- */

/* What to send of the file: all, a part, parts. Return: the status. */
static unsigned
plan_body(const struct http_query *query, const struct http_facts *facts,
    const struct http_validators *validators, struct http_answer *answer)
{
	const struct http_request *request = &query->request;
	const struct http_span *range =
	    http_request_only_field(request, "Range");
	int r = HTTP_RANGE_IGNORE;

	/* Only GET has ranges: RFC 9110 14.2. */
	if (range && request->method == HTTP_GET &&
	    http_condition_allows_range(request, validators))
		r = http_range_parse(
		    range->at, range->len, facts->size, &answer->ranges);
	if (r == HTTP_RANGE_UNSATISFIABLE)
		return 416;
	if (r == HTTP_RANGE_IGNORE) {
		answer->ranges.n = 1;
		answer->ranges.at[0] = (struct http_range){ 0, facts->size };
	}
	answer->body = answer->ranges.n > 1 ? HTTP_BODY_PARTS : HTTP_BODY_RANGE;
	return r == 0 ? 206 : 200;
}

static uint64_t
parts_len(const struct http_answer *answer)
{
	uint64_t len = 0;

	for (unsigned i = 0; i <= answer->ranges.n; i++) {
		uint8_t bytes[HTTP_ANSWER_PART_MAX];
		struct writer part = writer_over(bytes, sizeof(bytes));

		http_answer_part(answer, i, &part);
		len += part.pos;
		if (i < answer->ranges.n)
			len += answer->ranges.at[i].len;
	}
	return len;
}

static void
write_range(
    struct writer *writer, const struct http_range *range, uint64_t size)
{
	writer_format(writer,
	    "Content-Range: bytes %" PRIu64 "-%" PRIu64 "/%" PRIu64 "\r\n",
	    range->offset, range->offset + range->len - 1, size);
}

static void
write_body_fields(struct writer *head, struct http_answer *answer)
{
	if (answer->body == HTTP_BODY_PARTS) {
		answer->body_len = parts_len(answer);
		writer_format(head,
		    "Content-Type: multipart/byteranges; "
		    "boundary=bootyard%016" PRIx64 "\r\n",
		    answer->boundary);
	} else {
		answer->body_len = answer->ranges.at[0].len;
		writer_text(head, "Content-Type: ");
		writer_text(head, answer->media_type);
		writer_text(head, "\r\n");
		if (answer->status == 206)
			write_range(head, &answer->ranges.at[0], answer->size);
	}
	writer_text(head, "Content-Length: ");
	writer_decimal(head, answer->body_len, 1);
	writer_text(head, "\r\n");
}

/* RFC 9110 8.8.2.1: never later than the answer itself. */
static void
write_date(struct writer *head, const struct http_validators *validators)
{
	char date[HTTP_DATE_TEXT_MAX];
	int64_t mtime_s = validators->mtime_s < validators->now_s
	    ? validators->mtime_s
	    : validators->now_s;

	writer_text(head, "Last-Modified: ");
	writer_text(head, http_date_text(date, mtime_s));
	writer_text(head, "\r\n");
}

static void
write_cache_fields(struct writer *head, const struct http_facts *facts,
    const struct http_validators *validators)
{
	writer_text(head, "ETag: ");
	writer_text(head, validators->etag);
	writer_text(head, "\r\n");
	if (facts->is_made)
		writer_text(head, "Cache-Control: private, no-store\r\n");
	if (facts->varies)
		writer_text(head, "Vary: Accept-Encoding\r\n");
}

static void
answer_unsatisfiable(const struct http_query *query, uint64_t size,
    const struct http_now *now, struct http_answer *answer)
{
	char field[64];
	struct writer writer = writer_over(field, sizeof(field));

	writer_format(&writer, "Content-Range: bytes */%" PRIu64 "\r\n", size);
	writer_u8(&writer, '\0');
	answer_text(query, 416, NULL, now, field, answer);
}

static void
answer_content(const struct http_query *query, const struct http_facts *facts,
    const struct http_validators *validators, const struct http_now *now,
    struct http_answer *answer)
{
	struct writer head = writer_over(answer->head, sizeof(answer->head));

	answer->media_type = media_type_of(query->path);
	answer->size = facts->size;
	answer->boundary = now->nonce;
	answer->status = plan_body(query, facts, validators, answer);
	if (answer->status == 416) {
		answer_unsatisfiable(query, facts->size, now, answer);
		return;
	}
	begin_head(&head, query, answer->status, now);
	write_body_fields(&head, answer);
	/* A 206 to If-Range has them, too: RFC 9110 15.3.7 would spare it some,
	 * but its client may compare them with what it has. */
	if (facts->coding)
		writer_format(&head, "Content-Encoding: %s\r\n", facts->coding);
	if (validators->has_mtime)
		write_date(&head, validators);
	write_cache_fields(&head, facts, validators);
	writer_text(&head, "Accept-Ranges: bytes\r\n");
	end_head(&head, query, answer);
}

/* RFC 9110 15.4.5: what a cache needs, and beside a tag no date. */
static void
answer_not_modified(const struct http_query *query,
    const struct http_facts *facts, const struct http_validators *validators,
    const struct http_now *now, struct http_answer *answer)
{
	struct writer head = writer_over(answer->head, sizeof(answer->head));

	answer->status = 304;
	begin_head(&head, query, 304, now);
	write_cache_fields(&head, facts, validators);
	end_head(&head, query, answer);
}

static void
answer_file(const struct http_query *query, const struct http_facts *facts,
    const struct http_now *now, struct http_answer *answer)
{
	char etag[HTTP_ETAG_TEXT_MAX];
	/* What a machine's file is made of may change while no file does: its
	 * inode is a digest of its content, and time is not asked. */
	uint64_t mtime_ns = facts->is_made
	    ? 0
	    : (uint64_t)facts->mtime_s * 1000000000 + facts->mtime_ns;
	const struct http_validators validators = {
		.etag =
		    http_etag_text(etag, facts->inode, facts->size, mtime_ns),
		.has_mtime = !facts->is_made,
		.mtime_s = facts->mtime_s,
		.now_s = now->time_s,
	};

	switch (http_condition_evaluate(&query->request, &validators)) {
	case HTTP_CONDITION_FAILED:
		answer_status(query, 412, now, answer);
		break;
	case HTTP_CONDITION_NOT_MODIFIED:
		answer_not_modified(query, facts, &validators, now, answer);
		break;
	case HTTP_CONDITION_HOLDS:
		answer_content(query, facts, &validators, now, answer);
		break;
	}
}

/* --- the choice --- */

bool
http_answer_needs_page(
    const struct http_query *query, const struct http_facts *facts)
{
	return query->status == 0 && facts->error == 0 && facts->is_folder &&
	    !facts->is_form && !facts->is_text && is_page(query, facts) &&
	    page_condition(query) == HTTP_CONDITION_HOLDS;
}

void
http_answer_make(const struct http_query *query, const struct http_facts *facts,
    const struct http_now *now, struct http_answer *ret_answer)
{
	ret_answer->error = query->status == 0 ? facts->error : 0;
	if (query->status != 0)
		answer_status(query, query->status, now, ret_answer);
	else if (facts->error != 0)
		answer_error(query, facts, now, ret_answer);
	else if (is_page(query, facts))
		answer_page(query, facts, now, ret_answer);
	else if (facts->is_folder)
		answer_redirect(query, now, ret_answer);
	else if (query->wants_folder)
		answer_status(query, 404, now, ret_answer);
	else
		answer_file(query, facts, now, ret_answer);
}

void
http_answer_part(
    const struct http_answer *answer, unsigned i, struct writer *writer)
{
	writer_format(writer, "\r\n--bootyard%016" PRIx64, answer->boundary);
	if (i == answer->ranges.n) {
		writer_text(writer, "--\r\n");
		return;
	}
	writer_format(writer, "\r\nContent-Type: %s\r\n", answer->media_type);
	write_range(writer, &answer->ranges.at[i], answer->size);
	writer_text(writer, "\r\n");
}
