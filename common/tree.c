/* SPDX-License-Identifier: ISC */
#include "common/tree.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/openat2.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

/* A rename elsewhere on the system makes openat2 give up with EAGAIN; the
 * kernel asks to try again, and a limit keeps a busy disk from holding us. */
enum {
	RETRIES = 32
};

struct tree {
	int fd;
	bool is_private;
	unsigned n_holders;
};

int
tree_open(const char *path, bool is_private, struct tree **ret_tree)
{
	struct tree *tree = malloc(sizeof(*tree));
	int r;

	if (!tree)
		return -ENOMEM;
	tree->fd = open(path, O_PATH | O_DIRECTORY | O_CLOEXEC);
	if (tree->fd < 0) {
		r = -errno;
		free(tree);
		return r;
	}
	tree->is_private = is_private;
	tree->n_holders = 1;
	*ret_tree = tree;
	return 0;
}

struct tree *
tree_ref(struct tree *tree)
{
	tree->n_holders++;
	return tree;
}

void
tree_unref(struct tree *tree)
{
	if (!tree || --tree->n_holders > 0)
		return;
	close(tree->fd);
	free(tree);
}

/* The one openat2 of the house. Return: a descriptor; -errno. */
static int
open_beneath(const struct tree *tree, const char *name, int flags)
{
	struct open_how how = {
		.flags = (unsigned)(flags | O_CLOEXEC),
		.resolve = RESOLVE_BENEATH | RESOLVE_NO_MAGICLINKS,
	};

	name += strspn(name, "/");
	if (*name == '\0')
		name = ".";
	for (int i = 0; i < RETRIES; i++) {
		long fd =
		    syscall(SYS_openat2, tree->fd, name, &how, sizeof(how));

		if (fd >= 0)
			return (int)fd;
		if (errno != EAGAIN && errno != EINTR)
			return -errno;
	}
	return -EAGAIN;
}

/* Whether a served object may be read: in a tree that is not private the
 * world must be able to, whoever this process is. */
static int
may_read(const struct tree *tree, const struct stat *st)
{
	return tree->is_private || st->st_mode & S_IROTH ? 0 : -EACCES;
}

static int
check_file(const struct tree *tree, const struct stat *st)
{
	if (S_ISDIR(st->st_mode))
		return -EISDIR;
	if (!S_ISREG(st->st_mode))
		return -EINVAL;
	return may_read(tree, st);
}

int
tree_open_file(
    const struct tree *tree, const char *name, struct tree_file *ret_file)
{
	struct stat st;
	int fd, r;

	/* O_NONBLOCK: opening a pipe that nobody writes would block. */
	fd = open_beneath(tree, name, O_RDONLY | O_NONBLOCK | O_NOCTTY);
	if (fd == -ENXIO || fd == -ENODEV)
		return -EINVAL; /* A socket, or a device that is not there. */
	if (fd < 0)
		return fd;
	r = fstat(fd, &st) < 0 ? -errno : check_file(tree, &st);
	if (r < 0) {
		close(fd);
		return r;
	}
	*ret_file = (struct tree_file){
		.fd = fd,
		.size = (uint64_t)st.st_size,
		.inode = st.st_ino,
		.mtime = st.st_mtim,
	};
	return 0;
}

void
tree_close(struct tree_file *file)
{
	if (file->fd >= 0)
		close(file->fd);
	file->fd = -1;
}

int
tree_stat(const struct tree *tree, const char *name, struct stat *ret_stat)
{
	struct stat st;
	int fd, r;

	fd = open_beneath(tree, name, O_PATH);
	if (fd < 0)
		return fd;
	r = fstat(fd, &st) < 0 ? -errno : may_read(tree, &st);
	close(fd);
	if (r == 0)
		*ret_stat = st;
	return r;
}

int
tree_open_folder(const struct tree *tree, const char *name, DIR **ret_folder)
{
	struct stat st;
	DIR *folder;
	int fd, r;

	fd = open_beneath(tree, name, O_RDONLY | O_DIRECTORY | O_NONBLOCK);
	if (fd < 0)
		return fd;
	r = fstat(fd, &st) < 0 ? -errno : may_read(tree, &st);
	folder = r == 0 ? fdopendir(fd) : NULL;
	if (!folder) {
		r = r < 0 ? r : -errno;
		close(fd);
		return r;
	}
	*ret_folder = folder;
	return 0;
}
