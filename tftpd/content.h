/* SPDX-License-Identifier: ISC */
#ifndef TFTPD_CONTENT_H
#define TFTPD_CONTENT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "common/loop.h"
#include "common/tree.h"
#include "tftpd/ahead.h"
#include "tftpd/cold_read.h"
#include "tftpd/transfer.h"

/*
 * The octets of one transfer's file, where its packets want them: read ahead,
 * read now, or by a thread of the pool.
 */

/** struct content - of one transfer */
struct content {
	struct tree_file file;
	struct ahead ahead;
	struct cold_read *reading; /* under way, or NULL */
	struct transfer_run run;   /* what it reads */
};

/** content_begin() - of @transfer, which was just started; see ahead_init() */
void content_begin(
    struct content *content, const struct transfer *transfer, size_t *left);

/** content_close() - close the file, now or when its read is done, and give
 * back to @left what was taken of it */
void content_close(struct content *content, size_t *left);

/** content_ahead() - read what is due next, if that is to be done and needs no
 * disk: for a moment when there is nothing to send */
void content_ahead(struct content *content, const struct transfer *transfer);

/** content_now() - the octets of @run, behind room for their headers, in
 * @scratch or elsewhere; NULL where the disk has to be waited for */
uint8_t *content_now(struct content *content, const struct transfer *transfer,
    const struct transfer_run *run, uint8_t *scratch);

/** content_later() - read them on a thread, then call @done, which clears
 * content->reading; see cold_read_start() */
int content_later(struct content *content, struct loop *loop,
    const struct transfer *transfer, const struct transfer_run *run,
    cold_read_fn *done, void *owner);

/** content_is_due() - whether what was read last is what @transfer sends next,
 * and @ret_run: an ACK or the timer may have moved the window meanwhile */
bool content_is_due(const struct content *content,
    const struct transfer *transfer, struct transfer_run *ret_run);

/** content_has_changed() - whether the file was written to since it was opened,
 * asked with its last block: what is sent must not be a mix of old and new. One
 * that was read at once cannot be. */
bool content_has_changed(const struct content *content,
    const struct transfer *transfer, const struct transfer_run *run);

#endif
