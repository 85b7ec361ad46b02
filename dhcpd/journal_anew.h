/* SPDX-License-Identifier: ISC */
#ifndef DHCPD_JOURNAL_ANEW_H
#define DHCPD_JOURNAL_ANEW_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

#include "dhcpd/journal_buffer.h"

/*
 * The file that takes a journal's place, written beside it in parts while the
 * old one goes on: each part is synced, so that no sync of the old file waits
 * for more than one part of this. For dhcpd/journal.c.
 */

/** struct journal_anew - begin with @fd -1 and zeros. The first three are the
 * gathering thread's, the others the writing one's. */
struct journal_anew {
	bool is_open;
	int error; /* of gathering */
	struct journal_buffer gathering;
	int fd;
	off_t len;	/* octets that are on the disk */
	size_t n_lines; /* in them */
	struct journal_buffer writing;
};

/** journal_anew_begin() - gather for a new file, whose first line names @boot;
 * a failure shows in @anew->error, here and below */
void journal_anew_begin(struct journal_anew *anew, const char *boot);

/** journal_anew_keep() - gather @record, in @max octets at most; nothing where
 * nothing is open */
void journal_anew_keep(
    struct journal_anew *anew, const struct lease_record *record, size_t max);

/** journal_anew_write() - write and sync what was turned to, to @name in
 * @folder; blocks. Return: 0; -errno. */
int journal_anew_write(struct journal_anew *anew, int folder, const char *name);

/** journal_anew_end() - forget it, close the file and free the rest; one that
 * was not begun is fine */
void journal_anew_end(struct journal_anew *anew);

#endif
