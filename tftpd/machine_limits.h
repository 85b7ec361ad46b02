/* SPDX-License-Identifier: ISC */
#ifndef TFTPD_MACHINE_LIMITS_H
#define TFTPD_MACHINE_LIMITS_H

#include "common/network.h"
#include "tftpd/negotiate.h"

/*
 * What machines with old ROMs are not granted: they choke on options, or on
 * large blocks. Pure.
 */

enum {
	MACHINE_LIMITS_MAX = 256
};

/** struct machine_limits - one [machine WHO] */
struct machine_limits {
	uint8_t mac[MAC_LEN];
	size_t mac_len; /* octets of @mac that count; 0: @network does */
	struct network network;
	struct negotiate_limits limits;
};

/**
 * machine_limits_parse() - which machines @who means: a MAC, a prefix like
 * 52:54:00:*, an address or a network
 *
 * The limits are the loosest. Return: false, and @ret_limits is not set.
 */
bool machine_limits_parse(const char *who, struct machine_limits *ret_limits);

/** machine_limits_need_mac() - whether one of the @n names a MAC */
bool machine_limits_need_mac(const struct machine_limits *all, size_t n);

/**
 * machine_limits_apply() - narrow @limits by every one of @n that means this
 * machine, in whatever order they stand
 * @mac: or NULL: not known
 */
void machine_limits_apply(const struct machine_limits *all, size_t n,
    const union endpoint *client, const uint8_t *mac,
    struct negotiate_limits *limits);

#endif
