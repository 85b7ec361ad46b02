/* SPDX-License-Identifier: ISC */
#ifndef TFTPD_READ_REQUEST_H
#define TFTPD_READ_REQUEST_H

#include "common/tftp_packet.h"
#include "tftpd/server.h"

/** read_request_take() - answer @packet, a read request in a mode that is
 * served, which came as @datagram: begin its transfer, or refuse it */
void read_request_take(struct server *server, const struct datagram *datagram,
    const struct tftp_packet *packet);

#endif
