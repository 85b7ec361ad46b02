/* SPDX-License-Identifier: ISC */
#ifndef TFTPD_AHEAD_H
#define TFTPD_AHEAD_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "common/tree.h"
#include "tftpd/transfer.h"

/*
 * Blocks of a file that were read before they are due, some dozen at once: a
 * client waits for every block, or window of blocks, and what it waits for
 * should be the network alone.
 */

enum {
	AHEAD_OCTETS_MAX = 64 << 10,
	/* Of all transfers together; more of them read when they send. */
	AHEAD_OCTETS_ALL = 4 << 20,
};

/** struct ahead - zeroed, it holds nothing and never will */
struct ahead {
	uint8_t *bytes; /* packets, headers still to be written */
	size_t octets;
	uint32_t n_max; /* blocks that there is room for */
	uint64_t first; /* block held */
	uint32_t n;
};

/** ahead_init() - room for some blocks of @transfer, which was just started,
 * if its windows fit in and @left has as much; @left is less by that then */
void ahead_init(
    struct ahead *ahead, const struct transfer *transfer, size_t *left);

/** ahead_free() - give the room back to @left */
void ahead_free(struct ahead *ahead, size_t *left);

/** ahead_find() - where the packets of @run are; NULL: not held */
uint8_t *ahead_find(const struct ahead *ahead, const struct transfer *transfer,
    const struct transfer_run *run);

/** ahead_read() - hold the blocks of @file from what @transfer sends next on,
 * if they are not held and can be read without waiting for the disk */
void ahead_read(struct ahead *ahead, const struct transfer *transfer,
    const struct tree_file *file);

/** ahead_is_whole() - whether all of the file is held, by one read */
bool ahead_is_whole(const struct ahead *ahead, const struct transfer *transfer);

#endif
