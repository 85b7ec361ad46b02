/* SPDX-License-Identifier: ISC */
#include "repod/http_condition.h"

#include "common/http_date.h"
#include "common/http_etag.h"

/* A list may be spread over several lines. */
static bool
names_etag(const struct http_request *request, const char *field,
    const char *etag, enum http_etag_comparison comparison)
{
	const struct http_span *value = NULL;

	while ((value = http_request_next_field(request, field, value)))
		if (http_etag_list_has(value->at, value->len, etag, comparison))
			return true;
	return false;
}

/* RFC 9110 13.1.3 and 13.1.4: what has no date is not asked for it, and what
 * is no date, or more than one, asks nothing. */
static bool
has_date(const struct http_request *request, const char *field,
    const struct http_validators *validators, int64_t *ret_date_s)
{
	const struct http_span *value = http_request_only_field(request, field);

	return value && validators->has_mtime &&
	    http_date_parse(
		value->at, value->len, validators->now_s, ret_date_s) == 0;
}

static bool
precondition_fails(const struct http_request *request,
    const struct http_validators *validators)
{
	int64_t date_s;

	if (http_request_field(request, "If-Match"))
		return !names_etag(
		    request, "If-Match", validators->etag, HTTP_ETAG_STRONG);
	return has_date(request, "If-Unmodified-Since", validators, &date_s) &&
	    validators->mtime_s > date_s;
}

/* A date in the future says nothing, as in RFC 2616 14.25; RFC 9110 13.1.3 no
 * longer asks for this, and an answer too many does no harm. */
static bool
is_not_modified(const struct http_request *request,
    const struct http_validators *validators)
{
	int64_t date_s;

	if (http_request_field(request, "If-None-Match"))
		return names_etag(
		    request, "If-None-Match", validators->etag, HTTP_ETAG_WEAK);
	return has_date(request, "If-Modified-Since", validators, &date_s) &&
	    date_s <= validators->now_s && validators->mtime_s <= date_s;
}

enum http_condition
http_condition_evaluate(const struct http_request *request,
    const struct http_validators *validators)
{
	if (precondition_fails(request, validators))
		return HTTP_CONDITION_FAILED;
	if (is_not_modified(request, validators))
		return HTTP_CONDITION_NOT_MODIFIED;
	return HTTP_CONDITION_HOLDS;
}

bool
http_condition_allows_range(const struct http_request *request,
    const struct http_validators *validators)
{
	const struct http_span *value =
	    http_request_only_field(request, "If-Range");
	int64_t date_s;

	if (!value)
		return !http_request_field(request, "If-Range");
	/* One tag, and a weak one equals nothing. */
	if (value->len > 0 && value->at[value->len - 1] == '"')
		return http_span_is(value, validators->etag);
	/* Within the second of a change there may be another one: a date is
	 * a strong validator only when that second is over (8.8.2.2). */
	return has_date(request, "If-Range", validators, &date_s) &&
	    date_s == validators->mtime_s &&
	    validators->now_s > validators->mtime_s;
}
