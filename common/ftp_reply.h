/* SPDX-License-Identifier: ISC */
#ifndef COMMON_FTP_REPLY_H
#define COMMON_FTP_REPLY_H

#include "common/cursor.h"

/*
 * Replies on the control connection, RFC 959 4.2. Pure: they go into a
 * bounded writer, which fails as a whole when one does not fit.
 *
 * A reply of several lines begins with its code and a dash, its inner lines
 * begin with a blank, so that none is mistaken for the last (RFC 1123
 * 4.1.2.11), and it ends with the code and a blank.
 */

/** ftp_reply_line() - a whole reply of one line */
void ftp_reply_line(struct writer *writer, unsigned code, const char *text);

/**
 * ftp_reply_lines() - a whole reply of several lines
 * @first: text of the line that begins it
 * @inner: lines between, NULL at their end
 * @last: text of the line that ends it
 */
void ftp_reply_lines(struct writer *writer, unsigned code, const char *first,
    const char *const *inner, const char *last);

/** ftp_reply_begin() - the code and what parts it from a text to be written
 * next: a blank, or a dash where @is_last is false */
void ftp_reply_begin(struct writer *writer, unsigned code, bool is_last);

/** ftp_reply_end() - the end of a line */
void ftp_reply_end(struct writer *writer);

/** ftp_reply_name() - a file's name as the control connection carries it: a
 * CR as CR NUL, 0xff as IAC IAC, and an LF as a question mark */
void ftp_reply_name(struct writer *writer, const char *name);

/** ftp_reply_path() - a whole 257 reply: "@path", its quotes doubled as RFC
 * 959 appendix II has it, and @text */
void ftp_reply_path(struct writer *writer, const char *path, const char *text);

#endif
