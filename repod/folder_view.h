/* SPDX-License-Identifier: ISC */
#ifndef REPOD_FOLDER_VIEW_H
#define REPOD_FOLDER_VIEW_H

#include "common/address.h"
#include "common/listing.h"
#include "common/path.h"
#include "repod/http_session.h"
#include "repod/origin.h"

/* Which folder somebody wants to see, and how. Pure. */

/** struct folder_view - made of a request, and independent of it */
struct folder_view {
	char path[PATH_NAME_MAX];
	char origin[ORIGIN_MAX]; /* "http://192.168.10.1:8080" */
	struct listing_order order;
};

/** folder_view_make() - what @query wants to see
 * @is_secure: by https
 * @local: where it came in; it names us where the request does not, as before
 *	HTTP/1.1, or by a name longer than ORIGIN_HOST_MAX - 1 */
void folder_view_make(const struct http_query *query,
    const union endpoint *local, bool is_secure, struct folder_view *ret_view);

/** folder_view_site() - the name of the server, borrowed from @view */
const char *folder_view_site(const struct folder_view *view);

#endif
