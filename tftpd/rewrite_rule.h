/* SPDX-License-Identifier: ISC */
#ifndef TFTPD_REWRITE_RULE_H
#define TFTPD_REWRITE_RULE_H

#include <stddef.h>

#include "tftpd/rewrite.h"

/*
 * The two ways to write a rule of tftpd/rewrite.h. A rule is added behind those
 * that @rewrite has; with an error none is, and @ret_error, of
 * REWRITE_ERROR_MAX octets, says in words what is wrong.
 */

enum {
	REWRITE_ERROR_MAX = 192
};

/**
 * rewrite_rule_add() - add /regex/replacement/letters, as sed(1) has it
 * @where: file:line, copied
 *
 * The first octet, any but a letter, digit, blank or backslash, parts the
 * three; a backslash before it makes it mean itself. It replaces, unless the
 * letters have a, j or ~; g means each place that matches, once.
 * Return: 0; 1 with an error.
 */
int rewrite_rule_add(struct rewrite *rewrite, const char *text,
    const char *where, char *ret_error);

/**
 * rewrite_rule_add_map() - add a line of a map file of tftp-hpa
 *
 * Letters, regex and replacement, parted by blanks; a label begins with a
 * colon. A backslash before a blank or # makes it mean itself; else # begins a
 * comment.
 * Return: 0, also for a line with nothing in it; 1 with an error.
 */
int rewrite_rule_add_map(struct rewrite *rewrite, const char *line,
    const char *where, char *ret_error);

/** rewrite_rule_unknown_label() - the first rule that jumps to a label that
 * no rule has, as far as that can be told beforehand; or NULL */
const struct rewrite_rule *rewrite_rule_unknown_label(
    const struct rewrite *rewrite);

#endif
