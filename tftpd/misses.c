/* SPDX-License-Identifier: ISC */
#include "tftpd/misses.h"

#include <string.h>

static void
put_name(char *out, const char *name)
{
	size_t len = strnlen(name, MISSES_NAME_MAX - 1);

	memcpy(out, name, len);
	out[len] = '\0';
}

static uint64_t
over_us(const struct miss_chain *chain)
{
	uint64_t quiet = chain->last_us + MISSES_QUIET_US;
	uint64_t longest = chain->first_us + MISSES_LONGEST_US;

	return quiet < longest ? quiet : longest;
}

static struct miss_chain *
find(struct misses *misses, const union endpoint *client)
{
	for (size_t i = 0; i < misses->n; i++) {
		if (endpoint_is_same_host(&misses->chains[i].client, client))
			return &misses->chains[i];
	}
	return NULL;
}

static bool
take(struct misses *misses, struct miss_chain *chain,
    struct miss_chain *ret_chain)
{
	if (!chain)
		return false;
	*ret_chain = *chain;
	*chain = misses->chains[--misses->n];
	return true;
}

/* The one that will be over first, or NULL. */
static struct miss_chain *
next_over(struct misses *misses)
{
	struct miss_chain *next = NULL;

	for (size_t i = 0; i < misses->n; i++) {
		if (!next || over_us(&misses->chains[i]) < over_us(next))
			next = &misses->chains[i];
	}
	return next;
}

bool
misses_add(struct misses *misses, const union endpoint *client,
    const char *name, uint64_t now_us, struct miss_chain *ret_chain)
{
	struct miss_chain *chain = find(misses, client);
	bool is_full = !chain && misses->n == MISSES_CHAINS_MAX;

	if (is_full)
		take(misses, next_over(misses), ret_chain);
	if (!chain) {
		chain = &misses->chains[misses->n++];
		chain->n = 0;
		chain->first_us = now_us;
		put_name(chain->first, name);
	}
	chain->client = *client;
	chain->n++;
	chain->last_us = now_us;
	put_name(chain->last, name);
	return is_full;
}

bool
misses_take(struct misses *misses, const union endpoint *client,
    struct miss_chain *ret_chain)
{
	return take(misses, find(misses, client), ret_chain);
}

bool
misses_take_over(
    struct misses *misses, uint64_t now_us, struct miss_chain *ret_chain)
{
	if (misses_due_us(misses) > now_us || misses->n == 0)
		return false;
	return take(misses, next_over(misses), ret_chain);
}

uint64_t
misses_due_us(const struct misses *misses)
{
	uint64_t due = UINT64_MAX;

	for (size_t i = 0; i < misses->n; i++) {
		if (over_us(&misses->chains[i]) < due)
			due = over_us(&misses->chains[i]);
	}
	return due;
}
