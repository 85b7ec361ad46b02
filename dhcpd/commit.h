/* SPDX-License-Identifier: ISC */
#ifndef DHCPD_COMMIT_H
#define DHCPD_COMMIT_H

#include <stdbool.h>

#include "common/loop.h"
#include "dhcpd/engine.h"
#include "dhcpd/journal.h"
#include "dhcpd/sender.h"

/*
 * Group commit: replies wait here until the records that they promise are on
 * disk. While one batch is synced on the thread pool the next one gathers.
 */

enum {
	/* Replies that may wait; beyond it clients are left to ask again. */
	COMMIT_HELD_MAX = 4096,
	/* How often a disk that failed is asked again. */
	COMMIT_RETRY_MS = 1000,
};

/** struct commit - opaque */
struct commit;

/** commit_new() - with @journal, which it takes over (also on failure)
 * @sender, @engine: borrowed; they live longer
 *
 * Return: 0; -errno.
 */
int commit_new(struct loop *loop, struct journal *journal,
    struct engine *engine, struct sender *sender, struct commit **ret_commit);

/** commit_free() - after a last write of what waits, whose replies leave. The
 * loop is run until the pool is done, so this is no call from inside it. NULL
 * is allowed. */
void commit_free(struct commit *commit);

/** commit_may_add() - whether there is room for one more reply */
bool commit_may_add(const struct commit *commit);

/**
 * commit_add() - write @record; then send @message, or nothing where its len
 * is 0
 * @until_ms: as engine_recorded() wants it
 *
 * Return: 0; -errno, logged: nothing will be sent.
 */
int commit_add(struct commit *commit, const struct lease_record *record,
    uint64_t until_ms, const struct sender_message *message);

/** commit_kick() - begin to write what waits, unless a write is under way;
 * then that one's end begins it */
void commit_kick(struct commit *commit);

#endif
