/* SPDX-License-Identifier: ISC */
#ifndef TESTS_UNIT_REPOD_FOLDER_H
#define TESTS_UNIT_REPOD_FOLDER_H

#include <check.h>
#include <fcntl.h>
#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "common/tree.h"

/* A fresh folder that a test serves; removed with all that is in it. */
struct folder {
	char path[64];
	struct tree *tree;
};

static inline struct folder
folder_make(void)
{
	struct folder folder = { "/tmp/test_folder.XXXXXX", NULL };

	ck_assert_ptr_nonnull(mkdtemp(folder.path));
	ck_assert_int_eq(chmod(folder.path, 0755), 0);
	ck_assert_int_eq(tree_open(folder.path, false, &folder.tree), 0);
	return folder;
}

static inline char *
folder_path(const struct folder *folder, const char *name)
{
	static char path[512];

	snprintf(path, sizeof(path), "%s/%s", folder->path, name);
	return path;
}

static inline void
folder_put(const struct folder *folder, const char *name, const char *text)
{
	int fd =
	    open(folder_path(folder, name), O_WRONLY | O_CREAT | O_TRUNC, 0644);

	ck_assert_int_ge(fd, 0);
	ck_assert_int_eq(write(fd, text, strlen(text)), (int)strlen(text));
	close(fd);
}

static inline int
folder_remove_one(
    const char *path, const struct stat *st, int type, struct FTW *at)
{
	(void)st;
	(void)type;
	(void)at;
	return remove(path);
}

static inline void
folder_remove(struct folder *folder)
{
	tree_unref(folder->tree);
	nftw(folder->path, folder_remove_one, 8, FTW_DEPTH | FTW_PHYS);
}

#endif
