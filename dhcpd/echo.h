/* SPDX-License-Identifier: ISC */
#ifndef DHCPD_ECHO_H
#define DHCPD_ECHO_H

#include <stdbool.h>
#include <stdint.h>

/* ICMP echo (RFC 792): the question whether an address beyond a relay is in
 * use, where no ARP is heard. */

/** echo_open() - a socket that hears echo replies alone; as root, or with
 * CAP_NET_RAW. Return: it, the caller's to close; -errno. */
int echo_open(void);

/** echo_ask() - send @address an echo request. Return: false where it cannot
 * be reached from here. */
bool echo_ask(int fd, uint32_t address);

/** echo_hear() - who answered next, without waiting. Return: -EAGAIN where
 * nobody did; 1 for an answer to somebody else's question; 0. */
int echo_hear(int fd, uint32_t *ret_address);

#endif
