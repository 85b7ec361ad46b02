/* SPDX-License-Identifier: ISC */
#include "repod/ftp_folder.h"

#include <assert.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "common/ftp_reply.h"
#include "repod/ftp_names.h"
#include "repod/ftp_source.h"

enum {
	/* A line: the longest prefix and name, whose octets may be doubled,
	 * and what stands around. */
	LINE_MAX_LEN = FTP_LINE_MAX + 2 * PATH_NAME_MAX + 160,
};

struct ftp_folder {
	struct tree *tree;
	struct access *access; /* NULL: no other folder is entered */
	union endpoint peer;
	int64_t now_s;
	enum ftp_form form;
	unsigned facts;
	bool is_glob;
	char *only; /* NULL: every name */
	char name[PATH_NAME_MAX];
	char prefix[FTP_LINE_MAX + 2]; /* of names in NLST */

	bool is_read;
	struct ftp_names names;
	size_t next;
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

/* Only what a pattern enters is anybody's to refuse; a thread asks a copy. */
static bool
set_only(struct ftp_folder *folder, const struct access *access,
    const struct ftp_action *action)
{
	if (!action->only)
		return true;
	folder->only = strdup(action->only);
	if (!folder->only)
		return false;
	if (!action->is_glob || !access)
		return true;
	folder->access = malloc(sizeof(*folder->access));
	if (!folder->access)
		return false;
	memcpy(folder->access, access, sizeof(*folder->access));
	return true;
}

struct ftp_folder *
ftp_folder_new(struct tree *tree, const struct access *access,
    const union endpoint *peer, const struct ftp_action *action, int64_t now_s)
{
	struct ftp_folder *folder = calloc(1, sizeof(*folder));

	if (!folder)
		return NULL;
	folder->tree = tree_ref(tree);
	folder->peer = *peer;
	folder->now_s = now_s;
	folder->form = action->form;
	folder->facts = action->facts;
	folder->is_glob = action->is_glob;
	memcpy(folder->name, action->name, strlen(action->name) + 1);
	set_prefix(folder, action);
	if (set_only(folder, access, action))
		return folder;
	ftp_folder_free(folder);
	return NULL;
}

void
ftp_folder_free(struct ftp_folder *folder)
{
	if (!folder)
		return;
	tree_unref(folder->tree);
	free(folder->only);
	free(folder->access);
	ftp_names_free(&folder->names);
	free(folder);
}

static void
write_entry(const struct ftp_folder *folder, const char *name,
    const struct ftp_entry *entry, struct writer *writer)
{
	switch (folder->form) {
	case FTP_FORM_STATUS:
		/* No line but the last begins with a code. */
		writer_u8(writer, ' ');
		ftp_listing_long(writer, entry, folder->now_s);
		ftp_reply_name(writer, name);
		break;
	case FTP_FORM_LONG:
		ftp_listing_long(writer, entry, folder->now_s);
		writer_text(writer, name);
		break;
	case FTP_FORM_FACTS:
		ftp_listing_facts(writer, entry, folder->facts);
		writer_text(writer, name);
		break;
	case FTP_FORM_NAMES:
		writer_text(writer, folder->prefix);
		writer_text(writer, name);
		break;
	}
	writer_text(writer, "\r\n");
}

/* A name that cannot be looked at, or is no file and no folder, is not there
 * for anybody. */
static void
write_name(
    const struct ftp_folder *folder, const char *name, struct writer *writer)
{
	char path[2 * PATH_NAME_MAX];
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

static int
read_names(struct ftp_folder *folder)
{
	const struct ftp_scope scope = {
		.tree = folder->tree,
		.access = folder->access,
		.peer = folder->peer,
	};

	folder->is_read = true;
	return ftp_names_read(&scope, folder->name, folder->only,
	    folder->is_glob, &folder->names);
}

ssize_t
ftp_folder_fill(struct ftp_folder *folder, uint8_t *ret_bytes, size_t size)
{
	struct writer writer = writer_over(ret_bytes, size);
	int r = folder->is_read ? 0 : read_names(folder);

	if (r < 0)
		return r;
	while (folder->next < folder->names.n &&
	    writer_left(&writer) >= LINE_MAX_LEN)
		write_name(
		    folder, folder->names.sorted[folder->next++], &writer);
	return (ssize_t)writer.pos;
}
