/* SPDX-License-Identifier: ISC */
#include "common/machine.h"

#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "common/lease_index.h"
#include "common/neighbours.h"

struct kept {
	uint32_t address; /* 0: the place is empty */
	bool is_known;
	uint8_t mac[MAC_LEN];
	uint64_t until_ms;
};

struct machines {
	char table[PATH_MAX];
	struct lease_index *leases; /* or NULL */
	uint64_t read_at_ms;	    /* not before it */
	struct kept kept[MACHINES_KEPT];
};

struct machines *
machines_new(const char *table, const char *state)
{
	struct machines *machines = calloc(1, sizeof(*machines));

	if (!machines)
		return NULL;
	snprintf(machines->table, sizeof(machines->table), "%s", table);
	if (state && !(machines->leases = lease_index_new(state))) {
		free(machines);
		return NULL;
	}
	return machines;
}

void
machines_free(struct machines *machines)
{
	if (machines)
		lease_index_free(machines->leases);
	free(machines);
}

/* A journal of many leases is read over several of these. */
static void
read_on(struct machines *machines, uint64_t now_ms)
{
	if (now_ms < machines->read_at_ms)
		return;
	if (lease_index_read(machines->leases) != 1)
		machines->read_at_ms = now_ms + MACHINES_READ_EVERY_MS;
}

static bool
look_up(struct machines *machines, const union endpoint *peer, uint64_t now_ms,
    uint8_t *ret_mac)
{
	if (neighbours_find(machines->table, peer, ret_mac) == 0)
		return true;
	if (!machines->leases)
		return false;
	read_on(machines, now_ms);
	return lease_index_find(
	    machines->leases, ntohl(peer->ipv4.sin_addr.s_addr), ret_mac);
}

char *
machines_find(struct machines *machines, const union endpoint *peer,
    uint64_t now_ms, char *out)
{
	union endpoint plain = endpoint_unmap(peer);
	uint32_t address;
	struct kept *kept;

	out[0] = '\0';
	if (!machines || plain.any.sa_family != AF_INET)
		return out;
	address = ntohl(plain.ipv4.sin_addr.s_addr);
	kept = &machines->kept[address % MACHINES_KEPT];
	if (kept->address != address || now_ms >= kept->until_ms) {
		kept->address = address;
		kept->is_known = look_up(machines, &plain, now_ms, kept->mac);
		kept->until_ms = now_ms +
		    (kept->is_known ? MACHINES_KEEP_MS
				    : MACHINES_READ_EVERY_MS);
	}
	if (kept->is_known)
		mac_text(out, kept->mac);
	return out;
}
