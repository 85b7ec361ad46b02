/* SPDX-License-Identifier: ISC */
#include "repod/ftp_folder.h"

#include <assert.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "common/glob.h"
#include "repod/ftp_source.h"

enum {
	/* A line: the longest prefix and name, and what stands around. */
	LINE_MAX_LEN = FTP_LINE_MAX + 256 + 160,
};

struct ftp_folder {
	struct tree *tree;
	int64_t now_s;
	enum ftp_form form;
	unsigned facts;
	bool is_glob;
	char *only; /* NULL: every name */
	char name[PATH_NAME_MAX];
	char prefix[FTP_LINE_MAX + 2]; /* of names in NLST */

	bool is_read;
	char *names; /* each with its NUL */
	size_t names_len, names_size;
	char **sorted; /* into names */
	size_t n_names, next;
};

static_assert(LINE_MAX_LEN <= (int)FTP_SOURCE_PIECE_MIN, "a line fits a piece");

struct ftp_entry
ftp_folder_describe(const struct stat *st)
{
	return (struct ftp_entry){
		.is_folder = S_ISDIR(st->st_mode),
		.mode = st->st_mode & 07777,
		.n_links = (uint32_t)st->st_nlink,
		.size = (uint64_t)st->st_size,
		.mtime_s = st->st_mtim.tv_sec,
		.device = st->st_dev,
		.inode = st->st_ino,
	};
}

static void
set_prefix(struct ftp_folder *folder, const struct ftp_action *action)
{
	size_t len = action->prefix_len;

	if (action->form != FTP_FORM_NAMES || len == 0)
		return;
	memcpy(folder->prefix, action->prefix, len);
	if (folder->prefix[len - 1] != '/')
		folder->prefix[len] = '/';
}

struct ftp_folder *
ftp_folder_new(
    struct tree *tree, const struct ftp_action *action, int64_t now_s)
{
	struct ftp_folder *folder = calloc(1, sizeof(*folder));

	if (!folder)
		return NULL;
	folder->tree = tree_ref(tree);
	folder->now_s = now_s;
	folder->form = action->form;
	folder->facts = action->facts;
	folder->is_glob = action->is_glob;
	memcpy(folder->name, action->name, strlen(action->name) + 1);
	set_prefix(folder, action);
	if (!action->only)
		return folder;
	folder->only = strdup(action->only);
	if (!folder->only) {
		ftp_folder_free(folder);
		return NULL;
	}
	return folder;
}

void
ftp_folder_free(struct ftp_folder *folder)
{
	if (!folder)
		return;
	tree_unref(folder->tree);
	free(folder->only);
	free(folder->names);
	free(folder->sorted);
	free(folder);
}

/* --- reading the names ---------------------------------------------------- */

static bool
is_wanted(const struct ftp_folder *folder, const char *name)
{
	/* One line, one name: the rest of it would pass for another entry. */
	if (strpbrk(name, "\r\n"))
		return false;
	if (!folder->only)
		return true;
	return folder->is_glob ? glob_match(folder->only, name)
			       : strcmp(folder->only, name) == 0;
}

static int
add_name(struct ftp_folder *folder, const char *name)
{
	size_t len = strlen(name) + 1;

	if (len > FTP_SOURCE_NAMES_MAX - folder->names_len)
		return -EFBIG;
	if (len > folder->names_size - folder->names_len) {
		size_t size =
		    folder->names_size ? folder->names_size * 2 : 16 << 10;
		char *names = realloc(folder->names, size);

		if (!names)
			return -ENOMEM;
		folder->names = names;
		folder->names_size = size;
	}
	memcpy(folder->names + folder->names_len, name, len);
	folder->names_len += len;
	folder->n_names++;
	return 0;
}

static int
read_names(struct ftp_folder *folder, struct tree_folder *dir)
{
	const struct tree_entry *entry;
	int r = 0;

	while (r == 0 && (entry = tree_folder_next(dir)))
		if (is_wanted(folder, entry->name))
			r = add_name(folder, entry->name);
	return r < 0 ? r : tree_folder_error(dir);
}

static int
compare_names(const void *a, const void *b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

static int
sort_names(struct ftp_folder *folder)
{
	char *name = folder->names;

	if (folder->n_names == 0)
		return 0;
	folder->sorted = calloc(folder->n_names, sizeof(*folder->sorted));
	if (!folder->sorted)
		return -ENOMEM;
	for (size_t i = 0; i < folder->n_names; i++) {
		folder->sorted[i] = name;
		name += strlen(name) + 1;
	}
	qsort(folder->sorted, folder->n_names, sizeof(*folder->sorted),
	    compare_names);
	return 0;
}

static int
read_folder(struct ftp_folder *folder)
{
	struct tree_folder *dir;
	int r = tree_open_folder(folder->tree, folder->name, &dir);

	if (r < 0)
		return r;
	r = read_names(folder, dir);
	tree_folder_close(dir);
	folder->is_read = true;
	return r < 0 ? r : sort_names(folder);
}

/* --- writing the lines ---------------------------------------------------- */

static void
write_entry(const struct ftp_folder *folder, const char *name,
    const struct ftp_entry *entry, struct writer *writer)
{
	if (folder->form == FTP_FORM_LONG)
		ftp_listing_long(writer, entry, folder->now_s);
	else if (folder->form == FTP_FORM_FACTS)
		ftp_listing_facts(writer, entry, folder->facts);
	else
		writer_text(writer, folder->prefix);
	writer_text(writer, name);
	writer_text(writer, "\r\n");
}

/* A name that cannot be looked at, or is no file and no folder, is not there
 * for anybody. */
static void
write_name(
    const struct ftp_folder *folder, const char *name, struct writer *writer)
{
	char path[PATH_NAME_MAX + 256];
	struct writer whole = writer_over(path, sizeof(path));
	struct ftp_entry entry;
	struct stat st;

	writer_text(&whole, folder->name);
	writer_u8(&whole, '/');
	writer_string(&whole, name);
	if (whole.failed || tree_stat(folder->tree, path, &st) < 0 ||
	    (!S_ISDIR(st.st_mode) && !S_ISREG(st.st_mode)))
		return;
	entry = ftp_folder_describe(&st);
	write_entry(folder, name, &entry, writer);
}

ssize_t
ftp_folder_fill(struct ftp_folder *folder, uint8_t *ret_bytes, size_t size)
{
	struct writer writer = writer_over(ret_bytes, size);
	int r = folder->is_read ? 0 : read_folder(folder);

	if (r < 0)
		return r;
	while (folder->next < folder->n_names &&
	    writer_left(&writer) >= LINE_MAX_LEN)
		write_name(folder, folder->sorted[folder->next++], &writer);
	return (ssize_t)writer.pos;
}
