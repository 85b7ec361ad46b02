/* SPDX-License-Identifier: ISC */
#ifndef DHCPD_PROBE_H
#define DHCPD_PROBE_H

#include <stdbool.h>

#include "common/loop.h"
#include "dhcpd/interfaces.h"
#include "dhcpd/sender.h"

/*
 * Is an address in use by somebody without a lease? Asked by ARP, beyond a
 * relay by ICMP echo, before it is offered for the first time. All probes run
 * side by side, and each takes the same short time: nobody waits for another's.
 */

enum {
	PROBE_MS = 250,
	/* Beyond these many, addresses are offered unasked. */
	PROBES_MAX = 256,
	PROBE_REQUEST_MAX = 1500,
};

/** struct probe - one question, and what waits for it */
struct probe {
	struct probe *next; /* the prober's */
	uint64_t until_ms;  /* the prober's */
	uint32_t address;
	bool is_relayed;  /* the client is beyond a relay */
	unsigned n_tries; /* addresses that this client's request met */
	struct sender_message offer;
	/* The request, to answer it anew with another address. */
	uint32_t local;
	size_t request_len;
	uint8_t request[PROBE_REQUEST_MAX];
};

/** Nobody answered: @probe's offer may leave; it is borrowed. */
typedef void probe_clear_fn(void *owner, const struct probe *probe);
/** @mac has @probe's address; NULL beyond a relay. @probe is borrowed. */
typedef void probe_conflict_fn(
    void *owner, const struct probe *probe, const uint8_t *mac);

/** struct prober - opaque */
struct prober;

/** prober_new() - open the sockets, as root. Where that is not allowed, it
 * is told, and prober_add() takes nothing. Return: 0; -errno. */
int prober_new(struct loop *loop, probe_clear_fn *clear,
    probe_conflict_fn *conflict, void *owner, struct prober **ret_prober);

/** prober_free() - offers that wait are dropped; NULL is allowed */
void prober_free(struct prober *prober);

/** prober_has() - whether @address is being asked for */
bool prober_has(const struct prober *prober, uint32_t address);

/** prober_add() - ask for @probe's address on @interface; copied. Return:
 * false where it cannot be asked: the offer may leave at once. */
bool prober_add(struct prober *prober, const struct interface *interface,
    const struct probe *probe);

#endif
