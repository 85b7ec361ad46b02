/* SPDX-License-Identifier: ISC */
#include "common/stream_file.h"

#include <errno.h>
#include <linux/magic.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/uio.h>
#include <sys/vfs.h>
#include <time.h>
#include <unistd.h>

enum {
	LOAD_PIECE = 64 << 10
};

struct stream_file {
	struct tree_file at;
	unsigned n_holders;
	uint8_t *kept; /* NULL: its content is in the file alone */
};

struct stream_file *
stream_file_of(struct tree_file *opened)
{
	struct stream_file *file = malloc(sizeof(*file));

	if (file)
		*file = (struct stream_file){ .at = *opened, .n_holders = 1 };
	else
		tree_close(opened);
	opened->fd = -1;
	return file;
}

struct stream_file *
stream_file_of_text(uint8_t *text, size_t size)
{
	struct tree_file nowhere = { .fd = -1, .size = size };
	struct stream_file *file = stream_file_of(&nowhere);

	if (file)
		file->kept = text;
	else
		free(text);
	return file;
}

struct stream_file *
stream_file_new(int fd)
{
	struct tree_file file;
	struct stat st;

	if (fstat(fd, &st) < 0) {
		close(fd);
		return NULL;
	}
	file = tree_file_whole(fd, &st);
	return stream_file_of(&file);
}

int
stream_file_fd(const struct stream_file *file)
{
	return file->at.fd;
}

uint64_t
stream_file_base(const struct stream_file *file)
{
	return file->at.offset;
}

const struct file_stamp *
stream_file_stamp(const struct stream_file *file)
{
	return &file->at.stamp;
}

struct stream_file *
stream_file_ref(struct stream_file *file)
{
	file->n_holders++;
	return file;
}

void
stream_file_unref(struct stream_file *file)
{
	if (!file || --file->n_holders > 0)
		return;
	tree_close(&file->at);
	free(file->kept);
	free(file);
}

void
stream_file_keep(struct stream_file *file)
{
	struct iovec into = { .iov_len = (size_t)file->at.size };

	if (file->kept || file->at.size == 0 ||
	    file->at.size > STREAM_FILE_KEPT_MAX ||
	    time(NULL) - file->at.stamp.ctime.tv_sec <= STREAM_FILE_SETTLED_S)
		return;
	file->kept = into.iov_base = malloc(into.iov_len);
	if (!file->kept)
		return;
	/* Compared after it was read: what is kept is all of one content. */
	if (preadv2(file->at.fd, &into, 1, (off_t)file->at.offset,
		RWF_NOWAIT) == (ssize_t)file->at.size &&
	    stream_file_is_intact(file))
		return;
	free(file->kept);
	file->kept = NULL;
}

const uint8_t *
stream_file_kept(const struct stream_file *file)
{
	return file->kept;
}

bool
stream_file_is_intact(const struct stream_file *file)
{
	return file_stamp_has_content(&file->at.stamp, file->at.fd);
}

static ssize_t
read_kept(
    const struct stream_file *file, uint8_t *bytes, size_t len, uint64_t offset)
{
	if (offset >= file->at.size)
		return 0;
	if (len > file->at.size - offset)
		len = (size_t)(file->at.size - offset);
	memcpy(bytes, file->kept + offset, len);
	return (ssize_t)len;
}

ssize_t
stream_file_read(const struct stream_file *file, uint8_t *ret_bytes, size_t len,
    uint64_t offset)
{
	ssize_t n;

	if (file->kept)
		return read_kept(file, ret_bytes, len, offset);
	n = tree_read(&file->at, ret_bytes, len, offset);
	return n > 0 && !stream_file_is_intact(file) ? -EIO : n;
}

/* Some file systems cannot be asked to read without waiting: FUSE, network
 * ones, and before Linux 6.6 those in memory, which never wait. */
static bool
never_waits(int fd)
{
	struct statfs fs;

	return fstatfs(fd, &fs) == 0 &&
	    (fs.f_type == TMPFS_MAGIC || fs.f_type == RAMFS_MAGIC);
}

static bool
is_warm_at(int fd, uint64_t offset)
{
	char octet;
	struct iovec iov = { &octet, 1 };

	if (preadv2(fd, &iov, 1, (off_t)offset, RWF_NOWAIT) >= 0)
		return true;
	if (errno == EOPNOTSUPP)
		return never_waits(fd);
	return errno != EAGAIN;
}

size_t
stream_file_warm(const struct stream_file *file, uint64_t offset, size_t len)
{
	size_t warm = 0;

	offset += file->at.offset;
	if (len == 0 || !is_warm_at(file->at.fd, offset))
		return 0;
	while (warm < len) {
		size_t left = len - warm;
		size_t next = warm +
		    (left < STREAM_FILE_CHUNK ? left : STREAM_FILE_CHUNK);

		if (!is_warm_at(file->at.fd, offset + next - 1))
			break;
		warm = next;
	}
	return warm;
}

void
stream_file_load(const struct stream_file *file, uint64_t offset, size_t len)
{
	char piece[LOAD_PIECE];
	size_t done = 0;

	while (done < len) {
		size_t want =
		    len - done < sizeof(piece) ? len - done : sizeof(piece);
		ssize_t n = tree_read(&file->at, piece, want, offset + done);

		if (n <= 0)
			return; /* Sending meets the same error, and tells. */
		done += (size_t)n;
	}
}
