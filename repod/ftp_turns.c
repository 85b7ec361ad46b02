/* SPDX-License-Identifier: ISC */
#include "repod/ftp_turns.h"

#include <assert.h>
#include <stddef.h>

void
ftp_turns_init(struct ftp_turns *turns)
{
	*turns = (struct ftp_turns){ .max = 0 };
	TAILQ_INIT(&turns->waiting);
}

static bool
has_room(const struct ftp_turns *turns)
{
	return turns->max == 0 || turns->n < turns->max;
}

bool
ftp_turns_take(
    struct ftp_turns *turns, struct ftp_turn *turn, ftp_turn_fn *come)
{
	assert(!turn->is_waiting && !turn->has_place);
	if (has_room(turns) && TAILQ_EMPTY(&turns->waiting)) {
		turn->has_place = true;
		turns->n++;
		return true;
	}
	turn->come = come;
	turn->is_waiting = true;
	TAILQ_INSERT_TAIL(&turns->waiting, turn, entry);
	return false;
}

/* One who comes may leave again inside its call: a loop, not a recursion as
 * deep as the queue is long. */
void
ftp_turns_call(struct ftp_turns *turns)
{
	struct ftp_turn *turn;

	if (turns->is_calling)
		return;
	turns->is_calling = true;
	while (has_room(turns) && (turn = TAILQ_FIRST(&turns->waiting))) {
		TAILQ_REMOVE(&turns->waiting, turn, entry);
		turn->is_waiting = false;
		turn->has_place = true;
		turns->n++;
		turn->come(turn);
	}
	turns->is_calling = false;
}

void
ftp_turns_leave(struct ftp_turns *turns, struct ftp_turn *turn)
{
	if (turn->is_waiting)
		TAILQ_REMOVE(&turns->waiting, turn, entry);
	else if (turn->has_place)
		turns->n--;
	turn->is_waiting = turn->has_place = false;
	ftp_turns_call(turns);
}
