/* SPDX-License-Identifier: ISC */
#ifndef COMMON_NFT_RULES_H
#define COMMON_NFT_RULES_H

#include <stdbool.h>
#include <stdint.h>

/* Whether a ruleset of nftables, as "nft -j list ruleset" prints it
 * (libnftables-json(5)), lets the first packet of a machine in. */

enum {
	NFT_RULES_TEXT_MAX = 256
};

/** struct nft_packet - that packet: a new one, not from this host itself */
struct nft_packet {
	bool is_udp; /* else TCP */
	bool is_ipv6;
	uint16_t port;	       /* that it is for */
	const char *interface; /* that it comes by; NULL: not known */
};

/**
 * nft_rules_block() - whether none of @packet's kind is accepted
 * @json: the ruleset
 * @ret_where: NFT_RULES_TEXT_MAX; the table, chain and rule that drop it
 *
 * What a rule asks beyond @packet (its source, a rate, marks) may be so or not;
 * as long as one way through the rules accepts, it is not blocked. Chains of
 * the input hook are looked at, for IPv4, IPv6 and both, with those that they
 * jump to.
 * Return: false also for what is no ruleset, and in a build without jansson.
 */
bool nft_rules_block(
    const char *json, const struct nft_packet *packet, char *ret_where);

#endif
