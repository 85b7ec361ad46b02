/* SPDX-License-Identifier: ISC */
#include "repod/http_page.h"

#include <errno.h>
#include <stdlib.h>

#include "repod/folder_page.h"

struct http_page {
	LIST_ENTRY(http_page) entry;
	struct http_pages *pages; /* NULL: the server is gone */
	http_page_made_fn *made;  /* NULL: the owner is */
	void *owner;
	struct tree *tree;
	struct folder_view view;
	int fd;
	uint64_t size;
	int error;
};

/* On the thread: nothing here is shared with the loop. */
static void
make_page(void *owner)
{
	struct http_page *page = owner;

	page->error =
	    folder_page_make(page->tree, &page->view, &page->fd, &page->size);
}

static int
take_room(struct http_pages *pages, uint64_t size)
{
	if (size > HTTP_PAGES_OCTETS_MAX - pages->octets)
		return -EAGAIN;
	pages->octets += size;
	return 0;
}

static void
made_page(void *owner)
{
	struct http_page *page = owner;
	struct stream_file *file = NULL;
	int error = page->error;

	if (error == 0 && !(file = stream_file_new(page->fd)))
		error = -ENOMEM;
	if (page->pages)
		LIST_REMOVE(page, entry);
	if (error == 0 && page->pages)
		error = take_room(page->pages, page->size);
	if (error != 0)
		page->size = 0;
	if (page->made)
		page->made(page->owner, error, file, page->size);
	else if (page->pages)
		http_page_sent(page->pages, page->size);
	stream_file_unref(file);
	tree_unref(page->tree);
	free(page);
}

int
http_page_start(struct http_pages *pages, struct tree *tree,
    const struct folder_view *view, http_page_made_fn *made, void *owner,
    struct http_page **ret_page)
{
	struct http_page *page;
	int r;

	if (pages->n == HTTP_PAGES_MAX)
		return -EAGAIN;
	page = calloc(1, sizeof(*page));
	if (!page)
		return -ENOMEM;
	page->pages = pages;
	page->made = made;
	page->owner = owner;
	page->tree = tree_ref(tree);
	page->view = *view;
	r = loop_work(pages->loop, make_page, made_page, page);
	if (r < 0) {
		tree_unref(tree);
		free(page);
		return r;
	}
	LIST_INSERT_HEAD(&pages->making, page, entry);
	pages->n++;
	*ret_page = page;
	return 0;
}

void
http_page_forget(struct http_page *page)
{
	if (page)
		page->made = NULL;
}

void
http_page_sent(struct http_pages *pages, uint64_t size)
{
	pages->octets -= size;
	pages->n--;
}

void
http_pages_stop(struct http_pages *pages)
{
	struct http_page *page;

	while ((page = LIST_FIRST(&pages->making))) {
		LIST_REMOVE(page, entry);
		page->pages = NULL;
		page->made = NULL;
	}
}
