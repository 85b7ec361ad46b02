/* SPDX-License-Identifier: ISC */
#include "common/tree.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "common/path.h"
#include "common/tree_image.h"
#include "common/tree_mounts.h"
#include "common/tree_root.h"

struct tree {
	int fd;			     /* -1: what follows */
	struct image_source *source; /* NULL: a folder */
	bool is_private;
	unsigned n_holders;
	struct tree_mounts mounts;
};

int
tree_open(const char *path, bool is_private, struct tree **ret_tree)
{
	struct tree *tree = calloc(1, sizeof(*tree));
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

int
tree_of_image(
    struct image_source *source, bool is_private, struct tree **ret_tree)
{
	struct tree *tree = calloc(1, sizeof(*tree));

	if (!tree)
		return -ENOMEM;
	tree->fd = -1;
	tree->source = image_source_ref(source);
	tree->is_private = is_private;
	tree->n_holders = 1;
	*ret_tree = tree;
	return 0;
}

int
tree_mount(struct tree *tree, const char *at, struct tree *below)
{
	return tree_mounts_add(&tree->mounts, at, below, NULL);
}

int
tree_mount_file(
    struct tree *tree, const char *at, struct tree *below, tree_find_fn *find)
{
	return tree_mounts_add(&tree->mounts, at, below, find);
}

int
tree_mount_made(struct tree *tree, const char *at, uint64_t size,
    const struct timespec *mtime)
{
	return tree_mounts_add_made(&tree->mounts, at, size, mtime);
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
	tree_mounts_free(&tree->mounts);
	if (tree->fd >= 0)
		close(tree->fd);
	image_source_unref(tree->source);
	free(tree);
}

struct tree_file
tree_file_whole(int fd, const struct stat *st)
{
	return (struct tree_file){
		.fd = fd,
		.size = (uint64_t)st->st_size,
		.inode = st->st_ino,
		.mtime = st->st_mtim,
		.stamp = file_stamp_of(st),
	};
}

void
tree_close(struct tree_file *file)
{
	if (file->fd >= 0 && file->image)
		image_unref(file->image);
	else if (file->fd >= 0)
		close(file->fd);
	file->fd = -1;
}

ssize_t
tree_read(
    const struct tree_file *file, void *ret_bytes, size_t size, uint64_t offset)
{
	ssize_t n;

	if (offset >= file->size)
		return 0;
	if (size > file->size - offset)
		size = (size_t)(file->size - offset);
	do
		n = pread(
		    file->fd, ret_bytes, size, (off_t)(file->offset + offset));
	while (n < 0 && errno == EINTR);
	return n < 0 ? -errno : n;
}

/* --- a tree's own ----------------------------------------------------------
 */

/* What is done at a name; @ret is a struct tree_file *, a struct stat * or a
 * struct tree_folder **. */
typedef int operation_fn(const struct tree *tree, const char *name, void *ret);

static int
open_file(const struct tree *tree, const char *name, void *ret)
{
	return tree->source
	    ? tree_image_open_file(tree->source, tree->is_private, name, ret)
	    : tree_root_open_file(tree->fd, tree->is_private, name, ret);
}

static int
look_at(const struct tree *tree, const char *name, void *ret)
{
	return tree->source
	    ? tree_image_stat(tree->source, tree->is_private, name, ret)
	    : tree_root_stat(tree->fd, tree->is_private, name, ret);
}

static int
open_folder(const struct tree *tree, const char *name, void *ret)
{
	DIR *dir;
	int r;

	if (tree->source)
		return tree_image_open_folder(
		    tree->source, tree->is_private, name, ret);
	r = tree_root_open_folder(tree->fd, tree->is_private, name, &dir);
	if (r < 0)
		return r;
	*(struct tree_folder **)ret = tree_folder_new(dir);
	return *(struct tree_folder **)ret ? 0 : -ENOMEM;
}

/* --- with what is mounted --------------------------------------------------
 */

enum {
	ON_THE_WAY = 1, /* nothing is there, but a mount is below it */
};

static int
do_at_file(const struct tree_mount *mount, operation_fn *operation, void *ret)
{
	char name[PATH_NAME_MAX];
	int r = mount->find(mount->below, name);

	return r == 0 ? operation(mount->below, name, ret) : r;
}

/* Return: as @operation; ON_THE_WAY. */
static int
do_mounted(const struct tree *tree, const char *name, const char *path,
    operation_fn *operation, void *ret)
{
	const struct tree_mount *mount;
	const char *rest;
	int r;

	mount = tree_mounts_cover(&tree->mounts, path, &rest);
	r = mount ? operation(mount->below, rest, ret)
		  : operation(tree, name, ret);
	if (r != -ENOENT && r != -ENOTDIR)
		return r;
	mount = tree_mounts_file(&tree->mounts, path);
	if (mount)
		return do_at_file(mount, operation, ret);
	return tree_mounts_is_above(&tree->mounts, path) ? ON_THE_WAY : r;
}

int
tree_open_file(
    const struct tree *tree, const char *name, struct tree_file *ret_file)
{
	char path[PATH_NAME_MAX];
	int r;

	if (tree->mounts.n == 0)
		return open_file(tree, name, ret_file);
	if (!path_resolve("", name, path))
		return -ENAMETOOLONG;
	r = do_mounted(tree, name, path, open_file, ret_file);
	return r == ON_THE_WAY ? -EISDIR : r;
}

/* A folder that only leads to a mount is as old as the root, and another. */
static int
make_up_folder(const struct tree *tree, const char *path, struct stat *ret_stat)
{
	struct stat st;

	if (fstat(tree->fd, &st) < 0)
		return -errno;
	st.st_mode = S_IFDIR | 0555;
	st.st_nlink = 2;
	for (; *path; path++)
		st.st_ino = (st.st_ino ^ (uint8_t)*path) * 1099511628211u;
	*ret_stat = st;
	return 0;
}

/* A file that is made is there, and in no folder. Return: 0; @r where none is
 * at @path. */
static int
look_at_made(
    const struct tree *tree, const char *path, int r, struct stat *ret_stat)
{
	const struct tree_mount *mount = tree_mounts_file(&tree->mounts, path);

	if (!mount || mount->below)
		return r;
	r = make_up_folder(tree, path, ret_stat);
	ret_stat->st_mode = S_IFREG | 0444;
	ret_stat->st_nlink = 0;
	ret_stat->st_size = (off_t)mount->size;
	ret_stat->st_mtim = mount->mtime;
	return r;
}

int
tree_stat(const struct tree *tree, const char *name, struct stat *ret_stat)
{
	char path[PATH_NAME_MAX];
	int r;

	if (tree->mounts.n == 0)
		return look_at(tree, name, ret_stat);
	if (!path_resolve("", name, path))
		return -ENAMETOOLONG;
	r = do_mounted(tree, name, path, look_at, ret_stat);
	if (r == ON_THE_WAY)
		return make_up_folder(tree, path, ret_stat);
	return r == -ENOENT ? look_at_made(tree, path, r, ret_stat) : r;
}

static int
add_mounts(
    const struct tree *tree, const char *path, struct tree_folder *folder)
{
	char name[PATH_NAME_MAX];
	int r = 0;

	for (unsigned i = 0; r == 0 && i < tree->mounts.n; i++)
		if (tree_mounts_child(&tree->mounts, i, path, name))
			r = tree_folder_add(folder, name);
	return r;
}

int
tree_open_folder(
    const struct tree *tree, const char *name, struct tree_folder **ret_folder)
{
	char path[PATH_NAME_MAX];
	struct tree_folder *folder = NULL;
	int r;

	if (tree->mounts.n == 0)
		return open_folder(tree, name, ret_folder);
	if (!path_resolve("", name, path))
		return -ENAMETOOLONG;
	r = do_mounted(tree, name, path, open_folder, &folder);
	if (r == ON_THE_WAY)
		folder = tree_folder_new(NULL);
	if (r < 0 || !folder)
		return r < 0 ? r : -ENOMEM;
	r = add_mounts(tree, path, folder);
	if (r < 0)
		tree_folder_close(folder);
	else
		*ret_folder = folder;
	return r;
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
	r = tree_root_open(tree->fd, folder, O_TMPFILE | O_WRONLY, mode);
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
	file.folder = tree_root_open(tree->fd, folder, O_PATH | O_DIRECTORY, 0);
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
