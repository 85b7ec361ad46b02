/* SPDX-License-Identifier: ISC */
#ifndef REPOD_HTTP_VARIANT_H
#define REPOD_HTTP_VARIANT_H

#include <stdbool.h>
#include <stdint.h>

#include "common/tree.h"
#include "repod/http_session.h"
#include "repod/open_files.h"

/* Files that stand compressed beside others: x.zst and x.gz for x. */

/** http_variant_may_be() - whether the answer to @query may depend on what
 * codings a client takes: not for a file that is compressed already */
bool http_variant_may_be(const struct http_query *query);

/**
 * http_variant_find() - the compressed file to send in place of another
 * @file: in/out; of @query->path; replaced, with its reference, where the
 *	client likes the coding of a sibling at least as well
 * @now_ms: monotonic
 *
 * A sibling that is older than the file is out of date, and not used. A
 * request for a range means the file itself: what its client has of it was not
 * compressed.
 *
 * Return: the coding, static; NULL: @file stays.
 */
const char *http_variant_find(struct open_files *files, const struct tree *tree,
    const struct http_query *query, uint64_t now_ms, struct open_file *file);

#endif
