/* SPDX-License-Identifier: ISC */
#ifndef DHCPD_WHOLE_FILE_H
#define DHCPD_WHOLE_FILE_H

#include <stddef.h>

/**
 * whole_file_read() - the octets of the file @path at this moment
 * @max: -EFBIG where it has more
 * @ret_text: malloc'd, the caller's; a NUL follows
 *
 * A copy, as a mapped file that is cut meanwhile would end the program.
 * Return: 0; -EISDIR; -ENOMEM; -errno of open(2) and read(2).
 */
int whole_file_read(
    const char *path, size_t max, char **ret_text, size_t *ret_len);

#endif
