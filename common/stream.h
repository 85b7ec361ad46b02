/* SPDX-License-Identifier: ISC */
#ifndef COMMON_STREAM_H
#define COMMON_STREAM_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "common/address.h"
#include "common/loop.h"

/*
 * TCP on the loop: listeners, and connections that read into a bounded buffer
 * and write queued octets and pieces of files, in order. Backpressure is the
 * owner's: nothing is read while the stream is paused.
 */

enum {
	STREAM_INPUT_MAX = 64 << 10, /* received, not yet consumed */
	STREAM_OUTPUT_MAX = 1 << 20, /* octets queued by stream_write() */
	STREAM_PIECES_MAX = 1024,    /* queued pieces, octets or files */
};

/* --- listening --- */

struct stream_listener;

/** A connection arrived; @fd is the callee's, non-blocking. */
typedef void stream_accept_fn(void *owner, int fd);

/** stream_bind() - a non-blocking listening socket on @local; the caller's
 * to close or listen on. An IPv6 socket serves IPv6 alone. Return: 0;
 * -errno. */
int stream_bind(const union endpoint *local, int *ret_fd);

/**
 * stream_listen() - accept on @fd, a listening socket, which is taken over
 *
 * When descriptors run out the listener rests a moment and goes on by itself;
 * it never spins. Return: 0; -errno.
 */
int stream_listen(struct loop *loop, int fd, stream_accept_fn *accept,
    void *owner, struct stream_listener **ret_listener);

/** stream_listener_free() - close it; NULL is allowed */
void stream_listener_free(struct stream_listener *listener);

/* --- connections --- */

struct stream;

/** struct stream_events - what a stream tells its owner; it may be freed
 * inside any of them */
struct stream_events {
	/* @len octets wait, all that were not consumed before and what came
	 * since. Return: how many are consumed now. While some stay, it is
	 * called again when more arrive or stream_resume() is called. */
	size_t (*received)(void *owner, const uint8_t *bytes, size_t len);
	/* Everything queued is in the kernel's hands. */
	void (*drained)(void *owner);
	/* No more will be read: 0 for the peer's orderly end, -ETIMEDOUT for
	 * the idle time, -errno for a failure. Told once; the owner frees. */
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

/** A file that streams share: closed when the last holder lets go. */
struct stream_file;

/** stream_file_new() - a holder for @fd, which it takes over; NULL, and @fd
 * closed, without memory */
struct stream_file *stream_file_new(int fd);

/** stream_file_fd() - its descriptor, still the holder's */
int stream_file_fd(const struct stream_file *file);

/** stream_file_ref() - one more holder. Return: @file. */
struct stream_file *stream_file_ref(struct stream_file *file);

/** stream_file_unref() - one holder less; NULL is allowed */
void stream_file_unref(struct stream_file *file);

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
