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
	struct open_file file;
	dev_t device;
	struct timespec ctime;
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
	struct stat st;

	return fstat(stream_file_fd(kept->file.file), &st) == 0 &&
	    st.st_ctim.tv_sec == kept->ctime.tv_sec &&
	    st.st_ctim.tv_nsec == kept->ctime.tv_nsec &&
	    (uint64_t)st.st_size == kept->file.size;
}

static bool
is_fresh(const struct open_files *files, const struct kept *kept,
    const char *name, uint64_t now_ms)
{
	return kept->name && strcmp(kept->name, name) == 0 &&
	    now_ms - kept->looked_up_ms < OPEN_FILES_TRUST_MS &&
	    (kept->turn == files->turn || is_unchanged(kept));
}

/* What the descriptor is, asked after the stream's own look at it: had it
 * changed between the two, the stream would find it not intact. */
static int
fill(struct kept *kept, const char *name, int fd)
{
	struct stream_file *file = stream_file_new(fd);
	struct stat st;

	if (!file)
		return -ENOMEM;
	if (fstat(fd, &st) < 0 || !(kept->name = strdup(name))) {
		stream_file_unref(file);
		return -ENOMEM;
	}
	kept->file = (struct open_file){
		.file = file,
		.size = (uint64_t)st.st_size,
		.inode = st.st_ino,
		.mtime = st.st_mtim,
	};
	kept->device = st.st_dev;
	kept->ctime = st.st_ctim;
	return 0;
}

static bool
is_same(const struct kept *a, const struct kept *b)
{
	return a->name && strcmp(a->name, b->name) == 0 &&
	    a->device == b->device && a->file.inode == b->file.inode &&
	    a->file.size == b->file.size &&
	    a->ctime.tv_sec == b->ctime.tv_sec &&
	    a->ctime.tv_nsec == b->ctime.tv_nsec;
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
		r = fill(&fresh, name, found.fd);
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

	if (is_fresh(files, kept, name, now_ms)) {
		stream_file_keep(kept->file.file);
	} else {
		int r = look_up(files, tree, name, kept);

		if (r < 0)
			return r;
		kept->looked_up_ms = now_ms;
	}
	kept->turn = files->turn;
	kept->used_ms = now_ms;
	*ret_file = kept->file;
	stream_file_ref(ret_file->file);
	return 0;
}
