/* SPDX-License-Identifier: ISC */
#include "repod/http_lookup.h"

#include <errno.h>

#include "repod/http_variant.h"
#include "repod/kickstart/install_page.h"

/* A file that is made for this client alone: no other sees it, so it is not
 * kept among the open ones. */
static int
open_made(struct http_lookup *lookup, const struct http_query *query,
    const struct http_asker *asker, struct open_file *ret_file)
{
	struct asker machine;
	struct made_file made;
	int r;

	asker_by_http(&query->request, asker->peer, asker->local,
	    asker->is_secure, &machine);
	r = made_open(lookup->made, lookup->tree, query->path, &machine,
	    asker->now_ms, &made, lookup->reason);
	if (r < 0)
		return r;
	*ret_file = (struct open_file){
		.file = stream_file_of_text(made.text, made.size),
		.size = made.size,
		.inode = made.inode,
		.mtime = made.mtime,
	};
	return ret_file->file ? 0 : -ENOMEM;
}

static int
open_kept(struct http_lookup *lookup, const struct http_query *query,
    const struct http_asker *asker, struct http_facts *facts,
    struct open_file *ret_file)
{
	int r;

	open_files_turn(lookup->files, asker->turn);
	r = open_files_get(
	    lookup->files, lookup->tree, query->path, asker->now_ms, ret_file);
	if (r == 0 && lookup->has_precompressed && http_variant_may_be(query)) {
		facts->varies = true;
		facts->coding = http_variant_find(lookup->files, lookup->tree,
		    query, asker->now_ms, ret_file);
	}
	return r;
}

static int
open_file(struct http_lookup *lookup, const struct http_query *query,
    const struct http_asker *asker, struct http_facts *facts,
    struct open_file *ret_file)
{
	int r = -ENOENT;

	if (!access_allows(&lookup->access, query->path, asker->peer))
		return ACCESS_REFUSED;
	if (made_has(lookup->made, query->path)) {
		r = open_made(lookup, query, asker, ret_file);
		facts->is_made = r == 0;
		facts->reason = r == -EBADMSG ? lookup->reason : NULL;
	}
	return r == -ENOENT ? open_kept(lookup, query, asker, facts, ret_file)
			    : r;
}

/* At a few folders a form makes answer files. @r: what is known of the folder.
 * Return: 0 where it is the answer; else @r. */
static int
open_form(const struct http_query *query, int r, struct http_facts *facts,
    struct stream_file **ret_file)
{
	const struct http_span *words = &query->request.query;
	enum install_page page = INSTALL_PAGE_NONE;
	int fd;

	if (query->wants_folder && (r == -ENOENT || r == -EISDIR))
		page = install_page_of(
		    query->path, words->at, words->len, r == -ENOENT);
	if (page == INSTALL_PAGE_NONE)
		return r;
	r = install_page_make(
	    page, query->path, words->at, words->len, &fd, &facts->size);
	if (r < 0)
		return r;
	facts->is_form = page == INSTALL_PAGE_FORM;
	facts->is_text = page == INSTALL_PAGE_TEXT;
	*ret_file = stream_file_new(fd);
	return *ret_file ? 0 : -ENOMEM;
}

void
http_lookup_find(struct http_lookup *lookup, const struct http_query *query,
    const struct http_asker *asker, struct http_facts *ret_facts,
    struct stream_file **ret_file)
{
	struct open_file found = { 0 };
	int r;

	*ret_file = NULL;
	*ret_facts = (struct http_facts){ 0 };
	r = open_file(lookup, query, asker, ret_facts, &found);
	if (r < 0)
		r = open_form(query, r, ret_facts, ret_file);
	if (ret_facts->is_form || ret_facts->is_text) {
		ret_facts->error = r;
	} else if (r == -EISDIR) {
		ret_facts->is_folder = true;
	} else if (r < 0) {
		ret_facts->error = r;
	} else {
		ret_facts->size = found.size;
		ret_facts->inode = found.inode;
		ret_facts->mtime_s = found.mtime.tv_sec;
		ret_facts->mtime_ns = (uint32_t)found.mtime.tv_nsec;
		*ret_file = found.file;
	}
}
