/* SPDX-License-Identifier: ISC */
#include "common/nft_rules.h"

#ifdef HAVE_JANSSON

#include <jansson.h>
#include <stdio.h>
#include <string.h>

#include "common/nft_match.h"

enum {
	/* The kernel follows no more jumps than these. */
	JUMPS_MAX = 16,
};

/* Where a packet can get to: several at once, while something is not known. */
enum outcome {
	ACCEPTED = 1,
	DROPPED = 2,
	GOES_ON = 4, /* to the next rule */
	LEAVES = 8,  /* back from this chain */
};

/** struct walk - one packet on its way */
struct walk {
	const json_t *objects; /* of the ruleset, in order */
	struct nft_subject subject;
	unsigned n_jumps;
	char *where; /* of the last drop */
};

static const char *
text_of(const json_t *object, const char *name)
{
	const char *text = json_string_value(json_object_get(object, name));

	return text ? text : "";
}

static unsigned walk_chain(
    struct walk *walk, const json_t *place, const char *chain);

static void
keep_where(struct walk *walk, const json_t *rule)
{
	snprintf(walk->where, NFT_RULES_TEXT_MAX,
	    "table %s %s, chain %s, the rule with handle %d",
	    text_of(rule, "family"), text_of(rule, "table"),
	    text_of(rule, "chain"),
	    (int)json_integer_value(json_object_get(rule, "handle")));
}

static unsigned
jump(struct walk *walk, const json_t *rule, const json_t *to, bool comes_back)
{
	unsigned outcome;

	if (walk->n_jumps == JUMPS_MAX)
		return ACCEPTED | GOES_ON;
	walk->n_jumps++;
	outcome = walk_chain(walk, rule, text_of(to, "target"));
	walk->n_jumps--;
	if (outcome & GOES_ON && !comes_back)
		outcome = (outcome & ~(unsigned)GOES_ON) | LEAVES;
	return outcome;
}

/* What a statement that ends a rule does; 0 for another one. */
static unsigned
verdict(struct walk *walk, const json_t *rule, const json_t *statement)
{
	const json_t *to;

	if (json_object_get(statement, "accept") ||
	    json_object_get(statement, "queue"))
		return ACCEPTED;
	if (json_object_get(statement, "drop") ||
	    json_object_get(statement, "reject")) {
		keep_where(walk, rule);
		return DROPPED;
	}
	if (json_object_get(statement, "return"))
		return LEAVES;
	to = json_object_get(statement, "jump");
	if (to)
		return jump(walk, rule, to, true);
	to = json_object_get(statement, "goto");
	return to ? jump(walk, rule, to, false) : 0;
}

/* A map from what the packet has to a verdict. */
static unsigned
walk_map(struct walk *walk, const json_t *rule, const json_t *map)
{
	const json_t *key = json_object_get(map, "key"), *pair;
	const json_t *pairs =
	    json_object_get(json_object_get(map, "data"), "set");
	unsigned outcome = 0;
	size_t i;

	if (!pairs)
		return ACCEPTED | GOES_ON;
	json_array_foreach(pairs, i, pair)
	{
		enum nft_answer is_so = nft_match_value(
		    &walk->subject, key, json_array_get(pair, 0));

		if (is_so == NFT_NO)
			continue;
		outcome |= verdict(walk, rule, json_array_get(pair, 1));
		if (is_so == NFT_YES)
			return outcome;
	}
	return outcome | GOES_ON;
}

/* Statements that change nothing of where the packet goes. */
static bool
is_harmless(const json_t *statement)
{
	static const char *const names[] = { "counter", "log", "mangle",
		"notrack", "comment", "continue" };

	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		if (json_object_get(statement, names[i]))
			return true;
	return false;
}

static unsigned
walk_rule(struct walk *walk, const json_t *rule)
{
	const json_t *statement;
	unsigned otherwise = 0; /* where it goes if a match is none */
	size_t i;

	json_array_foreach(json_object_get(rule, "expr"), i, statement)
	{
		const json_t *match = json_object_get(statement, "match");
		const json_t *map = json_object_get(statement, "vmap");
		unsigned outcome = map ? walk_map(walk, rule, map)
				       : verdict(walk, rule, statement);

		if (outcome)
			return outcome | otherwise;
		if (match) {
			enum nft_answer is_so =
			    nft_match(&walk->subject, match);

			if (is_so == NFT_NO)
				return GOES_ON;
			if (is_so == NFT_PERHAPS)
				otherwise = GOES_ON;
		} else if (!is_harmless(statement)) {
			otherwise = GOES_ON;
		}
	}
	return GOES_ON;
}

static bool
is_of(const json_t *object, const json_t *place, const char *chain)
{
	return strcmp(text_of(object, "family"), text_of(place, "family")) ==
	    0 &&
	    strcmp(text_of(object, "table"), text_of(place, "table")) == 0 &&
	    strcmp(text_of(object, "chain"), chain) == 0;
}

/* @place: whatever is in the chain's table. */
static unsigned
walk_chain(struct walk *walk, const json_t *place, const char *chain)
{
	const json_t *object;
	unsigned all = 0;
	size_t i;

	json_array_foreach(walk->objects, i, object)
	{
		const json_t *rule = json_object_get(object, "rule");
		unsigned outcome;

		if (!rule || !is_of(rule, place, chain))
			continue;
		outcome = walk_rule(walk, rule);
		all |= outcome & ~(unsigned)GOES_ON;
		if (outcome & LEAVES)
			all = (all & ~(unsigned)LEAVES) | GOES_ON;
		if (!(outcome & GOES_ON))
			return all;
	}
	return all | GOES_ON;
}

/* Whether a chain takes what comes for this host, of the packet's family. */
static bool
is_input(const json_t *chain, bool is_ipv6)
{
	const char *family = text_of(chain, "family");

	return strcmp(text_of(chain, "hook"), "input") == 0 &&
	    (strcmp(family, "inet") == 0 ||
		strcmp(family, is_ipv6 ? "ip6" : "ip") == 0);
}

static bool
chain_blocks(struct walk *walk, const json_t *chain)
{
	unsigned outcome = walk_chain(walk, chain, text_of(chain, "name"));

	if (!(outcome & GOES_ON))
		return !(outcome & ACCEPTED);
	if (outcome & ACCEPTED || strcmp(text_of(chain, "policy"), "drop") != 0)
		return false;
	snprintf(walk->where, NFT_RULES_TEXT_MAX,
	    "table %s %s, chain %s, by its policy", text_of(chain, "family"),
	    text_of(chain, "table"), text_of(chain, "name"));
	return true;
}

bool
nft_rules_block(
    const char *json, const struct nft_packet *packet, char *ret_where)
{
	json_t *ruleset = json_loads(json, 0, NULL);
	struct walk walk = {
		.objects = json_object_get(ruleset, "nftables"),
		.where = ret_where,
	};
	const json_t *object;
	bool blocks = false;
	size_t i;

	walk.subject = (struct nft_subject){ packet, walk.objects };
	json_array_foreach(walk.objects, i, object)
	{
		const json_t *chain = json_object_get(object, "chain");

		if (!blocks && chain && is_input(chain, packet->is_ipv6))
			blocks = chain_blocks(&walk, chain);
	}
	json_decref(ruleset);
	return blocks;
}

#else

bool
nft_rules_block(
    const char *json, const struct nft_packet *packet, char *ret_where)
{
	(void)json;
	(void)packet;
	(void)ret_where;
	return false;
}

#endif
