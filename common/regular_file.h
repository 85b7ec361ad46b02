/* SPDX-License-Identifier: ISC */
#ifndef COMMON_REGULAR_FILE_H
#define COMMON_REGULAR_FILE_H

#include <stdio.h>

/** regular_file_open() - open the file @path for reading; a named pipe must not
 * hold the server up. Return: 0; -EINVAL: it is no regular file; -errno. */
int regular_file_open(const char *path, FILE **ret_file);

#endif
