/* SPDX-License-Identifier: ISC */
#ifndef DHCPD_JOURNAL_BUFFER_H
#define DHCPD_JOURNAL_BUFFER_H

#include <stddef.h>
#include <stdint.h>

#include "common/lease_record.h"

/* Lines of a journal on their way to a file. */

/** struct journal_buffer - begin with zeros */
struct journal_buffer {
	uint8_t *bytes;
	size_t len, size, n_lines;
};

/** journal_buffer_add() - append @record as a line; @max: octets of room at
 * most. Return: 0; -ENOBUFS; -ENOMEM; -EINVAL where it makes no line. */
int journal_buffer_add(struct journal_buffer *buffer,
    const struct lease_record *record, size_t max);

/** journal_buffer_add_boot() - append the line that names @boot */
int journal_buffer_add_boot(struct journal_buffer *buffer, const char *boot);

/** journal_buffer_swap() - @full is what @gathering was, which is empty now */
void journal_buffer_swap(
    struct journal_buffer *gathering, struct journal_buffer *full);

/** journal_buffer_write() - write all of it to @fd; blocks. Return: 0;
 * -errno, and some of it may be there. */
int journal_buffer_write(const struct journal_buffer *buffer, int fd);

/** journal_buffer_free() - free what it owns; it may be used anew */
void journal_buffer_free(struct journal_buffer *buffer);

#endif
