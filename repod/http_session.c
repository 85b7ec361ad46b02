/* SPDX-License-Identifier: ISC */
#include "repod/http_session.h"

#include "common/cursor.h"
#include "common/http_path.h"

/* What is asked for. Return: 0, or the status that refuses it. */
static unsigned
resolve(const struct http_session *session, const struct http_request *request,
    struct http_query *query)
{
	const struct http_span *path = &request->path;
	UNCLEARED char decoded[PATH_NAME_MAX];
	int r;

	/* RFC 9110 7.4: what is https's is never given away in the clear. */
	if (request->is_https && !session->is_secure)
		return 421;
	if (request->method == HTTP_OTHER)
		return 405;
	if (request->content_length > HTTP_SESSION_BODY_MAX)
		return 413;
	if (request->method == HTTP_OPTIONS)
		return 200;
	r = http_path_decode(path->at, path->len, decoded);
	if (r != 0)
		return r == HTTP_PATH_BAD ? 400 : 414;
	if (!path_resolve("", decoded, query->path))
		return 414;
	query->wants_folder = path->at[path->len - 1] == '/';
	return 0;
}

/* How the request's body is got out of the way. Return: whether it can be. */
static bool
may_drop_body(const struct http_request *request)
{
	if (request->is_chunked ||
	    request->content_length > HTTP_SESSION_BODY_MAX)
		return false;
	/* Whoever waits for a 100 may send the body or may not. */
	return request->content_length == 0 ||
	    !http_request_field(request, "Expect");
}

static void
take_head(struct http_session *session, const char *head, size_t len,
    struct http_query *query)
{
	const struct http_request *request = &query->request;
	int r = http_request_parse(head, len, &query->request);

	if (r != 0) {
		query->status = http_request_status(r);
		query->closes = true;
		return;
	}
	query->status = resolve(session, request, query);
	query->closes = !request->is_persistent || !may_drop_body(request);
	if (!query->closes)
		session->body_left = request->content_length;
}

/* A head that does not end well: as much of its first line as is there. */
static void
take_broken(
    const char *bytes, size_t len, int verdict, struct http_query *query)
{
	size_t line = 0;

	while (line < len && line < HTTP_REQUEST_LINE_MAX &&
	    bytes[line] != '\r' && bytes[line] != '\n')
		line++;
	query->request = (struct http_request){ .line = { bytes, line } };
	query->status = http_request_status(verdict);
	query->closes = true;
}

static size_t
drop_body(struct http_session *session, size_t len)
{
	size_t n = session->body_left < len ? (size_t)session->body_left : len;

	session->body_left -= n;
	return n;
}

int
http_session_receive(struct http_session *session, const uint8_t *bytes,
    size_t len, size_t *ret_used, struct http_query *ret_query)
{
	struct http_head_scan *scan = &session->scan;
	size_t dropped = drop_body(session, len);
	const char *text = (const char *)bytes + dropped;
	int r = http_head_scan(scan, text, len - dropped);

	*ret_used = dropped;
	if (r == HTTP_REQUEST_MORE)
		return HTTP_SESSION_MORE;
	ret_query->path[0] = '\0';
	ret_query->wants_folder = false;
	if (r == 0) {
		take_head(session, text + scan->start, scan->pos - scan->start,
		    ret_query);
		*ret_used += scan->pos;
	} else {
		take_broken(text + scan->start, len - dropped - scan->start, r,
		    ret_query);
		*ret_used = len;
	}
	*scan = (struct http_head_scan){ 0 };
	return 0;
}

bool
http_session_is_idle(const struct http_session *session)
{
	return session->scan.pos == session->scan.start &&
	    session->body_left == 0;
}
