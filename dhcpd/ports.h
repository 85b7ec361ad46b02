/* SPDX-License-Identifier: ISC */
#ifndef DHCPD_PORTS_H
#define DHCPD_PORTS_H

#include "common/config_value.h"
#include "common/datagram.h"
#include "common/port_trial.h"

/* The server's UDP ports, 67 and 4011, on each interface that is named, or on
 * all. */

/** Messages that came to port @number by @socket, as datagram_receive_fn has
 * them. */
typedef void ports_receive_fn(void *owner, struct datagram_socket *socket,
    uint16_t number, struct datagram *messages, size_t n);

/** struct ports - opaque */
struct ports;

/**
 * ports_open() - open and serve them, as root
 * @interfaces: their names; none for all
 * @is_proxy: port 4011 is needed as much as 67
 *
 * Without 4011 a server that gives addresses still does most of its work: that
 * is told and left. Return: 0; -errno, logged with the next step to take.
 */
int ports_open(struct loop *loop, const struct config_names *interfaces,
    bool is_proxy, ports_receive_fn *receive, void *owner,
    struct ports **ret_ports);

/** ports_try() - those that ports_open() would open by @settings, a struct
 * dhcpd_settings, for -t */
void ports_try(const void *settings, struct port_trial *trial);

/** ports_close() - NULL is allowed */
void ports_close(struct ports *ports);

#endif
