/* SPDX-License-Identifier: ISC */
#include "repod/folder_page.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "common/listing.h"
#include "common/path.h"

enum {
	ENTRIES_AT_FIRST = 64,
	/* Rows are written out in pieces of this size. */
	PIECE = 64 << 10,
};

struct entries {
	struct listing_entry *at; /* their names are malloc'd */
	size_t n;
	size_t size;
};

static void
free_entries(struct entries *entries)
{
	for (size_t i = 0; i < entries->n; i++)
		free((char *)(uintptr_t)entries->at[i].name);
	free(entries->at);
}

static int
add_entry(struct entries *entries, const char *name, const struct stat *st)
{
	if (entries->n == FOLDER_PAGE_ENTRIES_MAX)
		return -EFBIG;
	if (entries->n == entries->size) {
		size_t size =
		    entries->size ? entries->size * 2 : ENTRIES_AT_FIRST;
		struct listing_entry *at =
		    realloc(entries->at, size * sizeof(*at));

		if (!at)
			return -ENOMEM;
		entries->at = at;
		entries->size = size;
	}
	name = strdup(name);
	if (!name)
		return -ENOMEM;
	entries->at[entries->n++] = (struct listing_entry){
		.name = name,
		.is_folder = S_ISDIR(st->st_mode),
		.size = (uint64_t)st->st_size,
		.mtime_s = st->st_mtim.tv_sec,
	};
	return 0;
}

static bool
is_shown(const char *name)
{
	return name[0] != '.' || strcmp(name, ".treeinfo") == 0 ||
	    strcmp(name, ".discinfo") == 0;
}

/* What cannot be fetched is passed over: a link out, a pipe, an unreadable
 * file, one that went away meanwhile. */
static int
take_entry(const struct tree *tree, const char *path, const char *name,
    struct entries *entries)
{
	char full[PATH_NAME_MAX];
	struct stat st;

	if (!is_shown(name) || !path_resolve(path, name, full) ||
	    tree_stat(tree, full, &st) < 0 ||
	    (!S_ISDIR(st.st_mode) && !S_ISREG(st.st_mode)))
		return 0;
	return add_entry(entries, name, &st);
}

static int
read_entries(const struct tree *tree, const char *path, struct entries *entries)
{
	struct dirent *entry;
	DIR *folder;
	int r = tree_open_folder(tree, path, &folder);

	if (r < 0)
		return r;
	while (r == 0 && (errno = 0, entry = readdir(folder)))
		r = take_entry(tree, path, entry->d_name, entries);
	if (r == 0 && errno != 0)
		r = -errno;
	closedir(folder);
	return r;
}

static int
by_name(const void *a, const void *b)
{
	const struct listing_entry *left = a, *right = b;

	return strcmp(left->name, right->name);
}

/* --- writing --- */

static int
write_out(int fd, struct writer *writer)
{
	size_t done = 0;

	while (done < writer->pos) {
		ssize_t n = write(fd, writer->bytes + done, writer->pos - done);

		if (n < 0 && errno != EINTR)
			return -errno;
		if (n > 0)
			done += (size_t)n;
	}
	writer->pos = 0;
	return 0;
}

static int
write_rows(int fd, struct writer *writer, const struct entries *entries)
{
	int r = 0;

	for (size_t i = 0; r == 0 && i < entries->n; i++) {
		if (writer_left(writer) < LISTING_ROW_MAX)
			r = write_out(fd, writer);
		listing_row(writer, &entries->at[i]);
	}
	return r;
}

static int
write_page(int fd, const char *path, const struct entries *entries)
{
	uint8_t *piece = malloc(PIECE);
	struct writer writer = writer_over(piece, PIECE);
	int r;

	if (!piece)
		return -ENOMEM;
	listing_begin(&writer, path);
	r = write_rows(fd, &writer, entries);
	if (r == 0 && writer_left(&writer) < LISTING_END_MAX)
		r = write_out(fd, &writer);
	listing_end(&writer);
	if (r == 0)
		r = writer.failed ? -EIO : write_out(fd, &writer);
	free(piece);
	return r;
}

int
folder_page_make(
    const struct tree *tree, const char *path, int *ret_fd, uint64_t *ret_size)
{
	struct entries entries = { 0 };
	off_t size = 0;
	int fd = -1;
	int r = read_entries(tree, path, &entries);

	if (r < 0)
		goto out;
	if (entries.n > 0)
		qsort(entries.at, entries.n, sizeof(entries.at[0]), by_name);
	fd = memfd_create("page", MFD_CLOEXEC);
	r = fd < 0 ? -errno : write_page(fd, path, &entries);
	if (r == 0 && (size = lseek(fd, 0, SEEK_CUR)) < 0)
		r = -errno;
	if (r == 0) {
		*ret_fd = fd;
		*ret_size = (uint64_t)size;
		fd = -1;
	}
out:
	if (fd >= 0)
		close(fd);
	free_entries(&entries);
	return r;
}
