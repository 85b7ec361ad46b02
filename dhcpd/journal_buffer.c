/* SPDX-License-Identifier: ISC */
#include "dhcpd/journal_buffer.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

enum {
	SIZE_MIN = 64 << 10
};

int
journal_buffer_add(struct journal_buffer *buffer,
    const struct lease_record *record, size_t max)
{
	struct writer out;
	uint8_t *grown;
	size_t size;

	if (buffer->size - buffer->len < LEASE_RECORD_MAX) {
		size = buffer->size ? buffer->size * 2 : SIZE_MIN;
		if (size > max)
			return -ENOBUFS;
		grown = realloc(buffer->bytes, size);
		if (!grown)
			return -ENOMEM;
		buffer->bytes = grown;
		buffer->size = size;
	}
	out = writer_over(
	    buffer->bytes + buffer->len, buffer->size - buffer->len);
	lease_record_write(&out, record);
	if (out.failed)
		return -EINVAL;
	buffer->len += out.pos;
	buffer->n_lines++;
	return 0;
}

int
journal_buffer_add_boot(struct journal_buffer *buffer, const char *boot)
{
	struct lease_record record = { .kind = LEASE_RECORD_BOOT };

	snprintf(record.boot, sizeof(record.boot), "%s", boot);
	return journal_buffer_add(buffer, &record, SIZE_MAX);
}

void
journal_buffer_swap(
    struct journal_buffer *gathering, struct journal_buffer *full)
{
	struct journal_buffer empty = *full;

	*full = *gathering;
	*gathering = empty;
	gathering->len = gathering->n_lines = 0;
}

int
journal_buffer_write(const struct journal_buffer *buffer, int fd)
{
	size_t done = 0;
	ssize_t n;

	while (done < buffer->len) {
		n = write(fd, buffer->bytes + done, buffer->len - done);
		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return -errno;
		done += (size_t)n;
	}
	return 0;
}

void
journal_buffer_free(struct journal_buffer *buffer)
{
	free(buffer->bytes);
	*buffer = (struct journal_buffer){ 0 };
}
