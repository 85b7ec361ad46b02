/* SPDX-License-Identifier: ISC */
#ifndef REPOD_OPEN_FILES_H
#define REPOD_OPEN_FILES_H

#include <stdint.h>

#include "common/stream_file.h"
#include "common/tree.h"

/*
 * Files that are kept open, so that a thousand machines which install the same
 * packages share one descriptor, and a request costs a stat and no path walk.
 *
 * A kept file is used only as long as its own stat is unchanged, which tells a
 * change, a rename and a removal at once: within one turn of the loop, the
 * requests that arrived together share that stat. Its name is looked up again
 * after OPEN_FILES_TRUST_MS, which tells another file in a folder that was
 * moved. A small one that is asked for again is held in memory, too.
 */

enum {
	OPEN_FILES_MAX = 512,
	OPEN_FILES_TRUST_MS = 1000,
	/* A file that nobody asks for is let go after this, so that a removed
	 * image gives its room back. */
	OPEN_FILES_KEEP_MS = 5000,
};

struct open_files;

/** struct open_file - what a kept file is */
struct open_file {
	struct stream_file *file;
	uint64_t size;
	uint64_t inode;
	struct timespec mtime;
};

/** open_files_new() - nothing kept yet; NULL without memory */
struct open_files *open_files_new(void);

/** open_files_free() - let everything go; NULL is allowed */
void open_files_free(struct open_files *files);

/** open_files_turn() - the loop's turn is @turn: requests from now on share no
 * stat with those of other turns */
void open_files_turn(struct open_files *files, uint64_t turn);

/**
 * open_files_get() - the regular file @name of @tree, kept or opened now
 * @name: as path_resolve() gives it; another tree's is another file
 * @now_ms: monotonic
 * @ret_file: @file in it is the caller's to let go
 *
 * Return: 0; as tree_open_file().
 */
int open_files_get(struct open_files *files, const struct tree *tree,
    const char *name, uint64_t now_ms, struct open_file *ret_file);

/** open_files_expire() - let go what nobody asked for lately. Return: how
 * many are kept. */
unsigned open_files_expire(struct open_files *files, uint64_t now_ms);

/** open_files_clear() - let everything go, when a tree is to be freed or
 * another one is served */
void open_files_clear(struct open_files *files);

#endif
