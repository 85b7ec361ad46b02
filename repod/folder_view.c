/* SPDX-License-Identifier: ISC */
#include "repod/folder_view.h"

#include <stdio.h>
#include <string.h>

/* The ports that URLs leave out. */
enum {
	HTTP_PORT = 80,
	HTTPS_PORT = 443,
};

static void
name_host(char *out, const struct http_query *query,
    const union endpoint *local, uint16_t default_port)
{
	const struct http_span *host = &query->request.host;
	union endpoint plain = endpoint_unmap(local);
	char address[ADDRESS_TEXT_MAX];
	bool is_ipv6 = plain.any.sa_family == AF_INET6;

	if (host->len > 0 && host->len < FOLDER_VIEW_HOST_MAX) {
		memcpy(out, host->at, host->len);
		out[host->len] = '\0';
	} else if (endpoint_port(&plain) == default_port) {
		snprintf(out, FOLDER_VIEW_HOST_MAX, is_ipv6 ? "[%s]" : "%s",
		    endpoint_address_text(address, &plain));
	} else {
		endpoint_text(out, &plain);
	}
}

void
folder_view_make(const struct http_query *query, const union endpoint *local,
    bool is_secure, struct folder_view *ret_view)
{
	const char *scheme = is_secure ? "https://" : "http://";

	memcpy(ret_view->path, query->path, strlen(query->path) + 1);
	memcpy(ret_view->origin, scheme, strlen(scheme) + 1);
	name_host(ret_view->origin + strlen(scheme), query, local,
	    is_secure ? HTTPS_PORT : HTTP_PORT);
	ret_view->order = listing_order_parse(query->request.query);
}

const char *
folder_view_site(const struct folder_view *view)
{
	return strstr(view->origin, "://") + 3;
}
