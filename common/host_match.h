/* SPDX-License-Identifier: ISC */
#ifndef COMMON_HOST_MATCH_H
#define COMMON_HOST_MATCH_H

#include <stdbool.h>
#include <stdint.h>

/*
 * What a [host] is known by, as the INI file writes it. Pure. Each takes the
 * whole of @text; @ret_bytes has room for HOST_MATCH_MAX octets, of which
 * @ret_len are set on true.
 */

enum {
	HOST_MATCH_MAX = 64,
};

/** host_match_fn - one of those below */
typedef bool host_match_fn(
    const char *text, uint8_t *ret_bytes, uint8_t *ret_len);

/** host_match_mac() - 52:54:00:12:34:56, or 52:54:00:* for all that begin so:
 * fewer than MAC_LEN octets then */
host_match_fn host_match_mac;

/** host_match_client_id() - octets like 01:52:54:00:12:34:56, or "text" */
host_match_fn host_match_client_id;

/** host_match_uuid() - 4c4c4544-0042-3310-8051-b8c04f445431, with dashes where
 * one likes; into the octets that SMBIOS keeps and PXE sends (RFC 4578 2.3) */
host_match_fn host_match_uuid;

#endif
