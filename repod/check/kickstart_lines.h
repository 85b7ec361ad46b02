/* SPDX-License-Identifier: ISC */
#ifndef REPOD_CHECK_KICKSTART_LINES_H
#define REPOD_CHECK_KICKSTART_LINES_H

#include "common/check/boot_words.h"

/** struct kickstart_line - what one line of a kickstart has fetched */
struct kickstart_line {
	enum boot_word_kind kind;
	unsigned line;
	const char *what;	    /* "url --url" */
	char value[CHECK_WORD_MAX]; /* a URL; nfs:SERVER:/PATH of nfs */
};

/** kickstart_line_fn - is given each of them */
typedef void kickstart_line_fn(void *owner, const struct kickstart_line *line);

/** kickstart_lines_is_one() - whether @text is a kickstart: it has a command
 * that each of them has, or sections of packages or scripts */
bool kickstart_lines_is_one(const char *text, size_t len);

/**
 * kickstart_lines_read() - what url, repo, nfs, liveimg, %include and %ksappend
 * name; scripts are not read, packages' lists for %include alone
 *
 * Pure. Source: pykickstart's reference.
 */
void kickstart_lines_read(
    const char *text, size_t len, kickstart_line_fn *fn, void *owner);

#endif
