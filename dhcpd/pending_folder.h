/* SPDX-License-Identifier: ISC */
#ifndef DHCPD_PENDING_FOLDER_H
#define DHCPD_PENDING_FOLDER_H

#include "common/loop.h"
#include "dhcpd/engine.h"

/*
 * STATE/pending: a file for each machine that was refused as nobody knows it.
 * They are written on the thread pool, away from requests.
 */

enum {
	/* Changes are gathered so long before they are written. */
	PENDING_FOLDER_WAIT_MS = 1000,
	PENDING_FOLDER_BATCH = 64,
};

/** struct pending_folder - opaque */
struct pending_folder;

/** pending_folder_new() - with what earlier runs left in @state/pending
 * Return: 0; -ENOMEM. */
int pending_folder_new(
    struct loop *loop, const char *state, struct pending_folder **ret_folder);

/** pending_folder_note() - keep who was refused; every other answer is passed
 * over. @now_ms, @wall_s: as in struct engine_request. */
void pending_folder_note(struct pending_folder *folder,
    const struct engine_answer *answer, uint64_t now_ms, int64_t wall_s);

/** pending_folder_free() - what was not written yet is lost; a write under way
 * ends with the loop. NULL is allowed. */
void pending_folder_free(struct pending_folder *folder);

#endif
