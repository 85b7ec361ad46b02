/* SPDX-License-Identifier: ISC */
#include "repod/check/unpack.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "common/glob.h"
#include "repod/check/unpack_coding.h"

enum {
	PIECE = 64 << 10,
};

static int
read_plain(
    const struct tree_file *file, uint8_t *piece, unpack_fn *fn, void *owner)
{
	uint64_t at = 0;
	ssize_t n;

	do {
		n = check_place_read_at(file, piece, PIECE, at);
		if (n < 0)
			return (int)n;
		at += (uint64_t)n;
	} while (fn(owner, piece, (size_t)n, n < PIECE) && n == PIECE);
	return 0;
}

/* One step, what it gave to @fn, and whether there may be more of it. Return:
 * 1 there may; 0; -ECANCELED: @fn has enough; -errno. */
static int
step_on(const struct unpack_coding *coding, void *state,
    struct unpack_room *room, uint8_t *out, unpack_fn *fn, void *owner)
{
	size_t n_in = room->n_in;
	int r;

	room->out = out;
	room->n_out = PIECE;
	r = coding->step(state, room);
	if (r < 0)
		return r;
	if (room->n_out < PIECE && !fn(owner, out, PIECE - room->n_out, false))
		return -ECANCELED;
	if (room->n_in == 0)
		return !room->is_whole && room->n_out < PIECE;
	return room->n_in < n_in || room->n_out < PIECE ? 1 : -EBADMSG;
}

static int
read_coded(const struct unpack_coding *coding, const struct tree_file *file,
    uint8_t *piece, unpack_fn *fn, void *owner)
{
	struct unpack_room room = { 0 };
	void *state = coding->begin();
	uint64_t at = 0;
	ssize_t n = 1;
	int r = state ? 0 : -ENOMEM;

	while (r == 0 && n > 0) {
		n = check_place_read_at(file, piece, PIECE, at);
		at += n > 0 ? (uint64_t)n : 0;
		room.in = piece;
		room.n_in = n > 0 ? (size_t)n : 0;
		r = n < 0 ? (int)n : n > 0;
		while (r == 1)
			r = step_on(
			    coding, state, &room, piece + PIECE, fn, owner);
	}
	if (r == 0)
		r = room.is_whole ? !fn(owner, "", 0, true) : -EBADMSG;
	if (state)
		coding->end(state);
	return r == -ECANCELED || r > 0 ? 0 : r;
}

int
unpack_file(
    const struct tree_file *file, const char *name, unpack_fn *fn, void *owner)
{
	const struct unpack_coding *coding = unpack_coding_of(name);
	uint8_t *piece = malloc(2 * (size_t)PIECE);
	int r = -ENOTSUP;

	if (!piece)
		return -ENOMEM;
	if (coding)
		r = read_coded(coding, file, piece, fn, owner);
	else if (glob_match("*.xml", name))
		r = read_plain(file, piece, fn, owner);
	free(piece);
	return r;
}
