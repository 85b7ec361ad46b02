/* SPDX-License-Identifier: ISC */
#ifndef REPOD_HTTP_ANSWER_H
#define REPOD_HTTP_ANSWER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "common/cursor.h"
#include "common/http_date.h"
#include "common/http_range.h"
#include "repod/http_session.h"

/*
 * The answer to a query: the query and what is known of the file in, a head
 * and a plan of the body out. Pure.
 */

enum {
	/* The longest is a redirect to the longest path, each octet escaped. */
	HTTP_ANSWER_HEAD_MAX = 4096,
	HTTP_ANSWER_PART_MAX = 256,
	HTTP_ANSWER_TEXT_MAX = 704,
};

/** struct http_facts - what there is at a query's path */
struct http_facts {
	int error; /* 0, or why it cannot be served: -errno of common/tree.h */
	bool is_folder;
	bool is_form;  /* a page with a form and its script, of @size octets */
	bool is_text;  /* what a form makes */
	uint64_t size; /* of the file, or of the folder's page */
	uint64_t inode;
	int64_t mtime_s;
	uint32_t mtime_ns;
	const char *coding; /* of a compressed file; NULL: none */
	bool varies;	    /* another client may get another coding */
	bool is_made;	    /* for this client: nobody may keep it for others */
	const char *reason; /* with @error, for a person; or NULL */
};

/** struct http_now - what a moment adds */
struct http_now {
	int64_t time_s; /* since 1970 */
	uint64_t nonce; /* another each time: parts the parts of a multipart */
	char date[HTTP_DATE_TEXT_MAX]; /* time_s, as Date has it */
};

/** http_now_set() - @now is @time_s; what it was before, or all zero, is in it:
 * within a second its text stays */
void http_now_set(struct http_now *now, int64_t time_s);

enum http_body {
	HTTP_BODY_NONE,
	HTTP_BODY_TEXT,	 /* answer->text */
	HTTP_BODY_RANGE, /* ranges.at[0] of the file or of the folder's page */
	HTTP_BODY_PARTS, /* all ranges, each behind its http_answer_part() */
};

/** struct http_answer - what to send */
struct http_answer {
	unsigned status;
	int error; /* of the facts, where it is the status' cause; or 0 */
	uint8_t head[HTTP_ANSWER_HEAD_MAX];
	size_t head_len;
	enum http_body body;
	uint64_t body_len; /* as Content-Length says; 0 for HTTP_BODY_NONE */
	char text[HTTP_ANSWER_TEXT_MAX];
	struct http_ranges ranges;
	/* What the parts of a multipart need. */
	const char *media_type;
	uint64_t size;
	uint64_t boundary;
};

/** http_answer_needs_page() - whether the answer to @query is the page of the
 * folder that @facts tells of; its size must then be in @facts */
bool http_answer_needs_page(
    const struct http_query *query, const struct http_facts *facts);

/**
 * http_answer_make() - the answer to @query
 * @facts: of its path; not looked at where @query->status is set
 *
 * Field names and the status line are spelled as GRUB and librepo compare
 * them: "HTTP/1.1 ", "Content-Length: ". A file is never a redirect: GRUB
 * follows none.
 */
void http_answer_make(const struct http_query *query,
    const struct http_facts *facts, const struct http_now *now,
    struct http_answer *ret_answer);

/** http_answer_part() - append what stands before part @i of HTTP_BODY_PARTS;
 * @i == ranges.n appends what ends the last. Up to HTTP_ANSWER_PART_MAX octets.
 * Source: RFC 9110 section 14.6. */
void http_answer_part(
    const struct http_answer *answer, unsigned i, struct writer *writer);

#endif
