/* SPDX-License-Identifier: ISC */
#ifndef DHCPD_JOURNAL_READ_H
#define DHCPD_JOURNAL_READ_H

#include <stddef.h>
#include <stdint.h>

#include "common/lease_record.h"

/*
 * What a journal's text says, and until when. Of this boot, ends are taken by
 * CLOCK_BOOTTIME, so that nobody's clock correction ends a lease. Of a boot
 * that is over they are taken by the wall clock as that boot knew it best: the
 * latest that any of its lines puts its start. So a machine that came up in
 * 1970 and was then set right gives nothing away; and no lease is held longer
 * than from its boot's start to its end, whatever the wall clock says now.
 */

/** A record of the text; @until_ms is its end by CLOCK_BOOTTIME. Return: 0;
 * -errno, which ends the reading. */
typedef int journal_restore_fn(
    void *owner, const struct lease_record *record, uint64_t until_ms);

/** struct journal_reading - what to read by, and what was found */
struct journal_reading {
	const char *boot; /* this boot's name */
	uint64_t now_ms;  /* CLOCK_BOOTTIME */
	int64_t wall_s;	  /* seconds since 1970 */
	journal_restore_fn *restore;
	void *owner;

	/* The line in hand, for @restore. */
	const char *line;
	size_t line_len;

	/* Found. @good: octets in whole lines; @n_torn: 0 or 1, a last line
	 * without its newline. */
	size_t n_lines, n_bad, n_torn, good;
};

/** journal_read() - every line of @text, in order; the caller zeroes what is
 * found. Return: 0; what @reading->restore returned. */
int journal_read(struct journal_reading *reading, const char *text, size_t len);

#endif
