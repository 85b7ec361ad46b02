/* SPDX-License-Identifier: ISC */
#ifndef REPOD_FILE_REASON_H
#define REPOD_FILE_REASON_H

/** file_reason() - why a name below the root is not served, and what to do,
 * for a person who reads the log
 * @error: negative errno, as common/tree.h returns it
 * Return: borrowed; a constant, or strerror()'s until its next call */
const char *file_reason(int error);

#endif
