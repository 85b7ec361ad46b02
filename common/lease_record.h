/* SPDX-License-Identifier: ISC */
#ifndef COMMON_LEASE_RECORD_H
#define COMMON_LEASE_RECORD_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "common/address.h"
#include "common/cursor.h"
#include "common/dhcp_client.h"

/*
 * One line of the lease journal. Pure. Lines are for people, too:
 *
 *   bound 192.168.10.100 mac=52:54:00:12:34:56 id=01525400123456
 *	until=2026-11-23T03:04:10Z clock=43312 crc=1a2b3c4d
 *
 * (on one line), and behind a relay relay=10.1.0.1 port=9c1185a5c5e9fc54 before
 * the sum. Nothing that a client sent gets in as it is: identifiers are
 * hexadecimal, a port is a digest. `clock` is the end by CLOCK_BOOTTIME, in
 *seconds: it holds as long as the machine has not restarted, whoever sets the
 *wall clock. A `boot` line names the boot that the clocks behind it belong to.
 */

enum {
	LEASE_RECORD_MAX = 512, /* the longest line, with its newline */
	LEASE_BOOT_MAX = 40,	/* a boot's name, with its NUL */
};

/* In milliseconds it leaves room for any time of ours added to it. */
#define LEASE_RECORD_CLOCK_MAX_S (UINT64_MAX / 2000)

enum lease_record_kind {
	LEASE_RECORD_BOUND,
	LEASE_RECORD_RELEASED,
	LEASE_RECORD_DECLINED,
	LEASE_RECORD_BOOT,
};

/** struct origin - where a lease came from. @relay 0: none, it stands on a wire
 * of the server's; @port: a digest of what the relay calls it, 0: it said
 * nothing */
struct origin {
	uint32_t relay;
	uint64_t port;
};

/** struct lease_record - one event in an address's life */
struct lease_record {
	enum lease_record_kind kind;
	uint32_t address;
	bool has_mac;
	uint8_t mac[MAC_LEN];
	struct dhcp_identity identity;
	int64_t until_s;	   /* seconds since 1970 */
	uint64_t clock_s;	   /* the same moment by CLOCK_BOOTTIME */
	struct origin origin;	   /* zeros where nobody knows */
	char boot[LEASE_BOOT_MAX]; /* LEASE_RECORD_BOOT alone */
};

/** lease_record_write() - append @record as a line to @out, which needs
 * LEASE_RECORD_MAX octets of room */
void lease_record_write(struct writer *out, const struct lease_record *record);

/**
 * lease_record_parse() - one line, without its newline
 *
 * Return: false where the checksum or a field is wrong; @ret_record is then of
 * no use.
 */
bool lease_record_parse(
    const char *line, size_t len, struct lease_record *ret_record);

#endif
