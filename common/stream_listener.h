/* SPDX-License-Identifier: ISC */
#ifndef COMMON_STREAM_LISTENER_H
#define COMMON_STREAM_LISTENER_H

#include "common/address.h"
#include "common/loop.h"

/* TCP sockets that wait for connections. */

struct stream_listener;

/** A connection arrived; @fd is the callee's, non-blocking. The listener may
 * be freed inside. */
typedef void stream_accept_fn(void *owner, int fd);

/** stream_bind() - a non-blocking listening socket on @local; the caller's
 * to close or listen on. An IPv6 socket serves IPv6 alone. Return: 0;
 * -errno. */
int stream_bind(const union endpoint *local, int *ret_fd);

/**
 * stream_listen() - accept on @fd, a listening socket, which is taken over
 *
 * When descriptors run out the listener rests a moment and goes on by itself;
 * it never spins. Return: 0; -errno, and @fd is closed.
 */
int stream_listen(struct loop *loop, int fd, stream_accept_fn *accept,
    void *owner, struct stream_listener **ret_listener);

/** stream_listener_accept() - accept now what waits already, rather than when
 * the loop sees it */
void stream_listener_accept(struct stream_listener *listener);

/** stream_listener_free() - close it; NULL is allowed */
void stream_listener_free(struct stream_listener *listener);

#endif
