/* SPDX-License-Identifier: ISC */
#ifndef REPOD_HTTP_RECORD_H
#define REPOD_HTTP_RECORD_H

#include <stdbool.h>
#include <stdint.h>

#include "common/address.h"
#include "common/event.h"
#include "common/json.h"
#include "common/machine.h"
#include "repod/http_session.h"

/*
 * What is kept of a request until its answer is over: then it becomes one line
 * of the log, in the combined format and with its duration or as JSON, and one
 * event.
 */

enum {
	HTTP_RECORD_LINE_MAX = 1100,
	HTTP_RECORD_FIELD_MAX = 160,
	/* 22/Nov/2026:15:04:05 +0000 */
	HTTP_RECORD_DATE_MAX = 32,
};

/** struct http_record - texts of the peer are escaped */
struct http_record {
	uint64_t start_ms;
	char peer[ADDRESS_TEXT_MAX];
	char line[HTTP_RECORD_LINE_MAX];
	char referer[HTTP_RECORD_FIELD_MAX];
	char agent[HTTP_RECORD_FIELD_MAX];
	char machine[MAC_TEXT_MAX];	/* "" where nobody knows it */
	char object[PATH_NAME_MAX + 1]; /* the path, with its first slash */
	const char *step; /* "get", "head"; NULL: nothing for the events */
};

/** struct http_diary - where finished requests are told, and the last second in
 * it; zero but for the first two */
struct http_diary {
	bool is_json;		  /* the log's lines are objects of JSON */
	struct event_log *events; /* or NULL */
	int64_t time_s;
	char date[HTTP_RECORD_DATE_MAX];
	struct json_second last;
};

/** struct http_outcome - how an answer ended */
struct http_outcome {
	unsigned status;
	uint64_t bytes; /* of the body, taken by the kernel */
	int error;	/* 0; -errno that cut it short */
	uint64_t now_ms;
	int refusal; /* 0; -errno of the file that is not served */
};

/** http_record_begin() - keep what the log needs of @query, which may go then
 * @machines: who knows the MAC of a machine that does not name it
 * @now_ms: monotonic */
void http_record_begin(struct http_record *record,
    const struct http_query *query, const union endpoint *peer,
    struct machines *machines, uint64_t now_ms);

/** http_record_finish() - tell the log and the events */
void http_record_finish(const struct http_record *record,
    const struct http_outcome *outcome, struct http_diary *diary);

#endif
