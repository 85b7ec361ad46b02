/* SPDX-License-Identifier: ISC */
#include "repod/check/unpack.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#ifdef HAVE_ZLIB
#include <zlib.h>
#endif

#include "common/glob.h"

enum {
	PIECE = 64 << 10,
};

static int
read_plain(
    const struct tree_file *file, uint8_t *piece, unpack_fn *fn, void *owner)
{
	uint64_t at = 0;
	ssize_t n;

	do {
		n = check_place_read_at(file, piece, PIECE, at);
		if (n < 0)
			return (int)n;
		at += (uint64_t)n;
	} while (fn(owner, piece, (size_t)n, n < PIECE) && n == PIECE);
	return 0;
}

#ifdef HAVE_ZLIB
static int
inflate_all(z_stream *stream, const struct tree_file *file, uint8_t *piece,
    unpack_fn *fn, void *owner)
{
	uint64_t at = 0;
	int r = Z_OK;

	while (r != Z_STREAM_END) {
		if (stream->avail_in == 0) {
			ssize_t n = check_place_read_at(file, piece, PIECE, at);

			if (n <= 0)
				return n < 0 ? (int)n : -EBADMSG;
			at += (uint64_t)n;
			stream->next_in = piece;
			stream->avail_in = (uInt)n;
		}
		stream->next_out = piece + PIECE;
		stream->avail_out = PIECE;
		r = inflate(stream, Z_NO_FLUSH);
		if (r != Z_OK && r != Z_STREAM_END)
			return -EBADMSG;
		if (!fn(owner, piece + PIECE, PIECE - stream->avail_out,
			r == Z_STREAM_END))
			return 0;
	}
	return 0;
}

static int
read_gzip(
    const struct tree_file *file, uint8_t *piece, unpack_fn *fn, void *owner)
{
	z_stream stream = { 0 };
	int r;

	/* 16: the head and the checksum of gzip. */
	if (inflateInit2(&stream, 15 + 16) != Z_OK)
		return -ENOMEM;
	r = inflate_all(&stream, file, piece, fn, owner);
	inflateEnd(&stream);
	return r;
}
#else
static int
read_gzip(
    const struct tree_file *file, uint8_t *piece, unpack_fn *fn, void *owner)
{
	(void)file;
	(void)piece;
	(void)fn;
	(void)owner;
	return -ENOTSUP;
}
#endif

int
unpack_file(
    const struct tree_file *file, const char *name, unpack_fn *fn, void *owner)
{
	uint8_t *piece = malloc(2 * (size_t)PIECE);
	int r = -ENOTSUP;

	if (!piece)
		return -ENOMEM;
	if (glob_match("*.gz", name))
		r = read_gzip(file, piece, fn, owner);
	else if (glob_match("*.xml", name))
		r = read_plain(file, piece, fn, owner);
	free(piece);
	return r;
}
