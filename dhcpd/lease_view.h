/* SPDX-License-Identifier: ISC */
#ifndef DHCPD_LEASE_VIEW_H
#define DHCPD_LEASE_VIEW_H

#include <stddef.h>
#include <stdint.h>

#include "common/lease_record.h"
#include "dhcpd/engine.h"

/*
 * What the lease journal says at one moment, for people and programs: the last
 * line of each address, in the order of addresses. It needs only the file's
 * text, so a running server is not asked and not disturbed; an engine of its
 * own reads it, so that both take it for the same.
 */

enum {
	/* A line of the table or a JSON object, with its newline. */
	LEASE_VIEW_LINE_MAX = 1024,
};

/** enum lease_view_state - what holds at the moment of the reading */
enum lease_view_state {
	LEASE_VIEW_BOUND,
	LEASE_VIEW_EXPIRED,  /* bound, and over */
	LEASE_VIEW_RELEASED, /* or its holder has another address by now */
	LEASE_VIEW_DECLINED,
	LEASE_VIEW_RESTED, /* declined, and the rest is over */
};

/** struct lease_view_now - the moment, by both clocks, and this boot's name */
struct lease_view_now {
	int64_t wall_s;	  /* since 1970 */
	uint64_t clock_s; /* CLOCK_BOOTTIME */
	char boot[LEASE_BOOT_MAX];
	uint64_t seed; /* as in engine_new() */
};

/** struct lease_view_row - one address */
struct lease_view_row {
	struct lease_record record;
	enum lease_view_state state;
	int64_t ends_s; /* since 1970, by today's time of day */
};

/** struct lease_view - a read journal; borrows its text and the policy */
struct lease_view {
	struct engine *engine;	    /* owned */
	struct lease_place *places; /* owned */
	size_t n;		    /* addresses */
	size_t n_bad;		    /* lines that could not be read */
};

/**
 * lease_view_read() - find the last line of each address
 * @text: the journal, borrowed until lease_view_free(); an end without a
 *	newline is a line that is being written, and is passed over
 * @policy: the server's, sorted; borrowed likewise. Which subnets share a wire
 *	decides which lease ends when its holder gets another.
 *
 * Return: 0; -ENOMEM.
 */
int lease_view_read(const char *text, size_t len,
    const struct lease_view_now *now, const struct policy *policy,
    struct lease_view *ret_view);

/** lease_view_row() - number @i of view->n */
void lease_view_row(const struct lease_view *view, size_t i,
    const struct lease_view_now *now, struct lease_view_row *ret_row);

/** lease_view_free() - free what @view owns */
void lease_view_free(struct lease_view *view);

/** lease_view_head() - the table's first line, with its newline, to @out */
void lease_view_head(struct writer *out);

/** lease_view_line() - @row as a line of the table to @out, which needs
 * LEASE_VIEW_LINE_MAX. @host: whose it is; "" for nobody's that has a name. */
void lease_view_line(
    struct writer *out, const struct lease_view_row *row, const char *host);

/** lease_view_json() - as lease_view_line(), a JSON object on a line */
void lease_view_json(
    struct writer *out, const struct lease_view_row *row, const char *host);

#endif
