/* SPDX-License-Identifier: ISC */
#ifndef DHCPD_COMPACTION_H
#define DHCPD_COMPACTION_H

#include <stdbool.h>

#include "common/loop.h"
#include "dhcpd/engine.h"
#include "dhcpd/journal.h"

/*
 * The journal written anew while it is in use: some leases a turn, each part
 * written and synced on the thread pool, so that no client waits for more than
 * one part. The last step, which takes the old file's place, is the caller's to
 * fit in between two writes.
 */

enum {
	/* Leases in a part: less than a millisecond of the loop, and what a
	 * disk takes at once. */
	COMPACTION_PART = 1024,
	/* After a failure, the next one. */
	COMPACTION_AGAIN_MS = 60 * 1000,
};

/** struct compaction - opaque */
struct compaction;

/** compaction_new() - @journal and @engine are borrowed; @step is called when
 * a part has been written. Return: NULL without memory. */
struct compaction *compaction_new(struct loop *loop, struct journal *journal,
    struct engine *engine, loop_fn *step, void *owner);

/** compaction_free() - while compaction_is_writing() is false. NULL is
 * allowed. */
void compaction_free(struct compaction *compaction);

/** compaction_start() - begin one if the journal needs it */
void compaction_start(struct compaction *compaction);

/** compaction_is_writing() - whether the pool has a part in hand */
bool compaction_is_writing(const struct compaction *compaction);

/** compaction_is_ready() - whether all but the last step is done */
bool compaction_is_ready(const struct compaction *compaction);

/** compaction_turn() - on the loop, before compaction_finish(). Return: 0;
 * -errno: over() it. */
int compaction_turn(struct compaction *compaction);

/** compaction_over() - it is finished, with @result, which is logged where it
 * is a failure */
void compaction_over(struct compaction *compaction, int result);

#endif
