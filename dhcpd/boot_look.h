/* SPDX-License-Identifier: ISC */
#ifndef DHCPD_BOOT_LOOK_H
#define DHCPD_BOOT_LOOK_H

#include "common/loop.h"
#include "dhcpd/policy.h"

/*
 * Keeps what a policy knows of its boot tree up to date. It looks on a thread
 * of the pool, so that no request waits for a tree on a slow disk or on a file
 * server that is away: what was known last goes on being offered.
 */

enum {
	BOOT_LOOK_MS = 5000,
	/* For the size of a file that a reply had none for. */
	BOOT_LOOK_MISSED_MS = 100,
};

/** struct boot_look - opaque */
struct boot_look;

/** boot_look_new() - it looks at nothing yet. Return: 0; -ENOMEM. */
int boot_look_new(struct loop *loop, struct boot_look **ret_look);

/** boot_look_begin() - look at the tree at @root at once, waiting for it, and
 * from now on every BOOT_LOOK_MS; what it holds goes into @policy. Both are
 * borrowed until the next call or the end. That there is no tree is logged. */
void boot_look_begin(
    struct boot_look *look, const char *root, struct policy *policy);

/** boot_look_kick() - call it behind replies: where they had to leave out a
 * size, look soon */
void boot_look_kick(struct boot_look *look);

/** boot_look_free() - NULL is allowed */
void boot_look_free(struct boot_look *look);

#endif
