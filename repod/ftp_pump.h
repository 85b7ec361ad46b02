/* SPDX-License-Identifier: ISC */
#ifndef REPOD_FTP_PUMP_H
#define REPOD_FTP_PUMP_H

#include "common/loop.h"
#include "repod/ftp_source.h"

/* What a source makes, piece by piece, on a thread of the pool. */

/** struct ftp_pump - a source and the piece that is being made; opaque */
struct ftp_pump;

/** A piece is made: @len octets, borrowed; 0 at the end; or -errno. The pump
 * may be freed here. */
typedef void ftp_pump_fn(void *owner, const uint8_t *bytes, ssize_t len);

/**
 * ftp_pump_new() - make nothing yet
 * @source: taken over, also on failure
 * @size: octets a piece, FTP_SOURCE_PIECE_MIN at least
 *
 * Return: 0; -ENOMEM.
 */
int ftp_pump_new(struct loop *loop, struct ftp_source *source, size_t size,
    ftp_pump_fn *made, void *owner, struct ftp_pump **ret_pump);

/** ftp_pump_next() - make the next piece, none is under way. Return: 0, and it
 * is told, never from inside this call; -errno. */
int ftp_pump_next(struct ftp_pump *pump);

/** ftp_pump_free() - nothing is told any more; NULL is allowed */
void ftp_pump_free(struct ftp_pump *pump);

#endif
