/* SPDX-License-Identifier: ISC */
#ifndef DHCPD_PROBE_H
#define DHCPD_PROBE_H

#include <stdbool.h>

#include "common/loop.h"
#include "dhcpd/interfaces.h"
#include "dhcpd/sender.h"

/*
 * Is an address in use by somebody without a lease? Asked by ARP, beyond a
 * relay by ICMP echo, before it is offered for the first time. Probes run side
 * by side, and each takes the same short time; a wire is spared more than
 * PROBES_MAX questions at once, so beyond them they wait their turn.
 */

enum {
	PROBE_MS = 250,
	PROBES_MAX = 256,
	/* With those that wait: two seconds' worth, before clients ask again.
	 * Beyond it they are left to do so. */
	PROBES_HELD_MAX = 2048,
	PROBE_REQUEST_MAX = 1500,
};

/** struct probe_asker - an interface of this host that asks by ARP */
struct probe_asker {
	unsigned ifindex;
	bool has_mac;
	uint8_t mac[MAC_LEN];
};

/** struct probe - one question, and what waits for it */
struct probe {
	struct probe *next, *before, *next_same_hash; /* the prober's */
	struct probe_asker asker;		      /* the prober's */
	uint64_t until_ms; /* the prober's; 0: not asked yet */
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

/** prober_is_full() - whether there is no room for one more */
bool prober_is_full(const struct prober *prober);

/** prober_renew() - where @address is being asked for, @offer is what leaves
 * when it is clear: a client repeats its question, or another one is offered
 * the address by now. Return: false where nobody asks for it. */
bool prober_renew(struct prober *prober, uint32_t address,
    const struct sender_message *offer);

/** prober_add() - ask for @probe's address on @interface, now or when it is
 * its turn; copied. Return: false where it cannot be asked: the offer may leave
 * at once. */
bool prober_add(struct prober *prober, const struct interface *interface,
    const struct probe *probe);

#endif
