/* SPDX-License-Identifier: ISC */
#ifndef REPOD_FTP_TURNS_H
#define REPOD_FTP_TURNS_H

#include <stdbool.h>
#include <stdint.h>
#include <sys/queue.h>

/* Places for transfers, first come, first served. */

struct ftp_turn;

/** A turn that had to wait has its place now. */
typedef void ftp_turn_fn(struct ftp_turn *turn);

/** struct ftp_turn - one who wants a place; zeroed before the first use */
struct ftp_turn {
	TAILQ_ENTRY(ftp_turn) entry; /* while it waits */
	ftp_turn_fn *come;
	bool is_waiting;
	bool has_place;
};

/** struct ftp_turns - the places, and who waits for one */
struct ftp_turns {
	TAILQ_HEAD(, ftp_turn) waiting;
	uint32_t max; /* places; the owner's to set. 0: no limit */
	uint32_t n;   /* of them that are taken */
	bool is_calling;
};

/** ftp_turns_init() - no place taken, and no limit */
void ftp_turns_init(struct ftp_turns *turns);

/** ftp_turns_take() - a place for @turn, which has none and waits for none.
 * Return: false when it waits; @come is called later. */
bool ftp_turns_take(
    struct ftp_turns *turns, struct ftp_turn *turn, ftp_turn_fn *come);

/** ftp_turns_leave() - give back what @turn has, a place or the wait for one;
 * nothing is fine. Others may get their turn inside. */
void ftp_turns_leave(struct ftp_turns *turns, struct ftp_turn *turn);

/** ftp_turns_call() - let those come for whom there are places now; after @max
 * was set */
void ftp_turns_call(struct ftp_turns *turns);

#endif
