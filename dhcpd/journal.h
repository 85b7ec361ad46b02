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
 * another thread while records gather, but not two of them at once, unless they
 * say so.
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

/**
 * journal_compact_begin() - begin to write the file anew, beside itself
 *
 * From now on journal_append() gathers for both. Then journal_keep() every
 * lease, in any order and as many turns as it takes, finish, and end.
 */
void journal_compact_begin(struct journal *journal);

/** journal_keep() - gather @record, of a lease as it is now, for the new file;
 * nothing where none was begun */
void journal_keep(struct journal *journal, const struct lease_record *record);

/** journal_compact_turn() - what was kept is what journal_compact_write() or
 * _finish() writes; gather anew. Not while one of them runs. Return: 0; -errno
 * where not all could be kept: end it. */
int journal_compact_turn(struct journal *journal);

/** journal_compact_write() - write a part of the new file and wait until the
 * disk has it. Blocks; it may run beside journal_write(). Return: 0; -errno,
 * not logged: end it. */
int journal_compact_write(struct journal *journal);

/** journal_compact_finish() - write the last part and put the new file in the
 * place of the old one: renamed, the folder synced. Blocks. Return: 0; -errno,
 * not logged, and the journal goes on in the old file or in the new one. */
int journal_compact_finish(struct journal *journal);

/** journal_compact_end() - free what it took; where it did not finish, go on
 * with the file as it is. Fine where none was begun. */
void journal_compact_end(struct journal *journal);

/** journal_boot() - the name of this boot of the machine, as boot lines have
 * it. @out: room for LEASE_BOOT_MAX. */
void journal_boot(char *out);

/** journal_path() - the file's name, for messages; the journal's */
const char *journal_path(const struct journal *journal);

#endif
