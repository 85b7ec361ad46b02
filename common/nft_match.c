/* SPDX-License-Identifier: ISC */
#ifdef HAVE_JANSSON

#include "common/nft_match.h"

#include <stdio.h>
#include <string.h>

/** struct fact - what a packet has where a rule looks */
struct fact {
	enum {
		UNKNOWN,
		NOTHING, /* not there: no match is true */
		NUMBER,
		WORD,
		NOT_LOOPBACK, /* an interface, not known which */
	} kind;
	uint16_t number;
	const char *word;
};

static struct fact
word(const char *text)
{
	return (struct fact){ .kind = WORD, .word = text };
}

static struct fact
meta_fact(const struct nft_packet *packet, const char *key)
{
	if (strcmp(key, "l4proto") == 0)
		return word(packet->is_udp ? "udp" : "tcp");
	if (strcmp(key, "nfproto") == 0)
		return word(packet->is_ipv6 ? "ipv6" : "ipv4");
	if (strcmp(key, "protocol") == 0)
		return word(packet->is_ipv6 ? "ip6" : "ip");
	if (strcmp(key, "iifname") != 0 && strcmp(key, "iif") != 0)
		return (struct fact){ .kind = UNKNOWN };
	return packet->interface ? word(packet->interface)
				 : (struct fact){ .kind = NOT_LOOPBACK };
}

static struct fact
payload_fact(
    const struct nft_packet *packet, const char *protocol, const char *field)
{
	bool is_ip = strcmp(protocol, "ip") == 0;

	if (is_ip || strcmp(protocol, "ip6") == 0) {
		if (is_ip == packet->is_ipv6)
			return (struct fact){ .kind = NOTHING };
		return strcmp(field, is_ip ? "protocol" : "nexthdr") == 0
		    ? word(packet->is_udp ? "udp" : "tcp")
		    : (struct fact){ .kind = UNKNOWN };
	}
	if (strcmp(protocol, "ether") == 0)
		return (struct fact){ .kind = UNKNOWN };
	if (strcmp(protocol, "th") != 0 &&
	    strcmp(protocol, packet->is_udp ? "udp" : "tcp") != 0)
		return (struct fact){ .kind = NOTHING };
	if (strcmp(field, "dport") == 0)
		return (struct fact){ .kind = NUMBER, .number = packet->port };
	return (struct fact){ .kind = UNKNOWN };
}

static const char *
text_of(const json_t *object, const char *name)
{
	const char *text = json_string_value(json_object_get(object, name));

	return text ? text : "";
}

/* A packet that begins a conversation: new to the kernel, with no marks of
 * earlier ones. */
static struct fact
fact_of(const struct nft_packet *packet, const json_t *left)
{
	const json_t *meta = json_object_get(left, "meta"),
		     *payload = json_object_get(left, "payload"),
		     *ct = json_object_get(left, "ct");

	if (meta)
		return meta_fact(packet, text_of(meta, "key"));
	if (payload)
		return payload_fact(packet, text_of(payload, "protocol"),
		    text_of(payload, "field"));
	if (ct && strcmp(text_of(ct, "key"), "state") == 0)
		return word("new");
	if (ct && strcmp(text_of(ct, "key"), "status") == 0)
		return (struct fact){ .kind = NOTHING };
	return (struct fact){ .kind = UNKNOWN };
}

/* A name of an interface may end in a star. */
static enum nft_answer
is_word(const char *have, const char *asked)
{
	size_t len = strlen(asked);
	bool is_so = len > 0 && asked[len - 1] == '*'
	    ? strncmp(have, asked, len - 1) == 0
	    : strcmp(have, asked) == 0;

	return is_so ? NFT_YES : NFT_NO;
}

static enum nft_answer
is_single(const struct fact *fact, const json_t *asked)
{
	switch (fact->kind) {
	case NOTHING:
		return NFT_NO;
	case NUMBER:
		if (!json_is_integer(asked))
			return NFT_PERHAPS;
		return json_integer_value(asked) == fact->number ? NFT_YES
								 : NFT_NO;
	case WORD:
		return json_is_string(asked)
		    ? is_word(fact->word, json_string_value(asked))
		    : NFT_PERHAPS;
	case NOT_LOOPBACK:
		return json_is_string(asked) &&
			strcmp(json_string_value(asked), "lo") == 0
		    ? NFT_NO
		    : NFT_PERHAPS;
	case UNKNOWN:
		break;
	}
	return NFT_PERHAPS;
}

static enum nft_answer
is_in_range(const struct fact *fact, const json_t *range)
{
	const json_t *first = json_array_get(range, 0),
		     *last = json_array_get(range, 1);

	if (fact->kind == NOTHING)
		return NFT_NO;
	if (fact->kind != NUMBER || !json_is_integer(first) ||
	    !json_is_integer(last))
		return NFT_PERHAPS;
	return json_integer_value(first) <= fact->number &&
		fact->number <= json_integer_value(last)
	    ? NFT_YES
	    : NFT_NO;
}

/* The elements of the set that is named "@name"; NULL for none that is known.
 */
static const json_t *
named_set(const struct nft_subject *subject, const char *name)
{
	const json_t *object;
	size_t i;

	json_array_foreach(subject->objects, i, object)
	{
		const json_t *set = json_object_get(object, "set");

		if (set && strcmp(text_of(set, "name"), name + 1) == 0)
			return json_object_get(set, "elem");
	}
	return NULL;
}

static enum nft_answer is_any(const struct nft_subject *subject,
    const struct fact *fact, const json_t *asked);

static enum nft_answer
is_one_of(const struct nft_subject *subject, const struct fact *fact,
    const json_t *list)
{
	enum nft_answer best = NFT_NO;
	const json_t *item;
	size_t i;

	if (!json_is_array(list))
		return NFT_PERHAPS;
	json_array_foreach(list, i, item)
	{
		enum nft_answer answer = is_any(subject, fact, item);

		if (answer > best)
			best = answer;
	}
	return best;
}

static enum nft_answer
is_any(const struct nft_subject *subject, const struct fact *fact,
    const json_t *asked)
{
	const json_t *part;

	if (json_is_array(asked))
		return is_one_of(subject, fact, asked);
	if (json_is_string(asked) && json_string_value(asked)[0] == '@')
		return fact->kind == NOTHING
		    ? NFT_NO
		    : is_one_of(subject, fact,
			  named_set(subject, json_string_value(asked)));
	part = json_object_get(asked, "set");
	if (part)
		return is_one_of(subject, fact, part);
	part = json_object_get(asked, "range");
	if (part)
		return is_in_range(fact, part);
	part = json_object_get(asked, "elem");
	if (part)
		return is_any(subject, fact, json_object_get(part, "val"));
	return is_single(fact, asked);
}

enum nft_answer
nft_match_value(
    const struct nft_subject *subject, const json_t *left, const json_t *right)
{
	struct fact fact = fact_of(subject->packet, left);

	return is_any(subject, &fact, right);
}

enum nft_answer
nft_match(const struct nft_subject *subject, const json_t *match)
{
	const json_t *left = json_object_get(match, "left");
	const char *op = text_of(match, "op");
	struct fact fact = fact_of(subject->packet, left);
	enum nft_answer answer =
	    is_any(subject, &fact, json_object_get(match, "right"));

	if (strcmp(op, "==") == 0 || strcmp(op, "in") == 0)
		return answer;
	if (strcmp(op, "!=") != 0)
		return NFT_PERHAPS;
	/* To ask for another port than 22 is to ask for one. */
	if (fact.kind == NOTHING && json_object_get(left, "payload"))
		return NFT_NO;
	return answer == NFT_PERHAPS ? NFT_PERHAPS
	    : answer == NFT_YES	     ? NFT_NO
				     : NFT_YES;
}

#endif
