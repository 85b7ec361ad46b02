/* SPDX-License-Identifier: ISC */
#include "repod/ftp_source.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "common/ftp_ascii.h"
#include "common/stream_file.h"
#include "repod/ftp_folder.h"

struct ftp_source {
	struct ftp_folder *folder; /* NULL: a file */
	struct stream_file *file;
	uint64_t size; /* of it, when it was opened */
	uint64_t at;   /* octets read of it */
	uint64_t skip;
	struct ftp_ascii ascii;
};

int
ftp_source_new_ascii(struct stream_file *file, uint64_t size, uint64_t skip,
    struct ftp_source **ret_source)
{
	struct ftp_source *source = calloc(1, sizeof(*source));

	if (!source)
		return -ENOMEM;
	source->file = stream_file_ref(file);
	source->size = size;
	source->skip = skip;
	*ret_source = source;
	return 0;
}

int
ftp_source_new_list(struct tree *tree, const struct access *access,
    const union endpoint *peer, const struct ftp_action *action, int64_t now_s,
    struct ftp_source **ret_source)
{
	struct ftp_source *source = calloc(1, sizeof(*source));

	if (!source)
		return -ENOMEM;
	source->folder = ftp_folder_new(tree, access, peer, action, now_s);
	if (!source->folder) {
		free(source);
		return -ENOMEM;
	}
	*ret_source = source;
	return 0;
}

void
ftp_source_free(struct ftp_source *source)
{
	if (!source)
		return;
	ftp_folder_free(source->folder);
	stream_file_unref(source->file);
	free(source);
}

/* The next octets of the file, at most size; 0 at the size it was opened
 * with. */
static ssize_t
read_file(struct ftp_source *source, uint8_t *bytes, size_t size)
{
	uint64_t left = source->size - source->at;
	ssize_t n;

	if (left == 0)
		return 0;
	if (size > left)
		size = (size_t)left;
	n = stream_file_read(source->file, bytes, size, source->at);
	if (n > 0)
		source->at += (uint64_t)n;
	return n == 0 ? -EIO : n;
}

/* Drop the first octets of len at bytes that REST passes over. */
static size_t
pass_over(struct ftp_source *source, uint8_t *bytes, size_t len)
{
	size_t skip = source->skip < len ? (size_t)source->skip : len;

	source->skip -= skip;
	if (skip > 0)
		memmove(bytes, bytes + skip, len - skip);
	return len - skip;
}

static ssize_t
fill_ascii(struct ftp_source *source, uint8_t *bytes, size_t size)
{
	uint8_t piece[FTP_SOURCE_PIECE_MIN / 2];
	size_t len = 0;
	ssize_t n;

	while (size - len >= 2 * sizeof(piece)) {
		n = read_file(source, piece, sizeof(piece));
		if (n < 0)
			return n;
		if (n == 0)
			break;
		len += pass_over(source, bytes + len,
		    ftp_ascii_encode(
			&source->ascii, piece, (size_t)n, bytes + len));
	}
	return (ssize_t)len;
}

ssize_t
ftp_source_fill(struct ftp_source *source, uint8_t *ret_bytes, size_t size)
{
	if (source->folder)
		return ftp_folder_fill(source->folder, ret_bytes, size);
	return fill_ascii(source, ret_bytes, size);
}
