/* SPDX-License-Identifier: ISC */
#include "dhcpd/origin.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

enum {
	SIZE_MIN = 64, /* a power of two, and so are all that follow */
};

/* Number 0 is nobody's. A relay's own entry has port 0 and counts the leases of
 * all its ports. */
struct origin_entry {
	struct origin origin;
	uint32_t n;	/* leases; 0: unused */
	uint32_t next;	/* in its bucket, or of the unused ones; 0 for none */
	uint32_t relay; /* of a port: the number of its relay's entry, or 0 */
};

void
origins_close(struct origins *origins)
{
	free(origins->entries);
	free(origins->buckets);
	*origins = (struct origins){ 0 };
}

/* Relays choose neither: no stranger can make them collide. */
static uint32_t *
bucket_of(const struct origins *origins, const struct origin *origin)
{
	uint64_t x = origin->port ^ (uint64_t)origin->relay << 32;

	x = (x ^ x >> 33) * 0xff51afd7ed558ccdu;
	return &origins->buckets[(x ^ x >> 33) & (origins->size - 1)];
}

static uint32_t
find(const struct origins *origins, const struct origin *origin)
{
	uint32_t number = origins->size ? *bucket_of(origins, origin) : 0;

	while (number &&
	    (origins->entries[number].origin.relay != origin->relay ||
		origins->entries[number].origin.port != origin->port))
		number = origins->entries[number].next;
	return number;
}

static void
link_entry(struct origins *origins, uint32_t number)
{
	struct origin_entry *entry = &origins->entries[number];
	uint32_t *bucket = bucket_of(origins, &entry->origin);

	entry->next = *bucket;
	*bucket = number;
}

static bool
grow(struct origins *origins)
{
	uint32_t size = origins->size ? origins->size * 2 : SIZE_MIN;
	uint32_t *buckets = calloc(size, sizeof(*buckets));
	struct origin_entry *entries =
	    reallocarray(origins->entries, size, sizeof(*entries));

	if (entries)
		origins->entries = entries;
	if (!buckets || !entries) {
		free(buckets);
		return false;
	}
	free(origins->buckets);
	origins->buckets = buckets;
	origins->size = size;
	if (origins->n == 0)
		origins->n = 1;
	for (uint32_t i = 1; i < origins->n; i++)
		link_entry(origins, i);
	return true;
}

/* Return: the number of a new entry without leases; 0 without memory. */
static uint32_t
add(struct origins *origins, const struct origin *origin)
{
	uint32_t number = origins->first_unused;

	if (number)
		origins->first_unused = origins->entries[number].next;
	else if (origins->n < origins->size || grow(origins))
		number = origins->n++;
	if (!number)
		return 0;
	origins->entries[number] = (struct origin_entry){ .origin = *origin };
	link_entry(origins, number);
	return number;
}

/* One lease less; the last one takes the entry along. */
static void
drop(struct origins *origins, uint32_t number)
{
	struct origin_entry *entry = &origins->entries[number];
	uint32_t *link = bucket_of(origins, &entry->origin);

	if (--entry->n > 0)
		return;
	while (*link != number)
		link = &origins->entries[*link].next;
	*link = entry->next;
	entry->next = origins->first_unused;
	origins->first_unused = number;
}

static uint32_t
take(struct origins *origins, const struct origin *origin)
{
	uint32_t number = find(origins, origin);

	if (!number)
		number = add(origins, origin);
	if (number)
		origins->entries[number].n++;
	return number;
}

uint32_t
origins_join(struct origins *origins, const struct origin *origin)
{
	const struct origin relay = { .relay = origin->relay };
	uint32_t number, of_relay = 0;

	if (!origin->relay && !origin->port)
		return ORIGIN_NOWHERE;
	if (origin->relay && origin->port) {
		of_relay = take(origins, &relay);
		if (!of_relay)
			return ORIGIN_NOWHERE;
	}
	number = take(origins, origin);
	if (number)
		origins->entries[number].relay = of_relay;
	else if (of_relay)
		drop(origins, of_relay);
	return number;
}

void
origins_leave(struct origins *origins, uint32_t number)
{
	uint32_t of_relay;

	if (number == ORIGIN_NOWHERE)
		return;
	of_relay = origins->entries[number].relay;
	drop(origins, number);
	if (of_relay)
		drop(origins, of_relay);
}

struct origin
origins_get(const struct origins *origins, uint32_t number)
{
	if (number == ORIGIN_NOWHERE)
		return (struct origin){ 0 };
	return origins->entries[number].origin;
}

uint32_t
origins_count(const struct origins *origins, const struct origin *origin)
{
	uint32_t number = find(origins, origin);

	return number ? origins->entries[number].n : 0;
}
