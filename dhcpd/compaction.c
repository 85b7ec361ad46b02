/* SPDX-License-Identifier: ISC */
#include "dhcpd/compaction.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "common/log.h"

enum phase {
	PHASE_NONE,
	PHASE_LEASES, /* some have not been kept yet */
	PHASE_LAST,   /* all have */
};

struct compaction {
	struct loop *loop;
	struct journal *journal;
	struct engine *engine;
	loop_fn *step;
	void *owner;
	enum phase phase;
	size_t position; /* of engine_each_record() */
	bool is_writing;
	int result; /* of the part; the pool's while it is written */
	uint64_t not_before_ms;
};

static void part_written(void *owner);

/* --- on the pool ---------------------------------------------------------- */

static void
write_part(void *owner)
{
	struct compaction *compaction = owner;

	compaction->result = journal_compact_write(compaction->journal);
}

/* --- on the loop ---------------------------------------------------------- */

static void
keep(void *owner, const struct lease_record *record)
{
	const struct compaction *compaction = owner;

	journal_keep(compaction->journal, record);
}

/* What is appended meanwhile is kept, too, so the order of leases is free. */
static void
begin_part(struct compaction *compaction)
{
	int r;

	if (!engine_each_record(compaction->engine, &compaction->position,
		COMPACTION_PART, loop_boottime_ms(), (int64_t)time(NULL), keep,
		compaction))
		compaction->phase = PHASE_LAST;
	r = journal_compact_turn(compaction->journal);
	if (!r)
		r = loop_work(
		    compaction->loop, write_part, part_written, compaction);
	if (r)
		compaction_over(compaction, r);
	else
		compaction->is_writing = true;
}

static void
part_written(void *owner)
{
	struct compaction *compaction = owner;

	compaction->is_writing = false;
	if (compaction->result)
		compaction_over(compaction, compaction->result);
	else if (compaction->phase == PHASE_LEASES)
		begin_part(compaction);
	compaction->step(compaction->owner);
}

void
compaction_start(struct compaction *compaction)
{
	if (compaction->phase != PHASE_NONE ||
	    !journal_is_overgrown(
		compaction->journal, engine_leases(compaction->engine)) ||
	    loop_boottime_ms() < compaction->not_before_ms)
		return;
	compaction->phase = PHASE_LEASES;
	compaction->position = 0;
	journal_compact_begin(compaction->journal);
	begin_part(compaction);
}

bool
compaction_is_writing(const struct compaction *compaction)
{
	return compaction->is_writing;
}

bool
compaction_is_ready(const struct compaction *compaction)
{
	return compaction->phase == PHASE_LAST && !compaction->is_writing;
}

int
compaction_turn(struct compaction *compaction)
{
	return journal_compact_turn(compaction->journal);
}

void
compaction_over(struct compaction *compaction, int result)
{
	compaction->phase = PHASE_NONE;
	journal_compact_end(compaction->journal);
	if (!result)
		return;
	compaction->not_before_ms = loop_boottime_ms() + COMPACTION_AGAIN_MS;
	log_error("%s: cannot be written anew: %s; it goes on growing, and "
		  "this is tried again in a minute",
	    journal_path(compaction->journal), strerror(-result));
}

/* --- beginning and end ---------------------------------------------------- */

struct compaction *
compaction_new(struct loop *loop, struct journal *journal,
    struct engine *engine, loop_fn *step, void *owner)
{
	struct compaction *compaction = calloc(1, sizeof(*compaction));

	if (!compaction)
		return NULL;
	*compaction = (struct compaction){ .loop = loop,
		.journal = journal,
		.engine = engine,
		.step = step,
		.owner = owner };
	return compaction;
}

void
compaction_free(struct compaction *compaction)
{
	free(compaction);
}
