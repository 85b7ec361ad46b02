/* SPDX-License-Identifier: ISC */
#ifndef COMMON_STREAM_QUEUE_H
#define COMMON_STREAM_QUEUE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "common/stream_file.h"

/* What a stream still has to send: octets and pieces of files, in order. */

enum {
	STREAM_OUTPUT_MAX = 1 << 20, /* octets queued, files not counted */
	STREAM_PIECES_MAX = 1024,    /* pieces, octets or files */
};

struct stream_piece;

/** struct stream_queue - starts all zero; owns its pieces */
struct stream_queue {
	struct stream_piece *first;
	struct stream_piece *last;
	unsigned n_pieces;
	size_t octets;	 /* of them in memory */
	uint64_t queued; /* in all */
	bool is_corked;	 /* the socket waits for full segments */
};

/** struct stream_chunk - a part of a file that has to be loaded first */
struct stream_chunk {
	struct stream_file *file; /* borrowed from the queue */
	uint64_t offset;
	size_t len;
};

/** stream_queue_bytes() - append a copy of @len octets. Return: 0; -ENOBUFS
 * past a limit; -ENOMEM. */
int stream_queue_bytes(
    struct stream_queue *queue, const void *bytes, size_t len);

/** stream_queue_file() - append @len octets of @file from @offset; the queue
 * holds @file until then. Return: 0; -ENOBUFS; -ENOMEM. */
int stream_queue_file(struct stream_queue *queue, struct stream_file *file,
    uint64_t offset, uint64_t len);

/** stream_queue_clear() - drop everything */
void stream_queue_clear(struct stream_queue *queue);

/** stream_queue_is_empty() - whether nothing is left */
bool stream_queue_is_empty(const struct stream_queue *queue);

enum {
	STREAM_QUEUE_COLD = 1
};

/**
 * stream_queue_send() - send on the non-blocking socket @fd until the queue is
 * empty or about @budget octets went
 * @ret_chunk: set with STREAM_QUEUE_COLD alone; it counts as loaded from then
 *	on, whatever became of it
 *
 * @queue->queued tells what is left, also after an error.
 * Return: 0; STREAM_QUEUE_COLD where the disk would have to be waited for;
 * -EAGAIN when the socket is full; -EIO when a file changed while it is sent;
 * another -errno of the socket.
 */
int stream_queue_send(struct stream_queue *queue, int fd, uint64_t budget,
    struct stream_chunk *ret_chunk);

#endif
