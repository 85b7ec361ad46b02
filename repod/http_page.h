/* SPDX-License-Identifier: ISC */
#ifndef REPOD_HTTP_PAGE_H
#define REPOD_HTTP_PAGE_H

#include <stdint.h>
#include <sys/queue.h>

#include "common/loop.h"
#include "common/stream_file.h"
#include "common/tree.h"
#include "repod/folder_view.h"

/* Pages of folders, made on a thread: a folder may hold 100,000 names on a
 * cold disk, and nobody else shall wait for that. */

enum {
	/* Pages in the making or being sent, which take memory. */
	HTTP_PAGES_MAX = 64,
	/* Octets of those being sent; one that would make them more is
	 * dropped. */
	HTTP_PAGES_OCTETS_MAX = 128 << 20,
};

/** struct http_page - one in the making; opaque */
struct http_page;

/** struct http_pages - all of a server; starts zero but for @loop */
struct http_pages {
	struct loop *loop;
	LIST_HEAD(, http_page) making;
	unsigned n;
	uint64_t octets;
};

/** The page is there: 0, its @file, borrowed, and its size; else -errno of
 * folder_page_make(), -EAGAIN past HTTP_PAGES_OCTETS_MAX. It counts until
 * http_page_sent(). */
typedef void http_page_made_fn(
    void *owner, int error, struct stream_file *file, uint64_t size);

/**
 * http_page_start() - make the page of the folder @view tells of
 * @view: copied
 * @tree: referenced while it is made
 *
 * Return: 0, and @made is called later; -EAGAIN past HTTP_PAGES_MAX; -errno.
 */
int http_page_start(struct http_pages *pages, struct tree *tree,
    const struct folder_view *view, http_page_made_fn *made, void *owner,
    struct http_page **ret_page);

/** http_page_forget() - its owner is gone; @made is not called any more. NULL
 * is allowed. */
void http_page_forget(struct http_page *page);

/** http_page_sent() - a page that was made, of @size octets or none for an
 * error, takes no memory any more */
void http_page_sent(struct http_pages *pages, uint64_t size);

/** http_pages_stop() - @pages may go, also while some are in the making */
void http_pages_stop(struct http_pages *pages);

#endif
