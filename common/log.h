/* SPDX-License-Identifier: ISC */
#ifndef COMMON_LOG_H
#define COMMON_LOG_H

#include <stdbool.h>

enum {
	/* The longest line that a program gets in one piece of log_record(). */
	LOG_RECORD_MAX = 2040,
};

/*
 * The one logger, on standard error: a line a message, cut at 2,048 octets. In
 * systemd's journal each line carries its priority as <N>; elsewhere the time
 * and the program's name.
 * errno survives every call. What a peer sent goes through text_escape()
 * first; codecs and engines do not log, nor does work on the loop's pool.
 *
 * While a daemon serves, lines are gathered and written after two milliseconds
 * (common/daemon.c sees to it). An error takes what was gathered with it at
 * once, and with -v every line is written as it is said.
 */

/** log_open() - name the program and set how much is said
 * @program: borrowed for the life of the process
 * @verbosity: 0 errors, warnings and information; 1 (-v) debug too
 */
void log_open(const char *program, int verbosity);

/** log_to_syslog() - from now on to syslog's daemon facility: for a program
 * whose standard error belongs to somebody else, as under inetd */
void log_to_syslog(void);

/** log_hold() - from now on lines may wait for log_flush() */
void log_hold(void);

/** log_is_waiting() - whether there is something for log_flush() */
bool log_is_waiting(void);

/** log_flush() - write what waits, in the order in which it was said */
void log_flush(void);

/** log_is_verbose() - whether log_debug() prints: ask before costly texts */
bool log_is_verbose(void);

/** log_error() - something asked for could not be done */
void log_error(const char *format, ...) __attribute__((format(printf, 1, 2)));
/** log_warn() - something done, but not as it should be */
void log_warn(const char *format, ...) __attribute__((format(printf, 1, 2)));
/** log_info() - what an administrator wants to read of a normal day */
void log_info(const char *format, ...) __attribute__((format(printf, 1, 2)));
/** log_info_text() - as log_info("%s", @text), and several times as cheap */
void log_info_text(const char *text);
/** log_record() - as log_info(), a line that other programs read, with nothing
 * before it but the journal's priority
 * @line: up to LOG_RECORD_MAX octets, with neither newline nor control */
void log_record(const char *line);
/** log_debug() - what helps when a machine does not boot; with -v */
void log_debug(const char *format, ...) __attribute__((format(printf, 1, 2)));

#endif
