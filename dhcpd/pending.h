/* SPDX-License-Identifier: ISC */
#ifndef DHCPD_PENDING_H
#define DHCPD_PENDING_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "common/address.h"

/*
 * Machines that asked and were refused as nobody knows them: so many at most,
 * each with what an administrator wants to know of it, in the form of a file
 * for the folder of hosts.
 */

enum {
	PENDING_MAX = 1000,
	/* A flood of forged machines is not worth a file each. */
	PENDING_NEW_A_MINUTE_MAX = 60,
	/* One machine's file is written so often at most. */
	PENDING_AGAIN_MS = 60 * 1000,
	PENDING_VENDOR_MAX = 128,
	PENDING_ARCH_MAX = 64,
	PENDING_TEXT_MAX = 640,
};

/** struct pending_machine - one of them */
struct pending_machine {
	uint8_t mac[MAC_LEN];
	char vendor[PENDING_VENDOR_MAX]; /* class, option 60; escaped */
	char arch[PENDING_ARCH_MAX];
	struct prefix subnet;
	uint64_t count;
	int64_t first_s, last_s; /* since 1970 */
	uint64_t written_ms;	 /* when its file was; 0 never */
	bool is_changed;	 /* since then */
	bool has_gone;		 /* it took the place of @gone, whose file */
	uint8_t gone[MAC_LEN];	 /* is to be removed with the next write */
};

/** struct pending - zeroed at first; freed with pending_clear() */
struct pending {
	struct pending_machine *machines; /* PENDING_MAX of them, or NULL */
	size_t n;
	/* Their MACs as numbers, side by side: a flood is looked up quickly. */
	uint64_t keys[PENDING_MAX];
	uint64_t minute_ms;
	unsigned n_new; /* in this minute */
};

/**
 * pending_note() - @sight was refused once more
 * @sight: its mac, vendor, arch and subnet count
 * @now_ms: never goes back; from 1
 *
 * Where there is no room the machine that asked longest ago gives way.
 * Return: false where it is left out: new ones came too fast, or no memory.
 */
bool pending_note(struct pending *pending, const struct pending_machine *sight,
    uint64_t now_ms, int64_t wall_s);

/** pending_keep() - take over @machine as an earlier run left it. Return: false
 * where there is no room. */
bool pending_keep(
    struct pending *pending, const struct pending_machine *machine);

/** pending_is_due() - whether the machine's file is to be written now */
bool pending_is_due(const struct pending_machine *machine, uint64_t now_ms);

/** pending_text() - the machine's file into @out, PENDING_TEXT_MAX. Return: its
 * octets, without the NUL. */
size_t pending_text(char *out, const struct pending_machine *machine);

/** pending_parse() - what pending_text() wrote, but for the mac, which the
 * file's name tells; of what is missing or bad nothing is set */
void pending_parse(char *text, struct pending_machine *ret_machine);

/** pending_clear() - forget all */
void pending_clear(struct pending *pending);

#endif
