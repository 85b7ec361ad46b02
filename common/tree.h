/* SPDX-License-Identifier: ISC */
#ifndef COMMON_TREE_H
#define COMMON_TREE_H

#include <limits.h>
#include <stdbool.h>
#include <stdint.h>
#include <sys/stat.h>
#include <sys/types.h>
#include <time.h>

#include "common/file_stamp.h"
#include "common/image/image.h"
#include "common/tree_folder.h"

/*
 * The one place where a served file is opened: below a root, by openat2 with
 * RESOLVE_BENEATH and RESOLVE_NO_MAGICLINKS. Symlinks that stay inside the
 * root are followed; a name or a link that leads out, and any absolute link,
 * is -EXDEV. Nothing but a regular file is opened for reading, and a named pipe
 * never blocks.
 *
 * A root is a folder, or an image of a file system, see common/image/image.h.
 *
 * Other trees can be mounted below a root: the folders on the way to them are
 * there, whether on disk or not. Links of one tree lead to no other.
 */

/** struct tree - a served root; opaque */
struct tree;

/** struct tree_file - a regular file that is open for reading */
struct tree_file {
	int fd;		     /* O_CLOEXEC; the holder's, see tree_close() */
	struct image *image; /* whose @fd is, and held; NULL: the file's own */
	uint64_t offset;     /* of its first octet in @fd */
	uint64_t size;
	uint64_t inode;
	struct timespec mtime;
	struct file_stamp stamp; /* of @fd, when the rest was found out */
};

/** tree_file_whole() - the file that @fd, which it takes over, is: @st */
struct tree_file tree_file_whole(int fd, const struct stat *st);

/**
 * tree_open() - open the folder @path as a root
 * @is_private: serve files that are not world-readable, too
 *
 * Return: 0; -errno of the open.
 */
int tree_open(const char *path, bool is_private, struct tree **ret_tree);

/** tree_of_image() - what is in the image at @source, which it references, as a
 * root; @is_private as in tree_open(). Return: 0; -ENOMEM. */
int tree_of_image(
    struct image_source *source, bool is_private, struct tree **ret_tree);

/** Where in @below the file is that a mount of its own stands for, to
 * @ret_name, of PATH_NAME_MAX. Return: 0; -ENOENT; another -errno. */
typedef int tree_find_fn(const struct tree *below, char *ret_name);

/**
 * tree_mount() - from now on @below is in @tree at @at, in place of what may
 * be there
 * @at: as path_resolve() gives it, not ""
 * @below: referenced
 *
 * Before @tree is served. Return: 0; -EEXIST where another one is; -ENOMEM.
 */
int tree_mount(struct tree *tree, const char *at, struct tree *below);

/** tree_mount_file() - from now on the name @at is the file that @find finds in
 * @below, where @tree has none of its own. As tree_mount(). */
int tree_mount_file(
    struct tree *tree, const char *at, struct tree *below, tree_find_fn *find);

/**
 * tree_mount_made() - from now on a file is listed at @at, where @tree has none
 * of its own, that its server makes when somebody asks for it
 * @size: in octets, @mtime: as tree_stat() tells them, with st_nlink 0, for it
 *	is in no folder of a disk; tree_open_file() has -ENOENT
 *
 * As tree_mount().
 */
int tree_mount_made(struct tree *tree, const char *at, uint64_t size,
    const struct timespec *mtime);

/** tree_ref() - one more holder of @tree. Return: @tree. */
struct tree *tree_ref(struct tree *tree);

/** tree_unref() - one holder less; the last one closes it. NULL is allowed. */
void tree_unref(struct tree *tree);

/**
 * tree_open_file() - open the regular file @name for reading
 * @name: below the root; leading slashes are passed over
 *
 * Return: 0; -ENOENT; -EACCES (also when it is not world-readable in a tree
 * that is not private); -EISDIR; -EXDEV and -ELOOP for a way out; -EINVAL for
 * a pipe, device or socket; another -errno of this machine.
 */
int tree_open_file(
    const struct tree *tree, const char *name, struct tree_file *ret_file);

/** tree_read() - up to @size octets of @file from @offset on; blocks. Return:
 * how many, 0 at its end; -errno. */
ssize_t tree_read(const struct tree_file *file, void *ret_bytes, size_t size,
    uint64_t offset);

/** tree_close() - close @file, if it is open: what has no descriptor any more
 * is another one's */
void tree_close(struct tree_file *file);

/** tree_stat() - what @name is; links inside the root are followed.
 * Return: as tree_open_file(), without -EISDIR and -EINVAL. */
int tree_stat(const struct tree *tree, const char *name, struct stat *ret_stat);

/**
 * tree_open_folder() - open the folder @name, to read the names in it
 *
 * What they are is tree_stat()'s to tell.
 * Return: 0, and tree_folder_close() is the caller's; -ENOTDIR; as
 * tree_open_file().
 */
int tree_open_folder(
    const struct tree *tree, const char *name, struct tree_folder **ret_folder);

/** struct tree_new - a file that has no name yet, and vanishes without one */
struct tree_new {
	int fd;	    /* open for writing, O_CLOEXEC */
	int folder; /* where it will be, O_PATH */
	char name[NAME_MAX + 1];
};

/**
 * tree_create() - begin to write the file @name, which nobody sees until
 * tree_publish()
 * @name: below the root; its folder must be there
 * @mode: its permissions, whatever the umask is
 *
 * Return: 0; -EEXIST where something has the name; -EISDIR for a name without
 * a last part; -EOPNOTSUPP where the file system has no files without a name
 * (O_TMPFILE); as tree_open_file().
 */
int tree_create(const struct tree *tree, const char *name, mode_t mode,
    struct tree_new *ret_new);

/** tree_publish() - put what was written on disk and give it its name, never
 * in place of another file. Waits for the disk. Return: 0; -EEXIST; -errno. */
int tree_publish(const struct tree_new *file);

/** tree_discard() - close @file; without tree_publish() it is gone */
void tree_discard(struct tree_new *file);

#endif
