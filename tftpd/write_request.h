/* SPDX-License-Identifier: ISC */
#ifndef TFTPD_WRITE_REQUEST_H
#define TFTPD_WRITE_REQUEST_H

#include "common/tftp_packet.h"
#include "tftpd/server.h"

/** write_request_take() - answer @packet, a write request in a mode that is
 * served, which came as @datagram: begin to take the file, or refuse it */
void write_request_take(struct server *server, const struct datagram *datagram,
    const struct tftp_packet *packet);

#endif
