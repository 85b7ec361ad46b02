/* SPDX-License-Identifier: ISC */
#ifndef COMMON_TREE_H
#define COMMON_TREE_H

#include <dirent.h>
#include <limits.h>
#include <stdbool.h>
#include <stdint.h>
#include <sys/stat.h>
#include <time.h>

/*
 * The one place where a served file is opened: below a root, by openat2 with
 * RESOLVE_BENEATH and RESOLVE_NO_MAGICLINKS. Symlinks that stay inside the
 * root are followed; a name or a link that leads out, and any absolute link,
 * is -EXDEV. Nothing but a regular file is opened for reading, and a named pipe
 * never blocks.
 */

/** struct tree - a served root; opaque */
struct tree;

/** struct tree_file - a regular file that is open for reading */
struct tree_file {
	int fd; /* O_CLOEXEC; the holder's, see tree_close() */
	uint64_t size;
	uint64_t inode;
	struct timespec mtime;
};

/**
 * tree_open() - open the folder @path as a root
 * @is_private: serve files that are not world-readable, too
 *
 * Return: 0; -errno of the open.
 */
int tree_open(const char *path, bool is_private, struct tree **ret_tree);

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

/** tree_close() - close @file, if it is open */
void tree_close(struct tree_file *file);

/** tree_stat() - what @name is; links inside the root are followed.
 * Return: as tree_open_file(), without -EISDIR and -EINVAL. */
int tree_stat(const struct tree *tree, const char *name, struct stat *ret_stat);

/**
 * tree_open_folder() - open the folder @name for readdir(3)
 *
 * Its entries' own stat is tree_stat() or fstatat(dirfd()) without following.
 * Return: 0, and closedir(3) is the caller's; -ENOTDIR; as tree_open_file().
 */
int tree_open_folder(
    const struct tree *tree, const char *name, DIR **ret_folder);

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
