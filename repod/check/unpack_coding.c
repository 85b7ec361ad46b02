/* SPDX-License-Identifier: ISC */
#include "repod/check/unpack_coding.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#ifdef HAVE_LZMA
#include <lzma.h>
#endif
#ifdef HAVE_ZLIB
#include <zlib.h>
#endif
#ifdef HAVE_ZSTD
#include <zstd.h>
#endif

#ifdef HAVE_ZLIB
static void *
gzip_begin(void)
{
	z_stream *stream = calloc(1, sizeof(*stream));

	/* 16: the head and the checksum of gzip. */
	if (stream && inflateInit2(stream, 15 + 16) != Z_OK) {
		free(stream);
		return NULL;
	}
	return stream;
}

/* What follows a whole one is another one. */
static int
gzip_step(void *state, struct unpack_room *room)
{
	z_stream *stream = state;
	int r;

	if (room->is_whole && inflateReset(stream) != Z_OK)
		return -EBADMSG;
	stream->next_in = (uint8_t *)(uintptr_t)room->in;
	stream->avail_in = (uInt)room->n_in;
	stream->next_out = room->out;
	stream->avail_out = (uInt)room->n_out;
	r = inflate(stream, Z_NO_FLUSH);
	if (r != Z_OK && r != Z_STREAM_END && r != Z_BUF_ERROR)
		return -EBADMSG;
	room->in = stream->next_in;
	room->n_in = stream->avail_in;
	room->out = stream->next_out;
	room->n_out = stream->avail_out;
	room->is_whole = r == Z_STREAM_END;
	return 0;
}

static void
gzip_end(void *state)
{
	inflateEnd(state);
	free(state);
}
#endif

#ifdef HAVE_LZMA
static void *
xz_begin(void)
{
	lzma_stream *stream = calloc(1, sizeof(*stream));

	if (stream &&
	    lzma_stream_decoder(stream, UNPACK_WINDOW_MAX, 0) != LZMA_OK) {
		free(stream);
		return NULL;
	}
	return stream;
}

static int
xz_step(void *state, struct unpack_room *room)
{
	lzma_stream *stream = state;
	lzma_ret r;

	if (room->is_whole &&
	    lzma_stream_decoder(stream, UNPACK_WINDOW_MAX, 0) != LZMA_OK)
		return -EBADMSG;
	stream->next_in = room->in;
	stream->avail_in = room->n_in;
	stream->next_out = room->out;
	stream->avail_out = room->n_out;
	r = lzma_code(stream, LZMA_RUN);
	if (r != LZMA_OK && r != LZMA_STREAM_END && r != LZMA_BUF_ERROR)
		return -EBADMSG;
	room->in = stream->next_in;
	room->n_in = stream->avail_in;
	room->out = stream->next_out;
	room->n_out = stream->avail_out;
	room->is_whole = r == LZMA_STREAM_END;
	return 0;
}

static void
xz_end(void *state)
{
	lzma_end(state);
	free(state);
}
#endif

#ifdef HAVE_ZSTD
static void *
zstd_begin(void)
{
	ZSTD_DStream *stream = ZSTD_createDStream();

	/* Its own limit of a window is UNPACK_WINDOW_MAX. */
	if (stream && ZSTD_isError(ZSTD_initDStream(stream))) {
		ZSTD_freeDStream(stream);
		return NULL;
	}
	return stream;
}

static int
zstd_step(void *state, struct unpack_room *room)
{
	ZSTD_inBuffer in = { room->in, room->n_in, 0 };
	ZSTD_outBuffer out = { room->out, room->n_out, 0 };
	size_t r = ZSTD_decompressStream(state, &out, &in);

	if (ZSTD_isError(r))
		return -EBADMSG;
	room->in += in.pos;
	room->n_in -= in.pos;
	room->out += out.pos;
	room->n_out -= out.pos;
	room->is_whole = r == 0;
	return 0;
}

static void
zstd_end(void *state)
{
	ZSTD_freeDStream(state);
}
#endif

const struct unpack_coding *
unpack_coding_of(const char *name)
{
	static const struct unpack_coding codings[] = {
#ifdef HAVE_ZLIB
		{ ".gz", gzip_begin, gzip_step, gzip_end },
#endif
#ifdef HAVE_LZMA
		{ ".xz", xz_begin, xz_step, xz_end },
#endif
#ifdef HAVE_ZSTD
		{ ".zst", zstd_begin, zstd_step, zstd_end },
#endif
		{ NULL, NULL, NULL, NULL },
	};
	size_t len = strlen(name);

	for (size_t i = 0; codings[i].suffix; i++) {
		size_t n = strlen(codings[i].suffix);

		if (len > n && strcmp(name + len - n, codings[i].suffix) == 0)
			return &codings[i];
	}
	return NULL;
}
