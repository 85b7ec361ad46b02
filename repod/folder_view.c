/* SPDX-License-Identifier: ISC */
#include "repod/folder_view.h"

#include <string.h>

void
folder_view_make(const struct http_query *query, const union endpoint *local,
    bool is_secure, struct folder_view *ret_view)
{
	memcpy(ret_view->path, query->path, strlen(query->path) + 1);
	origin_text(ret_view->origin, is_secure ? ORIGIN_HTTPS : ORIGIN_HTTP,
	    &query->request.host, local);
	ret_view->order = listing_order_parse(query->request.query);
}

const char *
folder_view_site(const struct folder_view *view)
{
	return strstr(view->origin, "://") + 3;
}
