/* SPDX-License-Identifier: ISC */
#ifndef REPOD_HTTP_LOOKUP_H
#define REPOD_HTTP_LOOKUP_H

#include <stdbool.h>
#include <stdint.h>

#include "common/address.h"
#include "common/tree.h"
#include "repod/access.h"
#include "repod/answer/made.h"
#include "repod/http_answer.h"
#include "repod/open_files.h"

/* What there is at the path of a query: a file of the tree, a precompressed
 * one in its place, one that is made for the machine that asks, a form. */

/** struct http_lookup - where to look; all borrowed but @access */
struct http_lookup {
	struct tree *tree;
	struct open_files *files;
	struct made *made;
	struct access access;
	bool has_precompressed;
	char reason[MADE_REASON_MAX]; /* what facts->reason points to */
};

/** struct http_asker - who asks, by what end of ours, and when */
struct http_asker {
	const union endpoint *peer;
	const union endpoint *local;
	bool is_secure;
	uint64_t now_ms; /* monotonic */
	uint64_t turn;	 /* as open_files_turn() takes it */
};

/**
 * http_lookup_find() - what there is at @query->path
 * @ret_facts: always set; its reason lives until the next call
 * @ret_file: the file, referenced for the caller; NULL for a folder, and where
 *	ret_facts->error says why there is none
 */
void http_lookup_find(struct http_lookup *lookup,
    const struct http_query *query, const struct http_asker *asker,
    struct http_facts *ret_facts, struct stream_file **ret_file);

#endif
