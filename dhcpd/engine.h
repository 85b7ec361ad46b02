/* SPDX-License-Identifier: ISC */
#ifndef DHCPD_ENGINE_H
#define DHCPD_ENGINE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "common/dhcp_builder.h"
#include "common/dhcp_client.h"
#include "common/dhcp_packet.h"
#include "common/lease_record.h"
#include "dhcpd/drop.h"
#include "dhcpd/lease.h"
#include "dhcpd/policy.h"
#include "dhcpd/route.h"

/*
 * The DHCP server's mind (RFC 2131): a message, where it came by and the time
 * go in; a reply, where to send it and what to write into the journal come
 * out. It knows no socket, no file and no clock.
 */

enum {
	ENGINE_REASON_MAX = 320
};

/** struct engine - opaque */
struct engine;

/** struct engine_request - one message; all of it borrowed for the call */
struct engine_request {
	const uint8_t *bytes;
	size_t len;
	uint64_t now_ms; /* CLOCK_BOOTTIME; never goes back; from 1 */
	int64_t wall_s;	 /* seconds since 1970, for the journal */
	/* The address of this host that it was sent to; 0 for broadcast. */
	uint32_t local;
	uint16_t port; /* of this host; DHCP_PORT_PXE or the usual one */
	/* Whom it is from: firmware that asks a boot server wants the answer
	 * there. */
	uint32_t peer;
	uint16_t peer_port;
	/* The addresses of the interface it came by, and of all. */
	const uint32_t *link, *own;
	size_t n_link, n_own;
	/* The address has been probed already, or need not be. */
	bool is_probed;
	/* No more addresses can be probed now: who needs that asks again. */
	bool may_not_probe;
};

/** enum engine_outcome - what became of a message */
enum engine_outcome {
	ENGINE_IGNORED,	   /* not for this server, or nothing to say */
	ENGINE_MALFORMED,  /* let go without a word: see drop */
	ENGINE_NO_SUBNET,  /* from a network without a [subnet] */
	ENGINE_REFUSED,	   /* the administrator does not want this machine */
	ENGINE_LIMITED,	   /* its relay or port has as many as it may */
	ENGINE_EXHAUSTED,  /* no address is left */
	ENGINE_UNRECORDED, /* the journal fails: nothing may be promised */
	ENGINE_OFFERED,
	ENGINE_ACKED,
	ENGINE_NAKED,
	ENGINE_DECLINED,
	ENGINE_RELEASED,
	ENGINE_INFORMED,
	ENGINE_BOOTP,
	ENGINE_BOOT_OFFERED, /* boot information, without an address */
	ENGINE_BOOT_ACKED,   /* the same, asked for on port 4011 */
};

/** struct engine_answer - what to do. Pointers are the engine's: good until
 * the next call or reload. */
struct engine_answer {
	enum engine_outcome outcome;
	/* Of ENGINE_MALFORMED, why; else DROP_NONE. */
	enum drop_reason drop;
	/* Why, for a person: of refusals, NAKs, silence. May be "". */
	char reason[ENGINE_REASON_MAX];
	/* Whether a line in the log is due: not for the same refusal again. */
	bool is_news;
	bool is_alarm; /* a person should look into the reason */

	/* Who asked for what; client is NULL for ENGINE_MALFORMED. */
	const struct dhcp_client *client;
	const struct dhcp_packet *request;
	const struct prefix *subnet; /* where it is, or NULL */
	const char *host;	     /* the [host]'s name, or NULL */
	uint32_t address;	     /* the one it is about; 0 none */
	const char *boot_file;	     /* or NULL */
	uint32_t next_server;	     /* that has the boot file */
	bool has_menu;		     /* it shows a boot menu */
	uint32_t lease_s;

	/* A reply, if len > 0, from the address @source of this host; of
	 * @bytes only those are set. */
	size_t len;
	struct route route;
	uint32_t source;

	/* Where not 0: ask first whether this address is in use, and tell
	 * engine_conflict() if so; else send the reply. */
	uint32_t probe;

	/* A record for the journal. An ACK leaves when it is on disk, and
	 * engine_recorded() was told. */
	bool has_record;
	struct lease_record record;
	uint64_t until_ms;

	uint8_t bytes[DHCP_REPLY_LEN_MAX];
};

/** engine_new() - without policy it ignores all. @seed: as in
 * lease_table_new(). Return: NULL without memory. */
struct engine *engine_new(uint64_t seed);

/** engine_free() - NULL is allowed */
void engine_free(struct engine *engine);

/** engine_set_policy() - serve by @policy, sorted, borrowed until the next
 * one. Leases stay. Return: 0; -ENOMEM, and the old one stays. */
int engine_set_policy(struct engine *engine, const struct policy *policy);

/** engine_handle() - one message. @ret_answer is always set. */
void engine_handle(struct engine *engine, const struct engine_request *request,
    struct engine_answer *ret_answer);

/** engine_conflict() - a probe found @address in use: let it rest
 * @ret_record: for the journal; set only on true
 *
 * Return: false where it is no longer offered.
 */
bool engine_conflict(struct engine *engine, uint32_t address, uint64_t now_ms,
    int64_t wall_s, struct lease_record *ret_record);

/**
 * engine_recorded() - how the journal did with an answer's record
 * @is_written: false where it is not on disk: the promise is taken back, and
 *	the ACK must not leave
 */
void engine_recorded(struct engine *engine, uint32_t address, uint64_t until_ms,
    bool is_written, uint64_t now_ms);

/** engine_journal_fails() - while it does, no new lease is given; what is on
 * disk may be renewed for as long as the disk says */
void engine_journal_fails(struct engine *engine, bool fails);

/** engine_restore() - take over a record that the journal has kept
 * @until_ms: its end by this run's clock */
int engine_restore(struct engine *engine, const struct lease_record *record,
    uint64_t until_ms, uint64_t now_ms);

/** engine_each_record() - call @each for those of the next @n leases that the
 * journal must keep: bound, or resting after a decline
 * @position: as in lease_each()
 *
 * Return: whether there are more.
 */
bool engine_each_record(const struct engine *engine, size_t *position, size_t n,
    uint64_t now_ms, int64_t wall_s,
    void (*each)(void *owner, const struct lease_record *record), void *owner);

/** engine_state() - how @address stands; LEASE_FREE for one never given */
enum lease_state engine_state(const struct engine *engine, uint32_t address);

/** engine_leases() - how many addresses are bound */
size_t engine_leases(const struct engine *engine);

#endif
