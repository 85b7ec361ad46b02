/* SPDX-License-Identifier: ISC */
#include "common/lease_index.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "common/lease_record.h"

enum {
	SLOTS_AT_FIRST = 64,
};

/* An address of 0 is an empty slot. One that was released keeps its slot,
 * without a MAC, so that no search ends there. */
struct slot {
	uint32_t address;
	bool has_mac;
	uint8_t mac[MAC_LEN];
};

struct lease_index {
	char path[PATH_MAX];
	dev_t device; /* of the journal that offset is in */
	ino_t inode;
	uint64_t offset;
	struct slot *slots; /* a power of two of them, at most half used */
	size_t n_slots;
	size_t n_used;
};

struct lease_index *
lease_index_new(const char *state)
{
	struct lease_index *index = calloc(1, sizeof(*index));

	if (!index)
		return NULL;
	index->slots = calloc(SLOTS_AT_FIRST, sizeof(*index->slots));
	index->n_slots = SLOTS_AT_FIRST;
	if (!index->slots ||
	    snprintf(index->path, sizeof(index->path), "%s/leases", state) >=
		(int)sizeof(index->path)) {
		lease_index_free(index);
		return NULL;
	}
	return index;
}

void
lease_index_free(struct lease_index *index)
{
	if (index)
		free(index->slots);
	free(index);
}

/* --- the table --- */

/* The slot that has address, or the empty one where it would be. The factor is
 * Knuth's: neighbours in a network get places far apart. */
static struct slot *
slot_of(struct slot *slots, size_t n_slots, uint32_t address)
{
	size_t i = (address * 2654435761u) & (n_slots - 1);

	while (slots[i].address != 0 && slots[i].address != address)
		i = (i + 1) & (n_slots - 1);
	return &slots[i];
}

static int
grow(struct lease_index *index)
{
	size_t n = index->n_slots * 2;
	struct slot *slots = calloc(n, sizeof(*slots));

	if (!slots)
		return -ENOMEM;
	for (size_t i = 0; i < index->n_slots; i++)
		if (index->slots[i].address != 0)
			*slot_of(slots, n, index->slots[i].address) =
			    index->slots[i];
	free(index->slots);
	index->slots = slots;
	index->n_slots = n;
	return 0;
}

static void
take_record(struct lease_index *index, const struct lease_record *record)
{
	struct slot *slot;

	if (record->kind == LEASE_RECORD_BOOT || record->address == 0)
		return;
	slot = slot_of(index->slots, index->n_slots, record->address);
	if (slot->address == 0) {
		if (index->n_used == LEASE_INDEX_MAX ||
		    (index->n_used * 2 >= index->n_slots && grow(index) < 0))
			return;
		slot = slot_of(index->slots, index->n_slots, record->address);
		slot->address = record->address;
		index->n_used++;
	}
	slot->has_mac = record->kind == LEASE_RECORD_BOUND && record->has_mac;
	if (slot->has_mac)
		memcpy(slot->mac, record->mac, MAC_LEN);
}

bool
lease_index_find(
    const struct lease_index *index, uint32_t address, uint8_t ret_mac[MAC_LEN])
{
	const struct slot *slot;

	if (address == 0)
		return false;
	slot = slot_of(index->slots, index->n_slots, address);
	if (slot->has_mac)
		memcpy(ret_mac, slot->mac, MAC_LEN);
	return slot->has_mac;
}

bool
lease_index_address(const struct lease_index *index, const uint8_t mac[MAC_LEN],
    uint32_t *ret_address)
{
	for (size_t i = 0; i < index->n_slots; i++) {
		const struct slot *slot = &index->slots[i];

		if (slot->has_mac && memcmp(slot->mac, mac, MAC_LEN) == 0) {
			*ret_address = slot->address;
			return true;
		}
	}
	return false;
}

/* --- the journal --- */

/* Take the whole lines of text. Return: their octets. */
static size_t
take_lines(struct lease_index *index, const char *text, size_t len)
{
	size_t done = 0;
	const char *end;

	while ((end = memchr(text + done, '\n', len - done))) {
		struct lease_record record;
		size_t line = (size_t)(end - text) - done;

		if (lease_record_parse(text + done, line, &record))
			take_record(index, &record);
		done += line + 1;
	}
	return done;
}

/* A journal that was compacted is another file, or a shorter one. */
static void
follow(struct lease_index *index, const struct stat *st)
{
	if (st->st_dev == index->device && st->st_ino == index->inode &&
	    (uint64_t)st->st_size >= index->offset)
		return;
	index->device = st->st_dev;
	index->inode = st->st_ino;
	index->offset = 0;
}

static int
read_step(struct lease_index *index, int fd)
{
	char *text = malloc(LEASE_INDEX_STEP);
	ssize_t n;
	size_t done;

	if (!text)
		return -ENOMEM;
	n = pread(fd, text, LEASE_INDEX_STEP, (off_t)index->offset);
	if (n < 0) {
		free(text);
		return -errno;
	}
	done = take_lines(index, text, (size_t)n);
	/* No journal has a line as long as this: pass over it. */
	if (done == 0 && n == LEASE_INDEX_STEP)
		done = (size_t)n;
	index->offset += done;
	free(text);
	return n == LEASE_INDEX_STEP ? 1 : 0;
}

int
lease_index_read(struct lease_index *index)
{
	struct stat st;
	int fd, r = 0;

	fd = open(index->path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
	if (fd < 0)
		return -errno;
	if (fstat(fd, &st) < 0)
		r = -errno;
	else if (!S_ISREG(st.st_mode))
		r = -EINVAL;
	if (r == 0) {
		follow(index, &st);
		if ((uint64_t)st.st_size > index->offset)
			r = read_step(index, fd);
	}
	close(fd);
	return r;
}
