/* SPDX-License-Identifier: ISC */
#include "repod/open_files.h"

#include <errno.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

/* One place a name, by its hash: a second file with the same place takes it,
 * which costs the first one an open. */
struct kept {
	char *name; /* NULL: the place is empty */
	const struct tree *tree;
	struct open_file file;
	uint64_t looked_up_ms;
	uint64_t turn; /* in which it was last seen unchanged */
	uint64_t used_ms;
};

struct open_files {
	struct kept at[OPEN_FILES_MAX];
	unsigned n;
	uint64_t turn;
};

struct open_files *
open_files_new(void)
{
	return calloc(1, sizeof(struct open_files));
}

static void
drop(struct kept *kept)
{
	stream_file_unref(kept->file.file);
	free(kept->name);
	*kept = (struct kept){ 0 };
}

static void
let_go(struct open_files *files, struct kept *kept)
{
	if (!kept->name)
		return;
	drop(kept);
	files->n--;
}

void
open_files_clear(struct open_files *files)
{
	for (size_t i = 0; i < OPEN_FILES_MAX; i++)
		let_go(files, &files->at[i]);
}

void
open_files_free(struct open_files *files)
{
	if (files)
		open_files_clear(files);
	free(files);
}

unsigned
open_files_expire(struct open_files *files, uint64_t now_ms)
{
	for (size_t i = 0; i < OPEN_FILES_MAX && files->n > 0; i++)
		if (now_ms - files->at[i].used_ms >= OPEN_FILES_KEEP_MS)
			let_go(files, &files->at[i]);
	return files->n;
}

/* FNV-1a */
static struct kept *
place_of(struct open_files *files, const char *name)
{
	uint32_t hash = 2166136261u;

	for (; *name; name++)
		hash = (hash ^ (uint8_t)*name) * 16777619u;
	return &files->at[hash % OPEN_FILES_MAX];
}

static bool
is_unchanged(const struct kept *kept)
{
	const struct file_stamp *before = stream_file_stamp(kept->file.file);
	struct file_stamp now;
	struct stat st;

	if (fstat(stream_file_fd(kept->file.file), &st) < 0)
		return false;
	now = file_stamp_of(&st);
	return file_stamp_is_same(before, &now);
}

static bool
is_fresh(const struct open_files *files, const struct kept *kept,
    const struct tree *tree, const char *name, uint64_t now_ms)
{
	return kept->name && strcmp(kept->name, name) == 0 &&
	    kept->tree == tree &&
	    now_ms - kept->looked_up_ms < OPEN_FILES_TRUST_MS &&
	    (kept->turn == files->turn || is_unchanged(kept));
}

/* Take over what was opened. */
static int
fill(struct kept *kept, const char *name, struct tree_file *found)
{
	kept->file = (struct open_file){
		.size = found->size,
		.inode = found->inode,
		.mtime = found->mtime,
	};
	kept->name = strdup(name);
	kept->file.file = stream_file_of(found);
	if (kept->name && kept->file.file)
		return 0;
	drop(kept);
	return -ENOMEM;
}

static bool
is_same(const struct kept *a, const struct kept *b)
{
	return a->name && strcmp(a->name, b->name) == 0 &&
	    a->file.inode == b->file.inode && a->file.size == b->file.size &&
	    file_stamp_is_same(stream_file_stamp(a->file.file),
		stream_file_stamp(b->file.file));
}

/* Open what name is now. One descriptor serves all readers of a file: where
 * the kept one is still it, the new one is closed. */
static int
look_up(struct open_files *files, const struct tree *tree, const char *name,
    struct kept *kept)
{
	struct kept fresh = { 0 };
	struct tree_file found;
	int r = tree_open_file(tree, name, &found);

	if (r == 0)
		r = fill(&fresh, name, &found);
	if (r == 0 && is_same(kept, &fresh)) {
		drop(&fresh);
		return 0;
	}
	/* Another file has this place, or this name has nothing any more. */
	if (r == 0 || (kept->name && strcmp(kept->name, name) == 0))
		let_go(files, kept);
	if (r == 0) {
		*kept = fresh;
		files->n++;
	}
	return r;
}

void
open_files_turn(struct open_files *files, uint64_t turn)
{
	files->turn = turn;
}

int
open_files_get(struct open_files *files, const struct tree *tree,
    const char *name, uint64_t now_ms, struct open_file *ret_file)
{
	struct kept *kept = place_of(files, name);

	if (is_fresh(files, kept, tree, name, now_ms)) {
		stream_file_keep(kept->file.file);
	} else {
		int r = look_up(files, tree, name, kept);

		if (r < 0)
			return r;
		kept->looked_up_ms = now_ms;
		kept->tree = tree;
	}
	kept->turn = files->turn;
	kept->used_ms = now_ms;
	*ret_file = kept->file;
	stream_file_ref(ret_file->file);
	return 0;
}
