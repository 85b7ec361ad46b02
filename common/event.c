/* SPDX-License-Identifier: ISC */
#include "common/event.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "common/cursor.h"
#include "common/json.h"
#include "common/log.h"

enum {
	/* Of one member: a name that a peer made up does not lose its event
	 * for being long. */
	STRING_MAX = 1024,
	/* Two such members at six octets each, and all the rest. */
	EVENT_LINE_MAX = 16384,
	/* Of one write. */
	HELD_MAX = 4 * EVENT_LINE_MAX,
};

struct event_log {
	int folder;
	int fd;
	uint64_t size;
	bool is_failing;
	struct json_second last;
	char name[64];
	char old_name[72];
	size_t held; /* octets of @lines */
	uint8_t lines[HELD_MAX];
};

static int
open_file(struct event_log *log)
{
	struct stat st;

	log->fd = openat(log->folder, log->name,
	    O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC | O_NOFOLLOW, 0644);
	if (log->fd < 0)
		return -errno;
	log->size = fstat(log->fd, &st) == 0 ? (uint64_t)st.st_size : 0;
	return 0;
}

static int
open_folder(const char *state)
{
	char path[PATH_MAX];
	int fd;

	if (snprintf(path, sizeof(path), "%s/events", state) >=
	    (int)sizeof(path))
		return -ENAMETOOLONG;
	if (mkdir(path, 0755) < 0 && errno != EEXIST)
		return -errno;
	fd = open(path, O_PATH | O_DIRECTORY | O_CLOEXEC);
	return fd < 0 ? -errno : fd;
}

int
event_log_open(
    const char *state, const char *program, struct event_log **ret_log)
{
	struct event_log *log = calloc(1, sizeof(*log));
	int r;

	if (!log)
		return -ENOMEM;
	log->fd = -1;
	snprintf(log->name, sizeof(log->name), "%s.jsonl", program);
	snprintf(log->old_name, sizeof(log->old_name), "%s.1", log->name);
	log->folder = open_folder(state);
	r = log->folder < 0 ? log->folder : open_file(log);
	if (r < 0) {
		event_log_close(log);
		return r;
	}
	*ret_log = log;
	return 0;
}

void
event_log_close(struct event_log *log)
{
	if (!log)
		return;
	event_log_flush(log);
	if (log->fd >= 0)
		close(log->fd);
	if (log->folder >= 0)
		close(log->folder);
	free(log);
}

static void
put_event(struct writer *w, struct json_second *last, const struct event *event,
    size_t max)
{
	struct timespec now;

	clock_gettime(CLOCK_REALTIME, &now);
	json_begin(w, last, now.tv_sec, (unsigned)(now.tv_nsec / 1000000));
	json_text(w, "machine", event->machine, max);
	json_text(w, "address", event->address, max);
	json_text(w, "step", event->step, max);
	json_text(w, "object", event->object, max);
	json_number(w, "bytes", event->bytes);
	json_number(w, "duration_ms", event->duration_ms);
	json_text(w, "outcome", event->outcome, max);
	json_text(w, "reason", event->reason, max);
	json_end(w);
}

char *
event_text(const struct event *event, char *out, size_t size)
{
	struct json_second last = { 0 };
	size_t max = STRING_MAX;
	struct writer w;

	do {
		w = writer_over(out, size - 1);
		put_event(&w, &last, event, max);
		max /= 2;
	} while (w.failed && max > 0);
	out[w.pos] = '\0';
	return out;
}

/* A file with room for @len more octets is open, or -errno. */
static int
make_room(struct event_log *log, size_t len)
{
	if (log->fd >= 0 && log->size + len <= EVENT_FILE_MAX)
		return 0;
	if (log->fd >= 0) {
		/* Somebody may have taken the file away. */
		if (renameat(log->folder, log->name, log->folder,
			log->old_name) < 0 &&
		    errno != ENOENT)
			return -errno;
		close(log->fd);
	}
	return open_file(log);
}

/* Write what is held. Of what no longer fits the disk whole lines stay. */
static int
append(struct event_log *log)
{
	const uint8_t *end;
	ssize_t written;
	int r = make_room(log, log->held);

	if (r < 0)
		return r;
	written = write(log->fd, log->lines, log->held);
	if (written < 0)
		return -errno;
	if ((size_t)written == log->held) {
		log->size += log->held;
		return 0;
	}
	end = memrchr(log->lines, '\n', (size_t)written);
	if (end)
		log->size += (size_t)(end + 1 - log->lines);
	/* No torn line before the next one. */
	(void)!ftruncate(log->fd, (off_t)log->size);
	return -ENOSPC;
}

static void
note_result(struct event_log *log, int r)
{
	if (r < 0 && !log->is_failing)
		log_error("events/%s: %s; events are lost until this is mended",
		    log->name, strerror(-r));
	log->is_failing = r < 0;
}

bool
event_log_is_waiting(const struct event_log *log)
{
	return log && log->held > 0;
}

void
event_log_flush(struct event_log *log)
{
	if (!log || log->held == 0)
		return;
	note_result(log, append(log));
	log->held = 0;
}

void
event_log_write(struct event_log *log, const struct event *event)
{
	struct writer w;

	if (!log)
		return;
	if (log->held > HELD_MAX - EVENT_LINE_MAX)
		event_log_flush(log);
	w = writer_over(log->lines + log->held, EVENT_LINE_MAX);
	put_event(&w, &log->last, event, STRING_MAX);
	writer_u8(&w, '\n');
	if (w.failed)
		note_result(log, -EMSGSIZE);
	else
		log->held += w.pos;
}
