/* SPDX-License-Identifier: ISC */
#include "dhcpd/spread.h"

#include "common/cursor.h"

/* FNV-1a, then the finish of MurmurHash3: machines of one delivery differ in
 * one octet, and every bit of the bid has to. */
static uint64_t
bid_of(uint32_t server, const uint8_t *machine, size_t len)
{
	uint64_t hash = 0xcbf29ce484222325;

	for (size_t i = 0; i < len; i++)
		hash = (hash ^ machine[i]) * 0x100000001b3;
	for (unsigned shift = 0; shift < 32; shift += 8)
		hash = (hash ^ (server >> shift & 0xff)) * 0x100000001b3;
	hash = (hash ^ hash >> 33) * 0xff51afd7ed558ccd;
	hash = (hash ^ hash >> 33) * 0xc4ceb9fe1a85ec53;
	return hash ^ hash >> 33;
}

uint32_t
spread_choose(const uint8_t *addresses, size_t len, const uint8_t *machine,
    size_t machine_len)
{
	struct cursor in = cursor_over(addresses, len);
	uint64_t bid, highest = 0;
	uint32_t server, chosen = 0;

	while (cursor_left(&in) >= sizeof(server)) {
		server = cursor_u32(&in);
		bid = bid_of(server, machine, machine_len);
		if (chosen == 0 || bid > highest) {
			chosen = server;
			highest = bid;
		}
	}
	return chosen;
}
