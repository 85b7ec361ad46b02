/* SPDX-License-Identifier: ISC */
#ifndef TFTPD_REQUEST_H
#define TFTPD_REQUEST_H

#include "tftpd/server.h"

/**
 * request_take() - what arrived on a socket that listens, server->asked
 *
 * Only a request is ever answered here: an ERROR, DATA or ACK to this port is
 * another server's, and an answer to it could go round for ever (but for
 * single-port, where the packets of transfers arrive here, too).
 */
void request_take(struct server *server, struct datagram *datagram);

#endif
