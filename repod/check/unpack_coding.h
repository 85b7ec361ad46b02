/* SPDX-License-Identifier: ISC */
#ifndef REPOD_CHECK_UNPACK_CODING_H
#define REPOD_CHECK_UNPACK_CODING_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* How compressed files are unpacked: a row for each coding that this build has
 * a library for. Source: RFC 1952 (gzip), RFC 8878 (zstd), the .xz file format.
 */

enum {
	/* Of what a coding may keep to look back at. */
	UNPACK_WINDOW_MAX = 128 << 20,
};

/** struct unpack_room - what is to be unpacked, and where to; a step moves
 * both on */
struct unpack_room {
	const uint8_t *in;
	size_t n_in;
	uint8_t *out;
	size_t n_out;
	bool is_whole; /* set: nothing is missing behind what was taken */
};

/** struct unpack_coding - one of them */
struct unpack_coding {
	const char *suffix; /* ".gz" */
	/* A new state; NULL without memory. */
	void *(*begin)(void);
	/* Unpack until one of both is used up; there is no input any more where
	 * some may be left inside. Return: 0; -EBADMSG. */
	int (*step)(void *state, struct unpack_room *room);
	void (*end)(void *state);
};

/** unpack_coding_of() - that of a file of this name; NULL for none */
const struct unpack_coding *unpack_coding_of(const char *name);

#endif
