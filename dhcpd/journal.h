/* SPDX-License-Identifier: ISC */
#ifndef DHCPD_JOURNAL_H
#define DHCPD_JOURNAL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "common/lease_record.h"
#include "dhcpd/journal_read.h"

/*
 * The file STATE/leases: one line of text an event, appended (see
 * dhcpd/lease_record.h). A line that ends torn is dropped, a bad one in the
 * middle is skipped, both told; the file as it was then stays beside as
 * leases.damaged, and this one is written anew. Records gather while a write is
 * under way, and share the next fdatasync. The calls marked "blocks" may run on
 * another thread while records gather, but not two of them at once.
 */

enum {
	/* Octets that may wait for the disk: what a minute of a stuck one
	 * gathers. */
	JOURNAL_GATHER_MAX = 16 << 20,
	/* The file is written anew when it has so many lines more than leases,
	 * and four times as many. */
	JOURNAL_SLACK_LINES = 10000,
};

/** struct journal - opaque */
struct journal;

/**
 * journal_open() - open or make @state/leases and read what it holds
 * @now_ms: CLOCK_BOOTTIME
 * @wall_s: seconds since 1970
 *
 * Ends are as dhcpd/journal_read.h says. Blocks. Failures are logged with the
 * next step to take. Return: 0; -EBUSY where another server has it open;
 * another -errno.
 */
int journal_open(const char *state, uint64_t now_ms, int64_t wall_s,
    journal_restore_fn *restore, void *owner, struct journal **ret_journal);

/** journal_close() - what has gathered and was not written is lost; NULL is
 * allowed */
void journal_close(struct journal *journal);

/** journal_append() - gather @record for the next write. Return: 0; -ENOBUFS
 * past JOURNAL_GATHER_MAX; -ENOMEM. */
int journal_append(struct journal *journal, const struct lease_record *record);

/** journal_is_waiting() - whether records have gathered */
bool journal_is_waiting(const struct journal *journal);

/** journal_turn() - what has gathered is what journal_write() writes; gather
 * anew. Not while it runs. */
void journal_turn(struct journal *journal);

/**
 * journal_write() - write it, and wait until the disk has it. Blocks.
 *
 * Where that fails the file is cut back to what was good before.
 * Return: 0; -errno, not logged.
 */
int journal_write(struct journal *journal);

/** journal_test() - whether the disk takes a line again; blocks, as
 * journal_write() */
int journal_test(struct journal *journal);

/** journal_is_overgrown() - whether the file should be written anew, with
 * @n_leases to keep: it has too many lines, or bad ones, once */
bool journal_is_overgrown(const struct journal *journal, size_t n_leases);

/** journal_keep() - gather @record for journal_compact() */
int journal_keep(struct journal *journal, const struct lease_record *record);

/**
 * journal_compact() - put the kept records in the place of the file: written
 * beside, synced, renamed, the folder synced. Blocks.
 *
 * Return: 0; -errno, not logged, and the file as it was stays in use.
 */
int journal_compact(struct journal *journal);

/** journal_boot() - the name of this boot of the machine, as boot lines have
 * it. @out: room for LEASE_BOOT_MAX. */
void journal_boot(char *out);

/** journal_path() - the file's name, for messages; the journal's */
const char *journal_path(const struct journal *journal);

#endif
