/* SPDX-License-Identifier: ISC */
#include "dhcpd/commit.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "common/log.h"
#include "dhcpd/compaction.h"

enum task {
	TASK_NONE,
	TASK_WRITE,
	TASK_TEST, /* has the disk recovered? */
	TASK_COMPACT,
};

/* A promise, and the reply that makes it. */
struct held {
	uint32_t address;
	uint64_t until_ms;
	struct sender_message message;
};

struct held_list {
	struct held *list;
	size_t n, size;
};

struct commit {
	struct loop *loop;
	struct journal *journal;
	struct engine *engine;
	struct sender *sender;
	struct compaction *compaction;
	struct loop_timer *retry;
	enum task task; /* that the pool does now */
	int result;	/* its result; the pool's until it is done */
	bool has_failed;
	bool is_closing;
	struct held_list gathering, writing;
};

/* --- on the pool ---------------------------------------------------------- */

static void
work(void *owner)
{
	struct commit *commit = owner;

	if (commit->task == TASK_WRITE)
		commit->result = journal_write(commit->journal);
	else if (commit->task == TASK_COMPACT)
		commit->result = journal_compact_finish(commit->journal);
	else
		commit->result = journal_test(commit->journal);
}

/* --- on the loop ---------------------------------------------------------- */

static void
set_failed(struct commit *commit, int error)
{
	bool fails = error != 0;

	if (fails && !commit->has_failed)
		log_error("%s: %s; no new lease is given until it can be "
			  "written again: make room on its disk",
		    journal_path(commit->journal), strerror(-error));
	if (!fails && commit->has_failed)
		log_info("%s: it can be written again; leases are given again",
		    journal_path(commit->journal));
	commit->has_failed = fails;
	engine_journal_fails(commit->engine, fails);
	if (fails)
		loop_timer_start(commit->retry, COMMIT_RETRY_MS);
}

static void
settle(struct commit *commit, bool is_written)
{
	struct held_list *list = &commit->writing;
	uint64_t now_ms = loop_boottime_ms();
	struct held *held;

	for (size_t i = 0; i < list->n; i++) {
		held = &list->list[i];
		engine_recorded(commit->engine, held->address, held->until_ms,
		    is_written, now_ms);
		if (is_written && held->message.len > 0)
			sender_add(commit->sender, &held->message);
	}
	list->n = 0;
	sender_flush(commit->sender);
}

static bool
is_on_pool(const struct commit *commit)
{
	return commit->task != TASK_NONE ||
	    compaction_is_writing(commit->compaction);
}

static void
stop_if_closing(struct commit *commit)
{
	if (commit->is_closing && !is_on_pool(commit))
		loop_stop(commit->loop);
}

static void
done(void *owner)
{
	struct commit *commit = owner;
	enum task task = commit->task;

	commit->task = TASK_NONE;
	if (task == TASK_COMPACT) {
		compaction_over(commit->compaction, commit->result);
	} else {
		settle(commit, commit->result == 0);
		set_failed(commit, commit->result);
	}
	stop_if_closing(commit);
	commit_kick(commit);
}

static void
begin(struct commit *commit, enum task task)
{
	int r;

	commit->task = task;
	r = loop_work(commit->loop, work, done, commit);
	if (r == 0)
		return;
	commit->task = TASK_NONE;
	if (task == TASK_COMPACT) {
		compaction_over(commit->compaction, r);
		return;
	}
	log_error("cannot start a thread: %s", strerror(-r));
	settle(commit, false);
	set_failed(commit, r);
}

static void
on_retry(void *owner)
{
	struct commit *commit = owner;

	if (commit->task == TASK_NONE && commit->has_failed)
		begin(commit, TASK_TEST);
}

static void
begin_write(struct commit *commit)
{
	struct held_list writing = commit->writing;

	journal_turn(commit->journal);
	commit->writing = commit->gathering;
	commit->gathering = writing;
	begin(commit, TASK_WRITE);
}

static void
begin_compact(struct commit *commit)
{
	int r = compaction_turn(commit->compaction);

	if (r)
		compaction_over(commit->compaction, r);
	else
		begin(commit, TASK_COMPACT);
}

void
commit_kick(struct commit *commit)
{
	if (commit->is_closing || commit->task != TASK_NONE)
		return;
	if (!commit->has_failed)
		compaction_start(commit->compaction);
	if (compaction_is_ready(commit->compaction))
		begin_compact(commit);
	if (commit->task == TASK_NONE && journal_is_waiting(commit->journal))
		begin_write(commit);
}

static void
part_written(void *owner)
{
	struct commit *commit = owner;

	stop_if_closing(commit);
	commit_kick(commit);
}

bool
commit_may_add(const struct commit *commit)
{
	return commit->gathering.n < COMMIT_HELD_MAX;
}

static int
grow(struct held_list *list)
{
	size_t size = list->size ? list->size * 2 : DATAGRAM_BATCH;
	struct held *grown = reallocarray(list->list, size, sizeof(*grown));

	if (!grown)
		return -ENOMEM;
	list->list = grown;
	list->size = size;
	return 0;
}

int
commit_add(struct commit *commit, const struct lease_record *record,
    uint64_t until_ms, const struct sender_message *message)
{
	struct held_list *list = &commit->gathering;
	struct held *held;
	int r = 0;

	if (list->n == list->size)
		r = grow(list);
	if (!r)
		r = journal_append(commit->journal, record);
	if (r) {
		log_error(
		    "%s: %s", journal_path(commit->journal), strerror(-r));
		engine_recorded(commit->engine, record->address, until_ms,
		    false, loop_boottime_ms());
		return r;
	}
	held = &list->list[list->n++];
	held->address = record->address;
	held->until_ms = until_ms;
	sender_message_copy(&held->message, message);
	return 0;
}

int
commit_new(struct loop *loop, struct journal *journal, struct engine *engine,
    struct sender *sender, struct commit **ret_commit)
{
	struct commit *commit = calloc(1, sizeof(*commit));
	int r = -ENOMEM;

	if (commit)
		commit->compaction =
		    compaction_new(loop, journal, engine, part_written, commit);
	if (commit && commit->compaction)
		r = loop_timer_new(loop, on_retry, commit, &commit->retry);
	if (r) {
		if (commit)
			compaction_free(commit->compaction);
		journal_close(journal);
		free(commit);
		return r;
	}
	commit->loop = loop;
	commit->journal = journal;
	commit->engine = engine;
	commit->sender = sender;
	*ret_commit = commit;
	return 0;
}

void
commit_free(struct commit *commit)
{
	struct held_list writing;

	if (!commit)
		return;
	commit->is_closing = true;
	while (is_on_pool(commit))
		loop_run(commit->loop);
	if (journal_is_waiting(commit->journal)) {
		journal_turn(commit->journal);
		writing = commit->writing;
		commit->writing = commit->gathering;
		commit->gathering = writing;
		settle(commit, journal_write(commit->journal) == 0);
	}
	loop_timer_free(commit->retry);
	compaction_free(commit->compaction);
	journal_close(commit->journal);
	free(commit->gathering.list);
	free(commit->writing.list);
	free(commit);
}
