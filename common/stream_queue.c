/* SPDX-License-Identifier: ISC */
#include "common/stream_queue.h"

#include <errno.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <stdlib.h>
#include <string.h>
#include <sys/sendfile.h>
#include <sys/socket.h>
#include <sys/uio.h>

#include "common/cursor.h"

enum {
	/* Pieces in memory that leave by one system call. */
	GATHER_MAX = 16,
	/* A file this small is read and leaves together with the octets before
	 * it; two copies cost less than a second system call. */
	SMALL_FILE = 16 << 10,
	/* Of a file, by one system call. */
	SEND_MAX = 4 << 20,
	PAGE = 4096,
};

struct stream_piece {
	struct stream_piece *next;
	struct stream_file *file; /* NULL: octets in memory */
	uint64_t offset;	  /* where to go on, in the file or in bytes */
	uint64_t len;		  /* what is left */
	uint64_t warm;		  /* up to here the file was in memory */
	uint8_t bytes[];
};

static void
append(struct stream_queue *queue, struct stream_piece *piece)
{
	if (queue->last)
		queue->last->next = piece;
	else
		queue->first = piece;
	queue->last = piece;
	queue->n_pieces++;
	queue->queued += piece->len;
}

int
stream_queue_bytes(struct stream_queue *queue, const void *bytes, size_t len)
{
	struct stream_piece *piece;

	if (len == 0)
		return 0;
	if (STREAM_OUTPUT_MAX - queue->octets < len ||
	    queue->n_pieces == STREAM_PIECES_MAX)
		return -ENOBUFS;
	piece = malloc(sizeof(*piece) + len);
	if (!piece)
		return -ENOMEM;
	*piece = (struct stream_piece){ .len = len };
	memcpy(piece->bytes, bytes, len);
	queue->octets += len;
	append(queue, piece);
	return 0;
}

int
stream_queue_file(struct stream_queue *queue, struct stream_file *file,
    uint64_t offset, uint64_t len)
{
	struct stream_piece *piece;

	if (len == 0)
		return 0;
	if (queue->n_pieces == STREAM_PIECES_MAX)
		return -ENOBUFS;
	piece = malloc(sizeof(*piece));
	if (!piece)
		return -ENOMEM;
	*piece = (struct stream_piece){
		.file = stream_file_ref(file),
		.offset = offset,
		.len = len,
	};
	append(queue, piece);
	return 0;
}

static void
drop_first(struct stream_queue *queue)
{
	struct stream_piece *piece = queue->first;

	queue->first = piece->next;
	if (!queue->first)
		queue->last = NULL;
	queue->n_pieces--;
	queue->queued -= piece->len;
	if (!piece->file)
		queue->octets -= (size_t)piece->len;
	stream_file_unref(piece->file);
	free(piece);
}

void
stream_queue_clear(struct stream_queue *queue)
{
	while (queue->first)
		drop_first(queue);
}

bool
stream_queue_is_empty(const struct stream_queue *queue)
{
	return !queue->first;
}

/* The socket took len octets from the front. */
static void
took(struct stream_queue *queue, size_t len)
{
	while (queue->first) {
		struct stream_piece *piece = queue->first;
		size_t n = piece->len < len ? (size_t)piece->len : len;

		piece->offset += n;
		piece->len -= n;
		queue->queued -= n;
		if (!piece->file)
			queue->octets -= n;
		len -= n;
		if (piece->len > 0)
			return;
		drop_first(queue);
	}
}

static int
send_vector(
    struct stream_queue *queue, int fd, struct iovec *iov, size_t n, bool more)
{
	struct msghdr message = { .msg_iov = iov, .msg_iovlen = n };
	ssize_t sent =
	    sendmsg(fd, &message, MSG_NOSIGNAL | (more ? MSG_MORE : 0));

	if (sent < 0)
		return errno == EINTR ? 0 : -errno;
	took(queue, (size_t)sent);
	return 0;
}

/* What of a piece is in memory; NULL: its file has to be read. */
static const uint8_t *
in_memory(const struct stream_piece *piece)
{
	const uint8_t *bytes =
	    piece->file ? stream_file_kept(piece->file) : piece->bytes;

	return bytes ? bytes + piece->offset : NULL;
}

/* Octets, and the small file behind them. The file is compared after it was
 * read: what leaves is all of one content. */
static int
send_with_small_file(struct stream_queue *queue, int fd, struct iovec *iov,
    size_t n, const struct stream_piece *piece)
{
	UNCLEARED uint8_t content[SMALL_FILE];
	struct iovec into = { content, (size_t)piece->len };
	ssize_t got = preadv2(stream_file_fd(piece->file), &into, 1,
	    (off_t)(stream_file_base(piece->file) + piece->offset), RWF_NOWAIT);

	/* Not all in memory, or the kernel cannot say: the file goes by itself,
	 * which also finds out whether it ends early. */
	if (got != (ssize_t)piece->len)
		return send_vector(queue, fd, iov, n, true);
	if (!stream_file_is_intact(piece->file))
		return -EIO;
	iov[n] = (struct iovec){ content, (size_t)got };
	return send_vector(queue, fd, iov, n + 1, piece->next != NULL);
}

static int
send_bytes(struct stream_queue *queue, int fd)
{
	struct iovec iov[GATHER_MAX + 1];
	struct stream_piece *piece = queue->first;
	const uint8_t *bytes = NULL;
	size_t n = 0;

	for (; piece && n < GATHER_MAX; piece = piece->next) {
		bytes = in_memory(piece);
		if (!bytes)
			break;
		iov[n++] = (struct iovec){ (void *)bytes, (size_t)piece->len };
	}
	if (piece && !bytes && piece->len <= SMALL_FILE)
		return send_with_small_file(queue, fd, iov, n, piece);
	return send_vector(queue, fd, iov, n, piece != NULL);
}

/* How much of a piece is taken at once, up to @max, from @offset of its file
 * on: to the end of a page, where there is more. A file in an image may begin
 * within one, and each call would cut two. */
static size_t
stretch_of(const struct stream_piece *piece, off_t offset, size_t max)
{
	if (piece->len <= max)
		return (size_t)piece->len;
	return max - (size_t)(offset % PAGE);
}

/* Where more of a file is to come, no segment leaves that is not full: a short
 * one at the end of each call costs a tenth of the rate. */
static void
set_cork(struct stream_queue *queue, int fd, bool is_corked)
{
	int on = is_corked;

	if (queue->is_corked != is_corked)
		setsockopt(fd, IPPROTO_TCP, TCP_CORK, &on, sizeof(on));
	queue->is_corked = is_corked;
}

/* Look how far a piece can be sent without waiting for the disk. Return:
 * whether at all; a chunk that is to be loaded counts as if it were. */
static bool
look_ahead(
    struct stream_piece *piece, off_t offset, struct stream_chunk *ret_chunk)
{
	size_t warm = stream_file_warm(
	    piece->file, piece->offset, stretch_of(piece, offset, SEND_MAX));

	if (warm > 0) {
		piece->warm = piece->offset + warm;
		return true;
	}
	*ret_chunk = (struct stream_chunk){ piece->file, piece->offset,
		stretch_of(piece, offset, STREAM_FILE_CHUNK) };
	piece->warm = piece->offset + ret_chunk->len;
	return false;
}

static int
send_file(struct stream_queue *queue, int fd, struct stream_chunk *ret_chunk)
{
	struct stream_piece *piece = queue->first;
	off_t offset = (off_t)(stream_file_base(piece->file) + piece->offset);
	size_t len;
	ssize_t sent;

	if (piece->warm <= piece->offset &&
	    !look_ahead(piece, offset, ret_chunk))
		return STREAM_QUEUE_COLD;
	if (!stream_file_is_intact(piece->file))
		return -EIO;
	len = (size_t)(piece->warm - piece->offset);
	set_cork(queue, fd, len < piece->len);
	sent = sendfile(fd, stream_file_fd(piece->file), &offset, len);
	if (sent < 0)
		return errno == EINTR ? 0 : -errno;
	if (sent == 0)
		return -EIO;
	took(queue, (size_t)sent);
	/* Where less went the socket is full. Or the file has ended early, as
	 * the next call finds out. */
	return (size_t)sent < len ? -EAGAIN : 0;
}

int
stream_queue_send(struct stream_queue *queue, int fd, uint64_t budget,
    struct stream_chunk *ret_chunk)
{
	uint64_t before = queue->queued;

	while (queue->first && before - queue->queued < budget) {
		int r = in_memory(queue->first)
		    ? send_bytes(queue, fd)
		    : send_file(queue, fd, ret_chunk);

		if (r != 0)
			return r;
	}
	return 0;
}
