/* SPDX-License-Identifier: ISC */
#ifndef COMMON_EVENT_H
#define COMMON_EVENT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/*
 * What happened, for people and programs: one JSON object a line in
 * STATE/events/PROGRAM.jsonl. At EVENT_FILE_MAX octets the file becomes
 * PROGRAM.jsonl.1 and a new one begins.
 *
 * Events are gathered, and written together: a daemon's after two milliseconds
 * and at its end (common/daemon.c sees to it).
 */

enum {
	EVENT_FILE_MAX = 16 << 20
};

/** struct event - one finished step; NULL, empty and 0 members are left out,
 * strings are escaped, and cut at 1,024 octets */
struct event {
	const char *step;    /* "offer", "ack", "read", "get", "retr" ... */
	const char *machine; /* MAC */
	const char *address; /* the peer's */
	const char *object;  /* file name, address given */
	uint64_t bytes;
	uint64_t duration_ms;
	const char *outcome; /* "ok", "missing", "refused", "failed" ... */
	const char *reason;  /* why it was not ok, for a person */
};

/** event_text() - the line of @event, without its newline, into @out, which
 * holds the @size octets of any other log's line: where it does not fit its
 * strings are cut shorter. Return: @out. */
char *event_text(const struct event *event, char *out, size_t size);

/** struct event_log - an open events file; opaque */
struct event_log;

/**
 * event_log_open() - open or make @state/events/@program.jsonl
 *
 * Return: 0; -errno, and the daemon goes on without events.
 */
int event_log_open(
    const char *state, const char *program, struct event_log **ret_log);

/** event_log_write() - note @event with the time of day, for
 * event_log_flush(). A NULL @log is allowed. */
void event_log_write(struct event_log *log, const struct event *event);

/** event_log_is_waiting() - whether there is something for event_log_flush();
 * NULL is allowed */
bool event_log_is_waiting(const struct event_log *log);

/** event_log_flush() - append what was noted to the file; a failure is logged
 * once until a write succeeds again. A NULL @log is allowed. */
void event_log_flush(struct event_log *log);

/** event_log_close() - flush and close; NULL is allowed */
void event_log_close(struct event_log *log);

#endif
