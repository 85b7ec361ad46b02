/* SPDX-License-Identifier: ISC */
#ifndef DHCPD_ASK_H
#define DHCPD_ASK_H

#include <stdbool.h>
#include <stdint.h>

#include "dhcpd/engine.h"
#include "dhcpd/news.h"
#include "dhcpd/offer.h"
#include "dhcpd/refusal.h"

/*
 * One message on its way through the engine. Internal to engine.c and what it
 * asks: choice, dialogue, limit, proxy, shared, trouble.
 */

enum {
	ASK_MS = 1000, /* milliseconds in a second */
};

/** struct engine - see dhcpd/engine.h */
struct engine {
	const struct policy *policy; /* NULL until there is one */
	struct lease_table *leases;
	bool journal_fails;
	struct news news; /* of networks, relays and ports */
	/* Apart: a flood of them must not take the others' places. */
	struct news machine_news;
	struct refusal_table refusals;
	/* The message in hand: answers borrow from it. */
	struct dhcp_packet packet;
	struct dhcp_client client;
	char url[OFFER_URL_MAX];
};

/** struct ask - the message, who sent it, and the answer as far as it is */
struct ask {
	const struct engine_request *request;
	struct dhcp_identity identity;
	const struct policy_host *host; /* NULL for a stranger */
	struct offer offer;
	/* The address was another's offer until now. */
	bool is_recycled;
	bool is_rest_cut;     /* the address rested after a DECLINE until now */
	bool is_item_unknown; /* it chose what its boot menu has not */
	struct engine_answer *answer;
};

/** ask_conclude() - set the outcome, and the reason as printf would */
void ask_conclude(struct ask *ask, enum engine_outcome outcome,
    const char *format, ...) __attribute__((format(printf, 3, 4)));

/** ask_drop() - conclude that it is no message to answer */
void ask_drop(struct ask *ask, enum drop_reason reason);

/** ask_done() - set the outcome, which needs no reason */
void ask_done(struct ask *ask, enum engine_outcome outcome);

/** ask_record() - the journal's record of @lease, which ends at @until_ms */
void ask_record(const struct engine *engine, struct lease_record *ret_record,
    enum lease_record_kind kind, const struct lease *lease, uint64_t until_ms,
    uint64_t now_ms, int64_t wall_s);

/** ask_keep_record() - put a record of @lease into the answer */
void ask_keep_record(const struct engine *engine, struct ask *ask,
    enum lease_record_kind kind, const struct lease *lease, uint64_t until_ms);

/**
 * ask_reply() - write the reply into the answer, and where it goes
 * @type: of enum dhcp_type; DHCP_BOOTP for a BOOTREPLY
 * @yiaddr: the address given; 0 for none
 * @ciaddr: the address that the client uses; 0 for none
 * @lease_s: 0 for a reply without times
 */
void ask_reply(struct ask *ask, uint8_t type, uint32_t yiaddr, uint32_t ciaddr,
    uint32_t lease_s);

/** ask_nak() - write a NAK of @address; @reason goes to client and log */
void ask_nak(struct ask *ask, uint32_t address, const char *reason);

#endif
