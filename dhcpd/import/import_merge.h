/* SPDX-License-Identifier: ISC */
#ifndef DHCPD_IMPORT_MERGE_H
#define DHCPD_IMPORT_MERGE_H

#include <stddef.h>
#include <stdint.h>

#include "common/lease_record.h"
#include "dhcpd/import/import_lease.h"
#include "dhcpd/policy.h"

/*
 * Another server's leases beside those that this one has: which of them can be
 * taken over. What is here already always stays.
 */

/** enum import_verdict - what becomes of a lease */
enum import_verdict {
	IMPORT_KEPT,	   /* its holder's here, too */
	IMPORT_REMEMBERED, /* over; its holder gets it again if it is free */
	IMPORT_PRESENT,	   /* this server has it already */
	IMPORT_OVER,	   /* over, and this server knows more of it */
	IMPORT_NOBODY,	   /* names no machine: declined, or never given */
	IMPORT_OUTSIDE,	   /* of every subnet */
	IMPORT_RESERVED,   /* the address of another [host] */
	IMPORT_HOST,	   /* its machine's [host] has another address */
	IMPORT_TAKEN,	   /* this server gave it to another machine */
	IMPORT_MOVED,	   /* its machine has a later one in that subnet */
	N_IMPORT_VERDICTS,
};

/** struct import_item - a lease of the other server */
struct import_item {
	struct import_lease lease;
	const char *file; /* that it is from, borrowed */
	struct dhcp_identity identity;
	size_t order;
	enum import_verdict verdict;
	/* Whom it is in conflict with: a [host]'s name or NULL, the address
	 * that its machine has, or the lease that is in its place. */
	const struct policy_host *host;
	uint32_t address;
	const struct lease_record *holder;
};

/** struct import_merge - both sides; the caller sets the first three */
struct import_merge {
	const struct policy *policy; /* sorted */
	uint64_t now_ms;	     /* CLOCK_BOOTTIME */
	int64_t wall_s;		     /* seconds since 1970 */
	/* Owned. Of @items one an address is left by import_merge_decide(),
	 * those that end first at the front. */
	struct import_item *items;
	size_t n_items;
	struct import_mine *mine;
	size_t n_mine;
};

/** import_merge_add() - what the other server's @file says. Return: 0;
 * -ENOMEM. */
int import_merge_add(struct import_merge *merge, const char *file,
    const struct import_lease *lease);

/** import_merge_mine() - what this server's journal says, in order, a
 * journal_restore_fn. Return: 0; -ENOMEM. */
int import_merge_mine(
    void *merge, const struct lease_record *record, uint64_t until_ms);

/** import_merge_decide() - once all is added: a verdict for each item.
 * Return: 0; -ENOMEM. */
int import_merge_decide(struct import_merge *merge);

/** import_merge_record() - @item, kept or remembered, as a line of the
 * journal */
void import_merge_record(const struct import_merge *merge,
    const struct import_item *item, struct lease_record *ret_record);

/** import_merge_free() - what @merge owns, not @merge */
void import_merge_free(struct import_merge *merge);

#endif
