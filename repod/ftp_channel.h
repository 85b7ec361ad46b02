/* SPDX-License-Identifier: ISC */
#ifndef REPOD_FTP_CHANNEL_H
#define REPOD_FTP_CHANNEL_H

#include "common/loop.h"
#include "common/stream.h"
#include "repod/ftp_session.h"
#include "repod/ftp_source.h"
#include "repod/repod_config.h"

/*
 * A session's data connections, one after the other: how one comes about, and
 * the one transfer that it is for. It
 * comes from the control peer alone: a stranger on the listener is turned
 * away, and the listener goes on waiting for its owner.
 */

/** struct ftp_channel - one data connection at the most; opaque */
struct ftp_channel;

/** The transfer is over. Called once for each ftp_channel_send_*() that did not
 * send all itself, never from inside it; the channel may be closed here. */
typedef void ftp_channel_fn(void *owner, enum ftp_outcome outcome);

/**
 * ftp_channel_new() - a channel without a connection
 * @peer, @local: ends of the control connection; copied
 * @timeout_ms: the longest wait for the connection, and without an octet moved;
 *	0: for ever
 *
 * Return: 0; -ENOMEM.
 */
int ftp_channel_new(struct loop *loop, const union endpoint *peer,
    const union endpoint *local, uint64_t timeout_ms, ftp_channel_fn *finished,
    void *owner, struct ftp_channel **ret_channel);

/**
 * ftp_channel_listen() - listen on the control connection's own address
 * @ports: where to, from a random one on; none: 49152-65535
 *
 * Return: 0; -EADDRINUSE when every port is taken; another -errno.
 */
int ftp_channel_listen(struct ftp_channel *channel,
    const struct repod_ports *ports, uint16_t *ret_port);

/** ftp_channel_connect() - connect to @to, an address of the control peer. A
 * failure shows as the transfer's outcome. */
void ftp_channel_connect(struct ftp_channel *channel, const union endpoint *to);

/**
 * ftp_channel_send_file() - send @len octets of @file from @offset; @file is
 * referenced
 *
 * Return: true when all is sent and the connection closed; then nothing is
 * finished later.
 */
bool ftp_channel_send_file(struct ftp_channel *channel,
    struct stream_file *file, uint64_t offset, uint64_t len);

/** ftp_channel_send_source() - send what @source makes; it is taken over */
void ftp_channel_send_source(
    struct ftp_channel *channel, struct ftp_source *source);

/** ftp_channel_sent() - octets handed to the kernel; 0 of NULL */
uint64_t ftp_channel_sent(const struct ftp_channel *channel);

/** ftp_channel_close() - close all, with nothing finished: ready for the next
 * connection; NULL is allowed */
void ftp_channel_close(struct ftp_channel *channel);

/** ftp_channel_free() - the same, and its end; NULL is allowed */
void ftp_channel_free(struct ftp_channel *channel);

#endif
