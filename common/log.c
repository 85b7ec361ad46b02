/* SPDX-License-Identifier: ISC */
#include "common/log.h"

#include <assert.h>
#include <errno.h>
#include <limits.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <syslog.h>
#include <time.h>
#include <unistd.h>

#include "common/calendar.h"
#include "common/cursor.h"

enum {
	LINE_MAX_OCTETS = 2048,
	HELD_MAX_OCTETS = 64 << 10,
	/* Of one write where several may write: what a pipe takes whole, so
	 * that lines of several processes do not mix. */
	SHARED_MAX_OCTETS = PIPE_BUF,
};

static_assert(LINE_MAX_OCTETS <= SHARED_MAX_OCTETS, "a line fits");

/* The one file-scope state of the house: every storey above the engines logs,
 * and none of them should carry the logger around. */
static struct {
	const char *program;
	int verbosity;
	bool has_journal;
	bool has_syslog;
	bool is_file;
	bool is_held;
	size_t held; /* octets of @lines */
	char lines[HELD_MAX_OCTETS];
	/* The date of the last line, for all of its second. */
	time_t date_s;
	char date[CALENDAR_TEXT_LEN];
} logger = { .program = "bootyard" };

/* Whether standard error is the journal's: systemd names that stream's device
 * and inode, and what it started may have a standard error of its own. */
static bool
is_journal(void)
{
	const char *name = getenv("JOURNAL_STREAM");
	char own[64];
	struct stat st;

	if (!name || fstat(STDERR_FILENO, &st) < 0)
		return false;
	snprintf(own, sizeof(own), "%ju:%ju", (uintmax_t)st.st_dev,
	    (uintmax_t)st.st_ino);
	return strcmp(name, own) == 0;
}

/* Where whole lines stay whole however many are written together. */
static bool
is_file(void)
{
	struct stat st;

	return fstat(STDERR_FILENO, &st) == 0 && S_ISREG(st.st_mode);
}

void
log_open(const char *program, int verbosity)
{
	logger.program = program;
	logger.verbosity = verbosity;
	logger.has_journal = is_journal();
	logger.is_file = is_file();
}

void
log_to_syslog(void)
{
	openlog(logger.program, LOG_PID, LOG_DAEMON);
	logger.has_syslog = true;
}

void
log_hold(void)
{
	logger.is_held = true;
}

bool
log_is_waiting(void)
{
	return logger.held > 0;
}

/* Of @len octets at @lines, whole lines, those that one write may take. */
static size_t
share_of(const char *lines, size_t len)
{
	if (logger.is_file || len <= SHARED_MAX_OCTETS)
		return len;
	return (size_t)((const char *)memrchr(lines, '\n', SHARED_MAX_OCTETS) +
	    1 - lines);
}

void
log_flush(void)
{
	int saved_errno = errno;
	size_t len;

	/* A log that cannot be written has nobody left to be told. */
	for (size_t at = 0; at < logger.held; at += len) {
		len = share_of(logger.lines + at, logger.held - at);
		(void)!write(STDERR_FILENO, logger.lines + at, len);
	}
	logger.held = 0;
	errno = saved_errno;
}

bool
log_is_verbose(void)
{
	return logger.verbosity > 0;
}

static const char *
level_name(int priority)
{
	switch (priority) {
	case LOG_ERR:
		return "error";
	case LOG_WARNING:
		return "warning";
	case LOG_INFO:
		return "info";
	default:
		return "debug";
	}
}

static void
put_date(struct writer *line, time_t time_s)
{
	struct tm local;
	struct calendar date;
	struct writer text = writer_over(logger.date, sizeof(logger.date));

	if (time_s != logger.date_s) {
		localtime_r(&time_s, &local);
		date = (struct calendar){
			.year = local.tm_year + 1900,
			.month = (unsigned)local.tm_mon + 1,
			.day = (unsigned)local.tm_mday,
			.hour = (unsigned)local.tm_hour,
			.minute = (unsigned)local.tm_min,
			.second = (unsigned)local.tm_sec,
		};
		calendar_write(&text, &date);
		logger.date_s = time_s;
	}
	writer_bytes(line, logger.date, sizeof(logger.date));
}

/* What goes before the text. */
static void
put_head(struct writer *line, int priority)
{
	struct timespec now;

	if (logger.has_journal) {
		writer_u8(line, '<');
		writer_decimal(line, (unsigned)priority, 1);
		writer_u8(line, '>');
		return;
	}
	clock_gettime(CLOCK_REALTIME, &now);
	put_date(line, now.tv_sec);
	writer_u8(line, '.');
	writer_decimal(line, (uint64_t)now.tv_nsec / 1000000, 3);
	writer_u8(line, ' ');
	writer_text(line, logger.program);
	writer_text(line, ": ");
	writer_text(line, level_name(priority));
	writer_text(line, ": ");
}

/* A line begun, with what goes before its text. */
static struct writer
begin_line(int priority)
{
	struct writer line =
	    writer_over(logger.lines + logger.held, LINE_MAX_OCTETS - 1);

	put_head(&line, priority);
	return line;
}

static void
end_line(struct writer *line)
{
	line->bytes[line->pos++] = '\n';
	logger.held += line->pos;
}

static void __attribute__((format(printf, 2, 0)))
put_line(int priority, const char *format, va_list args)
{
	struct writer line = begin_line(priority);
	size_t left = writer_left(&line);
	int n = vsnprintf((char *)line.bytes + line.pos, left, format, args);

	if (n > 0)
		line.pos += (size_t)n < left ? (size_t)n : left - 1;
	end_line(&line);
}

/* Room for one more line. */
static void
make_room(void)
{
	if (logger.held > HELD_MAX_OCTETS - LINE_MAX_OCTETS)
		log_flush();
}

void
log_record(const char *line)
{
	int n, saved_errno = errno;

	if (logger.has_syslog) {
		syslog(LOG_INFO, "%s", line);
		errno = saved_errno;
		return;
	}
	make_room();
	n = snprintf(logger.lines + logger.held, LINE_MAX_OCTETS, "%s%.*s\n",
	    logger.has_journal ? "<6>" : "", LOG_RECORD_MAX, line);
	logger.held += (size_t)n;
	if (!logger.is_held || logger.verbosity > 0)
		log_flush();
	errno = saved_errno;
}

static void __attribute__((format(printf, 2, 0)))
log_line(int priority, const char *format, va_list args)
{
	int saved_errno = errno;

	if (logger.has_syslog) {
		vsyslog(priority, format, args);
		errno = saved_errno;
		return;
	}
	make_room();
	put_line(priority, format, args);
	/* An error may be the last that a process says. */
	if (!logger.is_held || priority == LOG_ERR || logger.verbosity > 0)
		log_flush();
	errno = saved_errno;
}

void
log_info_text(const char *text)
{
	size_t len = strlen(text), left;
	struct writer line;

	if (logger.has_syslog || !logger.is_held || logger.verbosity > 0) {
		log_info("%s", text);
		return;
	}
	make_room();
	line = begin_line(LOG_INFO);
	left = writer_left(&line) - 1;
	writer_bytes(&line, text, len < left ? len : left);
	end_line(&line);
}

void
log_error(const char *format, ...)
{
	va_list args;

	va_start(args, format);
	log_line(LOG_ERR, format, args);
	va_end(args);
}

void
log_warn(const char *format, ...)
{
	va_list args;

	va_start(args, format);
	log_line(LOG_WARNING, format, args);
	va_end(args);
}

void
log_info(const char *format, ...)
{
	va_list args;

	va_start(args, format);
	log_line(LOG_INFO, format, args);
	va_end(args);
}

void
log_debug(const char *format, ...)
{
	va_list args;

	if (logger.verbosity < 1)
		return;
	va_start(args, format);
	log_line(LOG_DEBUG, format, args);
	va_end(args);
}
