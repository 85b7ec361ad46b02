/* SPDX-License-Identifier: ISC */
#include "dhcpd/journal_anew.h"

#include <errno.h>
#include <fcntl.h>
#include <unistd.h>

enum {
	FILE_MODE = 0644
};

void
journal_anew_begin(struct journal_anew *anew, const char *boot)
{
	anew->is_open = true;
	anew->error = journal_buffer_add_boot(&anew->gathering, boot);
}

void
journal_anew_keep(
    struct journal_anew *anew, const struct lease_record *record, size_t max)
{
	if (anew->is_open && !anew->error)
		anew->error = journal_buffer_add(&anew->gathering, record, max);
}

int
journal_anew_write(struct journal_anew *anew, int folder, const char *name)
{
	int r;

	if (anew->fd < 0)
		anew->fd = openat(folder, name,
		    O_RDWR | O_CREAT | O_TRUNC | O_APPEND | O_CLOEXEC,
		    FILE_MODE);
	if (anew->fd < 0)
		return -errno;
	r = journal_buffer_write(&anew->writing, anew->fd);
	if (!r && fdatasync(anew->fd) < 0)
		r = -errno;
	if (r)
		return r;
	anew->len += (off_t)anew->writing.len;
	anew->n_lines += anew->writing.n_lines;
	anew->writing.len = anew->writing.n_lines = 0;
	return 0;
}

void
journal_anew_end(struct journal_anew *anew)
{
	if (anew->fd >= 0)
		close(anew->fd);
	journal_buffer_free(&anew->gathering);
	journal_buffer_free(&anew->writing);
	*anew = (struct journal_anew){ .fd = -1 };
}
