/* SPDX-License-Identifier: ISC */
#ifndef COMMON_LEASE_INDEX_H
#define COMMON_LEASE_INDEX_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "common/address.h"

/*
 * Which machine has which address, by dhcpd's journal of leases, for a program
 * that only reads it: what was added since the last reading is read on, and a
 * journal that took the old one's place is read from its start.
 */

enum {
	/* Addresses that are known at once; later ones are not. */
	LEASE_INDEX_MAX = 1 << 20,
	/* Read in one step, which takes a few milliseconds. */
	LEASE_INDEX_STEP = 256 << 10,
};

/** struct lease_index - opaque */
struct lease_index;

/** lease_index_new() - nothing known yet
 * @state: the folder that holds `leases`, which may not be there yet; copied
 * Return: NULL without memory. */
struct lease_index *lease_index_new(const char *state);

/** lease_index_read() - read on, at most LEASE_INDEX_STEP octets. Return: 1
 * where there was that much, so that there may be more; 0; -errno of the
 * journal, and what was known stays. */
int lease_index_read(struct lease_index *index);

/** lease_index_find() - the MAC that @address (host order) was given to last,
 * and is not released since. Return: whether there is one. */
bool lease_index_find(const struct lease_index *index, uint32_t address,
    uint8_t ret_mac[MAC_LEN]);

/** lease_index_address() - the other way round: an address that @mac has, host
 * order; looks at all of them. Return: whether there is one. */
bool lease_index_address(const struct lease_index *index,
    const uint8_t mac[MAC_LEN], uint32_t *ret_address);

/** lease_index_free() - NULL is allowed */
void lease_index_free(struct lease_index *index);

#endif
