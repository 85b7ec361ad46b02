/* SPDX-License-Identifier: ISC */
#ifndef REPOD_FTP_IO_H
#define REPOD_FTP_IO_H

#include "common/daemon.h"
#include "common/machine.h"
#include "common/tree.h"
#include "repod/answer/made.h"
#include "repod/passed.h"
#include "repod/repod_config.h"

/* FTP on sockets: listeners, control and data connections, timers. The
 * protocol itself is repod/ftp_session.h. */

/** struct ftp_io - the FTP server; opaque */
struct ftp_io;

/**
 * ftp_io_start() - bind every address of @settings->ftp and serve @tree
 * @context: must outlive the server
 * @settings: copied from; may go afterwards
 * @tree: referenced, not taken over
 * @machines, @made: borrowed; must outlive the server
 * @passed: sockets to serve on in place of those of @settings
 *
 * Return: 0; -errno, logged.
 */
int ftp_io_start(const struct daemon_context *context,
    const struct repod_settings *settings, struct tree *tree,
    struct machines *machines, struct made *made, struct passed *passed,
    struct ftp_io **ret_ftp);

/**
 * ftp_io_reload() - serve @tree by @settings from the next session on
 *
 * Other addresses are listened on at once, as far as they can be had; see
 * listeners_set().
 */
void ftp_io_reload(struct ftp_io *ftp, const struct repod_settings *settings,
    struct tree *tree);

/** ftp_io_drain() - accept no more clients; those that are here end when they
 * do nothing. Return: how many there still are. */
unsigned ftp_io_drain(struct ftp_io *ftp);

/** ftp_io_stop() - close every listener and connection; NULL is allowed */
void ftp_io_stop(struct ftp_io *ftp);

#endif
