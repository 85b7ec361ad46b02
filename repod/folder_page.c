/* SPDX-License-Identifier: ISC */
#include "repod/folder_page.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "common/listing.h"
#include "common/path.h"
#include "repod/kickstart/install_page.h"
#include "repod/repository_find.h"
#include "repod/repository_page.h"

enum {
	ENTRIES_AT_FIRST = 64,
	/* A page is written out in pieces of this size. */
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
	const struct tree_entry *entry;
	struct tree_folder *folder;
	int r = tree_open_folder(tree, path, &folder);

	if (r < 0)
		return r;
	while (r == 0 && (entry = tree_folder_next(folder)))
		r = take_entry(tree, path, entry->name, entries);
	if (r == 0)
		r = tree_folder_error(folder);
	tree_folder_close(folder);
	return r;
}

/* --- their order --- */

/* As people count: kernel-3.9 stands before kernel-3.10. */
static int
by_name(const void *a, const void *b)
{
	const struct listing_entry *left = a, *right = b;

	if (left->is_folder != right->is_folder)
		return left->is_folder ? -1 : 1;
	return strverscmp(left->name, right->name);
}

/* @order: how the two stand by their numbers, as a comparison tells it. */
static int
by_number(const struct listing_entry *left, const struct listing_entry *right,
    int order)
{
	if (left->is_folder == right->is_folder && order != 0)
		return order;
	return by_name(left, right);
}

static int
by_date(const void *a, const void *b)
{
	const struct listing_entry *left = a, *right = b;

	return by_number(left, right,
	    (left->mtime_s > right->mtime_s) -
		(left->mtime_s < right->mtime_s));
}

static int
by_size(const void *a, const void *b)
{
	const struct listing_entry *left = a, *right = b;

	/* A folder's own size means nothing. */
	if (left->is_folder)
		return by_name(left, right);
	return by_number(left, right,
	    (left->size > right->size) - (left->size < right->size));
}

static void
turn_round(struct listing_entry *at, size_t n)
{
	for (size_t i = 0; i < n / 2; i++) {
		struct listing_entry first = at[i];

		at[i] = at[n - 1 - i];
		at[n - 1 - i] = first;
	}
}

/* Folders stay first either way. */
static void
sort(struct entries *entries, const struct listing_order *order)
{
	static int (*const compare[])(const void *, const void *) = {
		[LISTING_BY_NAME] = by_name,
		[LISTING_BY_DATE] = by_date,
		[LISTING_BY_SIZE] = by_size,
	};
	size_t n_folders = 0;

	if (entries->n == 0)
		return;
	qsort(entries->at, entries->n, sizeof(entries->at[0]),
	    compare[order->column]);
	if (!order->is_descending)
		return;
	while (n_folders < entries->n && entries->at[n_folders].is_folder)
		n_folders++;
	turn_round(entries->at, n_folders);
	turn_round(entries->at + n_folders, entries->n - n_folders);
}

/* --- writing --- */

/* A page on its way into its file, by pieces. */
struct output {
	int fd;
	struct writer piece;
	uint64_t size; /* in the file */
	int error;     /* the first one */
};

static void
write_out(struct output *output)
{
	struct writer *piece = &output->piece;
	size_t done = 0;

	if (piece->failed)
		output->error = -EIO;
	if (output->error == 0 &&
	    output->size + piece->pos > FOLDER_PAGE_OCTETS_MAX)
		output->error = -EFBIG;
	while (output->error == 0 && done < piece->pos) {
		ssize_t n =
		    write(output->fd, piece->bytes + done, piece->pos - done);

		if (n < 0 && errno != EINTR)
			output->error = -errno;
		if (n > 0)
			done += (size_t)n;
	}
	output->size += done;
	piece->pos = 0;
}

/* Where @len more octets may be written. */
static struct writer *
room_for(struct output *output, size_t len)
{
	if (writer_left(&output->piece) < len)
		write_out(output);
	return &output->piece;
}

static void
write_repository(struct output *output, const struct tree *tree,
    const struct folder_view *view)
{
	struct repository repository;

	if (repository_find(tree, view->path, &repository))
		repository_page_write(room_for(output, REPOSITORY_PAGE_MAX),
		    &repository, view->origin, view->path);
}

static void
write_answers(struct output *output, const struct entries *entries,
    const struct folder_view *view)
{
	const char *names[REPOSITORY_PAGE_ANSWERS_MAX];
	unsigned n = 0;

	for (size_t i = 0; i < entries->n && n < REPOSITORY_PAGE_ANSWERS_MAX;
	     i++)
		if (!entries->at[i].is_folder &&
		    repository_page_is_answer(entries->at[i].name))
			names[n++] = entries->at[i].name;
	repository_page_answers(room_for(output, REPOSITORY_PAGE_MAX), names, n,
	    view->origin, view->path);
}

/* The way to the form that makes files of this folder. */
static void
write_form_link(struct output *output, const struct folder_view *view)
{
	if (install_page_of(view->path, "new", 3, false) == INSTALL_PAGE_FORM)
		writer_text(room_for(output, LISTING_BEGIN_MAX),
		    "<p><a href=\"?new\">Make an answer file</a></p>\n");
}

static struct listing_page
describe(const struct entries *entries, const struct folder_view *view)
{
	struct listing_page page = {
		.path = view->path,
		.site = folder_view_site(view),
		.order = view->order,
	};

	for (size_t i = 0; i < entries->n; i++) {
		if (entries->at[i].is_folder) {
			page.n_folders++;
		} else {
			page.n_files++;
			page.octets += entries->at[i].size;
		}
	}
	return page;
}

static int
write_page(int fd, const struct tree *tree, const struct folder_view *view,
    const struct entries *entries)
{
	const struct listing_page page = describe(entries, view);
	uint8_t *piece = malloc(PIECE);
	struct output output = { fd, writer_over(piece, PIECE), 0, 0 };

	if (!piece)
		return -ENOMEM;
	listing_begin(&output.piece, &page);
	write_repository(&output, tree, view);
	write_answers(&output, entries, view);
	write_form_link(&output, view);
	listing_table(room_for(&output, LISTING_BEGIN_MAX), &page);
	for (size_t i = 0; output.error == 0 && i < entries->n; i++)
		listing_row(
		    room_for(&output, LISTING_ROW_MAX), &entries->at[i]);
	listing_end(room_for(&output, LISTING_END_MAX), &page);
	write_out(&output);
	free(piece);
	return output.error;
}

int
folder_page_make(const struct tree *tree, const struct folder_view *view,
    int *ret_fd, uint64_t *ret_size)
{
	struct entries entries = { 0 };
	off_t size = 0;
	int fd = -1;
	int r = read_entries(tree, view->path, &entries);

	if (r < 0)
		goto out;
	sort(&entries, &view->order);
	fd = memfd_create("page", MFD_CLOEXEC);
	r = fd < 0 ? -errno : write_page(fd, tree, view, &entries);
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
