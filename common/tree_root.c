/* SPDX-License-Identifier: ISC */
#include "common/tree_root.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/openat2.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

/* A rename elsewhere on the system makes openat2 give up with EAGAIN; the
 * kernel asks to try again, and a limit keeps a busy disk from holding us. */
enum {
	RETRIES = 32
};

int
tree_root_open(int root, const char *name, int flags, mode_t mode)
{
	struct open_how how = {
		.flags = (unsigned)(flags | O_CLOEXEC),
		.mode = mode,
		.resolve = RESOLVE_BENEATH | RESOLVE_NO_MAGICLINKS,
	};

	name += strspn(name, "/");
	if (*name == '\0')
		name = ".";
	for (int i = 0; i < RETRIES; i++) {
		long fd = syscall(SYS_openat2, root, name, &how, sizeof(how));

		if (fd >= 0)
			return (int)fd;
		if (errno != EAGAIN && errno != EINTR)
			return -errno;
	}
	return -EAGAIN;
}

int
tree_root_may_read(bool is_private, mode_t mode)
{
	return is_private || mode & S_IROTH ? 0 : -EACCES;
}

static int
check_file(bool is_private, const struct stat *st)
{
	if (S_ISDIR(st->st_mode))
		return -EISDIR;
	if (!S_ISREG(st->st_mode))
		return -EINVAL;
	return tree_root_may_read(is_private, st->st_mode);
}

int
tree_root_open_file(
    int root, bool is_private, const char *name, struct tree_file *ret_file)
{
	struct stat st;
	int fd, r;

	/* O_NONBLOCK: opening a pipe that nobody writes would block. */
	fd = tree_root_open(root, name, O_RDONLY | O_NONBLOCK | O_NOCTTY, 0);
	if (fd == -ENXIO || fd == -ENODEV)
		return -EINVAL; /* A socket, or a device that is not there. */
	if (fd < 0)
		return fd;
	r = fstat(fd, &st) < 0 ? -errno : check_file(is_private, &st);
	if (r < 0)
		close(fd);
	else
		*ret_file = tree_file_whole(fd, &st);
	return r;
}

int
tree_root_stat(
    int root, bool is_private, const char *name, struct stat *ret_stat)
{
	struct stat st;
	int fd, r;

	fd = tree_root_open(root, name, O_PATH, 0);
	if (fd < 0)
		return fd;
	r = fstat(fd, &st) < 0 ? -errno
			       : tree_root_may_read(is_private, st.st_mode);
	close(fd);
	if (r == 0)
		*ret_stat = st;
	return r;
}

int
tree_root_open_folder(
    int root, bool is_private, const char *name, DIR **ret_folder)
{
	struct stat st;
	DIR *folder;
	int fd, r;

	fd = tree_root_open(root, name, O_RDONLY | O_DIRECTORY | O_NONBLOCK, 0);
	if (fd < 0)
		return fd;
	r = fstat(fd, &st) < 0 ? -errno
			       : tree_root_may_read(is_private, st.st_mode);
	folder = r == 0 ? fdopendir(fd) : NULL;
	if (!folder) {
		r = r < 0 ? r : -errno;
		close(fd);
		return r;
	}
	*ret_folder = folder;
	return 0;
}
