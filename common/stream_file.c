/* SPDX-License-Identifier: ISC */
#include "common/stream_file.h"

#include <errno.h>
#include <linux/magic.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <sys/uio.h>
#include <sys/vfs.h>
#include <time.h>
#include <unistd.h>

enum {
	LOAD_PIECE = 64 << 10
};

struct stream_file {
	int fd;
	unsigned n_holders;
	off_t size;
	struct timespec mtime;
	time_t ctime_s;
	uint8_t *kept; /* NULL: its content is in the file alone */
};

struct stream_file *
stream_file_new(int fd)
{
	struct stream_file *file = malloc(sizeof(*file));
	struct stat st;

	if (!file || fstat(fd, &st) < 0) {
		free(file);
		close(fd);
		return NULL;
	}
	file->fd = fd;
	file->n_holders = 1;
	file->size = st.st_size;
	file->mtime = st.st_mtim;
	file->ctime_s = st.st_ctim.tv_sec;
	file->kept = NULL;
	return file;
}

int
stream_file_fd(const struct stream_file *file)
{
	return file->fd;
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
	close(file->fd);
	free(file->kept);
	free(file);
}

void
stream_file_keep(struct stream_file *file)
{
	struct iovec into = { .iov_len = (size_t)file->size };

	if (file->kept || file->size == 0 ||
	    file->size > STREAM_FILE_KEPT_MAX ||
	    time(NULL) - file->ctime_s <= STREAM_FILE_SETTLED_S)
		return;
	file->kept = into.iov_base = malloc(into.iov_len);
	if (!file->kept)
		return;
	/* Compared after it was read: what is kept is all of one content. */
	if (preadv2(file->fd, &into, 1, 0, RWF_NOWAIT) == file->size &&
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
	struct stat st;

	return fstat(file->fd, &st) == 0 && st.st_size == file->size &&
	    st.st_mtim.tv_sec == file->mtime.tv_sec &&
	    st.st_mtim.tv_nsec == file->mtime.tv_nsec;
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

bool
stream_file_is_warm(const struct stream_file *file, uint64_t offset, size_t len)
{
	return len == 0 ||
	    (is_warm_at(file->fd, offset) &&
		is_warm_at(file->fd, offset + len - 1));
}

void
stream_file_load(const struct stream_file *file, uint64_t offset, size_t len)
{
	char piece[LOAD_PIECE];
	size_t done = 0;

	while (done < len) {
		size_t want =
		    len - done < sizeof(piece) ? len - done : sizeof(piece);
		ssize_t n =
		    pread(file->fd, piece, want, (off_t)(offset + done));

		if (n < 0 && errno == EINTR)
			continue;
		if (n <= 0)
			return; /* Sending meets the same error, and tells. */
		done += (size_t)n;
	}
}
