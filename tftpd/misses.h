/* SPDX-License-Identifier: ISC */
#ifndef TFTPD_MISSES_H
#define TFTPD_MISSES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "common/address.h"

/*
 * Chains of missing names: PXELINUX and GRUB look for their configuration
 * under ten names and more, and a person wants to read of that once. A chain
 * is over when its client takes a file, or is quiet. Pure.
 */

enum {
	MISSES_CHAINS_MAX = 256, /* one a client */
	MISSES_NAME_MAX = 256,	 /* with the NUL; longer ones are cut */
	MISSES_QUIET_US = 1000000,
	/* A client that never rests is told of so often. */
	MISSES_LONGEST_US = 10000000,
};

/** struct miss_chain - what one client asked for in vain */
struct miss_chain {
	union endpoint client; /* its last port */
	uint32_t n;
	uint64_t first_us, last_us;
	char first[MISSES_NAME_MAX]; /* as sent: escape before printing */
	char last[MISSES_NAME_MAX];
};

/** struct misses - the chains that are not over; zeroed, there are none */
struct misses {
	size_t n;
	struct miss_chain chains[MISSES_CHAINS_MAX];
};

/**
 * misses_add() - @client asked for @name, which is missing
 *
 * Return: whether another client's chain had to make room: the one that is
 * quiet longest, into @ret_chain.
 */
bool misses_add(struct misses *misses, const union endpoint *client,
    const char *name, uint64_t now_us, struct miss_chain *ret_chain);

/** misses_take() - end the chain of @client, at any port. Return: whether
 * there was one, into @ret_chain. */
bool misses_take(struct misses *misses, const union endpoint *client,
    struct miss_chain *ret_chain);

/** misses_take_over() - end one that is over by @now_us; UINT64_MAX ends any.
 * Return: whether there was one, into @ret_chain. */
bool misses_take_over(
    struct misses *misses, uint64_t now_us, struct miss_chain *ret_chain);

/** misses_due_us() - when the next one will be over; UINT64_MAX: none is */
uint64_t misses_due_us(const struct misses *misses);

#endif
