/* SPDX-License-Identifier: ISC */
#include "common/tree.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/openat2.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "common/path.h"

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

/* The one openat2 of the house; @mode is for O_TMPFILE. Return: a descriptor;
 * -errno. */
static int
open_mode(const struct tree *tree, const char *name, int flags, mode_t mode)
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
		long fd =
		    syscall(SYS_openat2, tree->fd, name, &how, sizeof(how));

		if (fd >= 0)
			return (int)fd;
		if (errno != EAGAIN && errno != EINTR)
			return -errno;
	}
	return -EAGAIN;
}

static int
open_beneath(const struct tree *tree, const char *name, int flags)
{
	return open_mode(tree, name, flags, 0);
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

/* --- new files --- */

/* The file without a name, in the folder that @file has open already. */
static int
open_new(const struct tree *tree, const char *folder, mode_t mode,
    struct tree_new *file)
{
	struct stat st;
	int r;

	if (fstatat(file->folder, file->name, &st, AT_SYMLINK_NOFOLLOW) == 0)
		return -EEXIST;
	if (errno != ENOENT)
		return -errno;
	r = open_mode(tree, folder, O_TMPFILE | O_WRONLY, mode);
	if (r < 0)
		return r;
	file->fd = r;
	if (fchmod(file->fd, mode) == 0)
		return 0;
	r = -errno;
	close(file->fd);
	return r;
}

int
tree_create(const struct tree *tree, const char *name, mode_t mode,
    struct tree_new *ret_new)
{
	const char *last = path_last(name);
	char folder[PATH_NAME_MAX];
	struct tree_new file;
	int r;

	if (strlen(name) >= sizeof(folder) || strlen(last) > NAME_MAX)
		return -ENAMETOOLONG;
	if (*last == '\0' || strcmp(last, ".") == 0 || strcmp(last, "..") == 0)
		return -EISDIR;
	memcpy(folder, name, (size_t)(last - name));
	folder[last - name] = '\0';
	memcpy(file.name, last, strlen(last) + 1);
	file.folder = open_beneath(tree, folder, O_PATH | O_DIRECTORY);
	if (file.folder < 0)
		return file.folder;
	r = open_new(tree, folder, mode, &file);
	if (r < 0)
		close(file.folder);
	else
		*ret_new = file;
	return r;
}

/* By /proc: AT_EMPTY_PATH takes a capability. */
int
tree_publish(const struct tree_new *file)
{
	char path[32];

	if (fdatasync(file->fd) < 0)
		return -errno;
	snprintf(path, sizeof(path), "/proc/self/fd/%d", file->fd);
	if (linkat(AT_FDCWD, path, file->folder, file->name,
		AT_SYMLINK_FOLLOW) < 0)
		return -errno;
	return 0;
}

void
tree_discard(struct tree_new *file)
{
	close(file->fd);
	close(file->folder);
}
