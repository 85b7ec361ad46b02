/* SPDX-License-Identifier: ISC */
#ifndef COMMON_CHECK_CHECK_REPORT_H
#define COMMON_CHECK_CHECK_REPORT_H

#include <limits.h>
#include <stdbool.h>

/* What is wrong with what is served: findings, one after the other. */

enum {
	CHECK_MESSAGE_MAX = 512,
	/* Of one kind that are told as text; the others are counted. */
	CHECK_ALIKE_MAX = 20,
	CHECK_CODES_MAX = 48,
	/* That are kept. */
	CHECK_LINES_MAX = CHECK_CODES_MAX * CHECK_ALIKE_MAX,
};

/** struct check_finding - one of them; its strings are borrowed */
struct check_finding {
	bool is_error;	     /* a machine will not boot, or not install */
	const char *code;    /* "menu-kernel", see repod(8) */
	const char *file;    /* where it stands */
	unsigned line;	     /* 0: the file as a whole */
	const char *object;  /* what that points to; NULL for nothing */
	const char *message; /* what is wrong */
	const char *remedy;  /* what to do */
};

/** check_tell_fn - is given each finding as it is made */
typedef void check_tell_fn(void *owner, const struct check_finding *finding);

/** struct check_report - where they go; all zero but @tell and @owner at
 * first */
struct check_report {
	check_tell_fn *tell;
	void *owner;
	unsigned n_errors;
	unsigned n_warnings;
};

/** check_report_add() - tell @finding with the message that printf would make
 * of @format, and count it */
void check_report_add(struct check_report *report, struct check_finding finding,
    const char *format, ...) __attribute__((format(printf, 3, 4)));

/** struct check_line - what the log is to say */
struct check_line {
	bool is_error;
	char *text; /* malloc'd */
};

/** struct check_text - findings as lines of the log; all zero but @is_kept at
 * first */
struct check_text {
	bool is_kept; /* until check_text_end(): threads do not log */
	unsigned n_lines;
	struct check_line lines[CHECK_LINES_MAX];
	unsigned n_codes;
	struct {
		const char *code;
		unsigned n;
	} codes[CHECK_CODES_MAX];
};

/** check_text_tell() - a check_tell_fn; @owner is a struct check_text */
void check_text_tell(void *owner, const struct check_finding *finding);

/** check_text_end() - say what was kept, and how many of each kind were not
 * told */
void check_text_end(const struct check_text *text);

/** check_text_free() - what was kept */
void check_text_free(struct check_text *text);

/** check_json_tell() - a check_tell_fn: an object of JSON, a line, on standard
 * output; @owner is not used */
void check_json_tell(void *owner, const struct check_finding *finding);

/** check_json_end() - the last line, an object that counts them */
void check_json_end(const struct check_report *report);

#endif
