/* SPDX-License-Identifier: ISC */
#ifndef COMMON_STREAM_H
#define COMMON_STREAM_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "common/address.h"
#include "common/loop.h"
#include "common/stream_file.h"
#include "common/stream_input.h"
#include "common/stream_listener.h"
#include "common/stream_queue.h"

/*
 * TCP connections on the loop: they read into a bounded buffer and write
 * queued octets and pieces of files, in order. Backpressure is the owner's:
 * nothing is read while the stream is paused.
 */

struct stream;

/** struct stream_events - what a stream tells its owner; it may be freed
 * inside any of them */
struct stream_events {
	/* @len octets wait, all that were not consumed before and what came
	 * since. Return: how many are consumed now. While some stay, it is
	 * called again when more arrive or stream_resume() is called. NULL:
	 * nothing is ever read, and the peer's end shows in sending alone. */
	size_t (*received)(void *owner, const uint8_t *bytes, size_t len);
	/* Everything queued is in the kernel's hands. */
	void (*drained)(void *owner);
	/* No more will be read: 0 for the peer's orderly end, -ETIMEDOUT for
	 * the idle time, -errno for a failure. The owner frees, at once or
	 * later: after 0 it may still write, and a failure of that is told
	 * here as well. */
	void (*ended)(void *owner, int error);
};

/** stream_new() - take over @fd, a connected socket (also on failure), or one
 * on which a connect() is under way. Return: 0; -errno. */
int stream_new(struct loop *loop, int fd, const struct stream_events *events,
    void *owner, struct stream **ret_stream);

/** stream_free() - close at once; what is queued is dropped. NULL is fine. */
void stream_free(struct stream *stream);

/** stream_fd() - the descriptor, still the stream's */
int stream_fd(const struct stream *stream);

/** stream_peer() - the other end */
const union endpoint *stream_peer(const struct stream *stream);

/** stream_local() - this end */
const union endpoint *stream_local(const struct stream *stream);

/** stream_set_ends() - who is really there: @stream's socket leads to a relay
 */
void stream_set_ends(struct stream *stream, const union endpoint *peer,
    const union endpoint *local);

/** stream_pause() - read no more for now */
void stream_pause(struct stream *stream);

/** stream_resume() - read again; octets that wait are offered at once, from
 * the loop, not from inside this call */
void stream_resume(struct stream *stream);

/**
 * stream_idle_after() - end with -ETIMEDOUT after @ms without a single octet
 * moved either way; 0 for never. Starts anew at each call.
 */
void stream_idle_after(struct stream *stream, uint64_t ms);

/** stream_write() - queue a copy of @len octets. Return: 0; -ENOBUFS past
 * STREAM_OUTPUT_MAX or STREAM_PIECES_MAX; -ENOMEM. */
int stream_write(struct stream *stream, const void *bytes, size_t len);

/** stream_write_last() - the same, where nothing will soon be queued behind it:
 * what the socket takes leaves at once, without a copy. The rest has the same
 * limits. */
int stream_write_last(struct stream *stream, const void *bytes, size_t len);

/**
 * stream_send_file() - queue @len octets of @file from @offset, by sendfile
 *
 * The stream holds @file until then. A file that ends early ends the stream
 * with -EIO: never padding, never a mix. Pages that are not in memory are
 * read on the thread pool, not on the loop. Return: as stream_write().
 */
int stream_send_file(struct stream *stream, struct stream_file *file,
    uint64_t offset, uint64_t len);

/** stream_queued() - octets queued and not yet in the kernel's hands */
uint64_t stream_queued(const struct stream *stream);

/** stream_shutdown() - send a FIN behind what is queued; reading goes on.
 * events->drained tells when it left. */
void stream_shutdown(struct stream *stream);

/** stream_sent() - octets taken by the kernel since stream_new() */
uint64_t stream_sent(const struct stream *stream);

#endif
