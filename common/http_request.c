/* SPDX-License-Identifier: ISC */
#include "common/http_request.h"

#include <string.h>

#include "common/text.h"

/* --- the request line --- */

static int
parse_method(const struct http_span *name, enum http_method *ret_method)
{
	static const char *const others[] = { "POST", "PUT", "DELETE", "PATCH",
		"TRACE", "CONNECT", "PROPFIND" };

	if (!http_span_is_token(name))
		return HTTP_REQUEST_BAD;
	*ret_method = HTTP_OTHER;
	if (http_span_is(name, "GET"))
		*ret_method = HTTP_GET;
	else if (http_span_is(name, "HEAD"))
		*ret_method = HTTP_HEAD;
	else if (http_span_is(name, "OPTIONS"))
		*ret_method = HTTP_OPTIONS;
	if (*ret_method != HTTP_OTHER)
		return 0;
	for (size_t i = 0; i < sizeof(others) / sizeof(others[0]); i++)
		if (http_span_is(name, others[i]))
			return 0;
	return HTTP_REQUEST_METHOD_UNKNOWN;
}

static int
parse_version(const struct http_span *version, unsigned *ret_minor)
{
	const char *at = version->at;

	if (version->len != 8 || memcmp(at, "HTTP/", 5) != 0 || at[6] != '.' ||
	    at[5] < '0' || at[5] > '9' || at[7] < '0' || at[7] > '9')
		return HTTP_REQUEST_BAD;
	if (at[5] != '1')
		return HTTP_REQUEST_VERSION;
	*ret_minor = (unsigned)(at[7] - '0');
	return 0;
}

/* The absolute form, http://host/path, which every server must take
 * (RFC 9112 3.2.2). @ret_path becomes what follows the host. */
static bool
is_absolute_form(const struct http_span *target, struct http_request *request,
    struct http_span *ret_path)
{
	static const struct http_span root = { "/", 1 };
	static const char *const schemes[] = { "http://", "https://" };
	struct http_span rest, scheme, *host = &request->host;

	for (size_t i = 0; i < 2; i++) {
		size_t len = strlen(schemes[i]);

		if (target->len <= len)
			continue;
		scheme = (struct http_span){ target->at, len };
		if (!http_span_equal(&scheme, schemes[i]))
			continue;
		rest =
		    (struct http_span){ target->at + len, target->len - len };
		*host = (struct http_span){ rest.at, 0 };
		while (rest.len > 0 && rest.at[0] != '/' && rest.at[0] != '?') {
			host->len++;
			rest.at++;
			rest.len--;
		}
		*ret_path = rest.len > 0 && rest.at[0] == '/' ? rest : root;
		request->is_https = i == 1;
		return true;
	}
	return false;
}

static int
parse_target(const struct http_span *target, struct http_request *request)
{
	enum http_method method = request->method;
	struct http_span path = *target;

	if (!http_span_is_target(target))
		return HTTP_REQUEST_BAD;
	if (method == HTTP_OTHER) { /* CONNECT has a form of its own */
		request->path = path;
		return 0;
	}
	/* RFC 9110 4.2.1 and 4.2.4: without a host, or with somebody's name in
	 * it, an URL is none. */
	if (is_absolute_form(target, request, &path)) {
		if (request->host.len == 0 ||
		    !http_span_is_host(&request->host))
			return HTTP_REQUEST_BAD;
	} else if (target->at[0] != '/' &&
	    !(method == HTTP_OPTIONS && http_span_is(target, "*"))) {
		return HTTP_REQUEST_BAD;
	}
	request->path = http_span_cut(&path, '?');
	request->query = path;
	return 0;
}

static int
parse_line(struct http_request *request)
{
	struct http_span rest = request->line;
	struct http_span method = http_span_cut(&rest, ' ');
	struct http_span target = http_span_cut(&rest, ' ');
	int r;

	/* A method that is none tells a peer that speaks something else. */
	if (!http_span_is_token(&method))
		return HTTP_REQUEST_BAD;
	r = parse_version(&rest, &request->minor);
	if (r == 0)
		r = parse_method(&method, &request->method);
	if (r == 0)
		r = parse_target(&target, request);
	return r;
}

/* --- the fields --- */

static int
parse_field(struct http_request *request, struct http_span line)
{
	struct http_field *field = &request->fields[request->n_fields];
	size_t whole = line.len;

	if (request->n_fields == HTTP_REQUEST_FIELDS_MAX)
		return HTTP_REQUEST_HEAD_TOO_LARGE;
	/* A blank at the start would be a folded line, and one before the
	 * colon is no token either: RFC 9112 5.1 and 5.2. */
	field->name = http_span_cut(&line, ':');
	if (field->name.len == whole || !http_span_is_token(&field->name) ||
	    !http_span_is_value(&line))
		return HTTP_REQUEST_BAD;
	field->value = http_span_trim(line);
	request->n_fields++;
	return 0;
}

const struct http_span *
http_request_next_field(const struct http_request *request, const char *name,
    const struct http_span *from)
{
	size_t len = strlen(name);

	for (unsigned i = 0; i < request->n_fields; i++) {
		const struct http_field *field = &request->fields[i];

		if (field->name.len != len || (from && &field->value <= from))
			continue;
		if (http_span_equal(&field->name, name))
			return &field->value;
	}
	return NULL;
}

const struct http_span *
http_request_field(const struct http_request *request, const char *name)
{
	return http_request_next_field(request, name, NULL);
}

/* Return: 1 for a field that is there twice. */
static bool
is_repeated(const struct http_request *request, const char *name)
{
	const struct http_span *first = http_request_field(request, name);

	return first && http_request_next_field(request, name, first);
}

const struct http_span *
http_request_only_field(const struct http_request *request, const char *name)
{
	return is_repeated(request, name) ? NULL
					  : http_request_field(request, name);
}

/* --- what the fields say --- */

/* RFC 9112 3.2.2: an absolute target goes before the field, which must be
 * there all the same. */
static int
check_host(struct http_request *request)
{
	const struct http_span *host = http_request_field(request, "Host");

	if (!host)
		return request->minor == 0 ? 0 : HTTP_REQUEST_BAD;
	if (is_repeated(request, "Host") || !http_span_is_host(host))
		return HTTP_REQUEST_BAD;
	if (request->host.len == 0)
		request->host = *host;
	return 0;
}

static bool
parse_length(const struct http_span *value, uint64_t *ret_length)
{
	char digits[24];

	if (value->len == 0 || value->len >= sizeof(digits))
		return false;
	memcpy(digits, value->at, value->len);
	digits[value->len] = '\0';
	return text_parse_u64(digits, INT64_MAX, ret_length);
}

/* RFC 9112 6.3: where chunked is not the last coding, nobody can tell where
 * the body ends; where it is, the others are merely unknown here. */
static int
other_coding(struct http_span codings)
{
	struct http_span last = { NULL, 0 };

	while (codings.len > 0)
		last = http_span_trim(http_span_cut(&codings, ','));
	return http_span_equal(&last, "chunked") ? HTTP_REQUEST_CODING_UNKNOWN
						 : HTTP_REQUEST_BAD;
}

static int
parse_body(struct http_request *request)
{
	const struct http_span *length =
	    http_request_field(request, "Content-Length");
	const struct http_span *coding =
	    http_request_field(request, "Transfer-Encoding");

	if (length &&
	    (coding || is_repeated(request, "Content-Length") ||
		!parse_length(length, &request->content_length)))
		return HTTP_REQUEST_BAD;
	if (!coding)
		return 0;
	if (request->minor == 0 || is_repeated(request, "Transfer-Encoding"))
		return HTTP_REQUEST_BAD;
	request->is_chunked = true;
	return http_span_equal(coding, "chunked") ? 0 : other_coding(*coding);
}

static bool
has_connection_option(const struct http_request *request, const char *option)
{
	const struct http_span *value = NULL;

	while (
	    (value = http_request_next_field(request, "Connection", value))) {
		struct http_span rest = *value;

		while (rest.len > 0) {
			struct http_span item =
			    http_span_trim(http_span_cut(&rest, ','));

			if (http_span_equal(&item, option))
				return true;
		}
	}
	return false;
}

/* RFC 9112 9.3 */
static bool
may_persist(const struct http_request *request)
{
	if (has_connection_option(request, "close"))
		return false;
	return request->minor > 0 ||
	    has_connection_option(request, "keep-alive");
}

/* The next line, without its CR LF. A CR inside it is no line end, and no
 * character of anything either: each part refuses it. */
static struct http_span
next_line(struct http_span *rest)
{
	struct http_span line = http_span_cut(rest, '\n');

	if (line.len > 0)
		line.len--;
	return line;
}

int
http_request_parse(
    const char *head, size_t len, struct http_request *ret_request)
{
	struct http_request *request = ret_request;
	struct http_span rest = { head, len };
	struct http_span line;
	int r;

	/* The fields are those that are counted: they are not cleared. */
	memset(request, 0, offsetof(struct http_request, fields));
	request->line = next_line(&rest);
	r = parse_line(request);
	for (line = next_line(&rest); r == 0 && line.len > 0;
	     line = next_line(&rest))
		r = parse_field(request, line);
	if (r == 0)
		r = check_host(request);
	if (r == 0)
		r = parse_body(request);
	request->is_persistent = r == 0 && may_persist(request);
	return r;
}

/* --- telling --- */

unsigned
http_request_status(int verdict)
{
	switch (verdict) {
	case HTTP_REQUEST_TARGET_TOO_LONG:
		return 414;
	case HTTP_REQUEST_HEAD_TOO_LARGE:
		return 431;
	case HTTP_REQUEST_METHOD_UNKNOWN:
	case HTTP_REQUEST_CODING_UNKNOWN:
		return 501;
	case HTTP_REQUEST_VERSION:
		return 505;
	default:
		return 400;
	}
}
