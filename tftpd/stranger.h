/* SPDX-License-Identifier: ISC */
#ifndef TFTPD_STRANGER_H
#define TFTPD_STRANGER_H

#include "common/datagram.h"

/**
 * stranger_refuse() - answer a packet that came to a transfer's @socket from
 * another port than its client's with ERROR 5, and the transfer goes on
 *
 * An ERROR is never answered.
 * Source: RFC 1350 section 4.
 */
void stranger_refuse(
    struct datagram_socket *socket, const struct datagram *stray);

#endif
