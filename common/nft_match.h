/* SPDX-License-Identifier: ISC */
#ifndef COMMON_NFT_MATCH_H
#define COMMON_NFT_MATCH_H

#include "common/nft_rules.h"

#ifdef HAVE_JANSSON

#include <jansson.h>

/* What a rule of nftables asks of a packet, and whether it is so. */

/** enum nft_answer - PERHAPS: the packet may be one or the other */
enum nft_answer {
	NFT_NO,
	NFT_PERHAPS,
	NFT_YES,
};

/** struct nft_subject - the packet, and the ruleset's objects, for its sets */
struct nft_subject {
	const struct nft_packet *packet;
	const json_t *objects;
};

/** nft_match() - whether the packet is what @match, the value of a "match"
 * statement, asks for */
enum nft_answer nft_match(
    const struct nft_subject *subject, const json_t *match);

/** nft_match_value() - whether what @left means of the packet (a port, a state)
 * is @right, or in it: a value, a range, a list, a set or the name of one */
enum nft_answer nft_match_value(
    const struct nft_subject *subject, const json_t *left, const json_t *right);

#endif

#endif
