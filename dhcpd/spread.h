/* SPDX-License-Identifier: ISC */
#ifndef DHCPD_SPREAD_H
#define DHCPD_SPREAD_H

#include <stddef.h>
#include <stdint.h>

/**
 * spread_choose() - the one of several servers that a machine goes to
 * @addresses: @len octets, four a server, as in a policy's value
 * @machine: what names it, its MAC say; @machine_len octets
 *
 * Rendezvous hashing (Thaler and Ravishankar, 1998): each server bids for the
 * machine, and the highest bid has it. So the order of the list does not
 * matter, each gets its share, and a server that is taken away moves none but
 * its own machines, to all others. Pure.
 *
 * Return: an address, host order; 0 where there is none.
 */
uint32_t spread_choose(const uint8_t *addresses, size_t len,
    const uint8_t *machine, size_t machine_len);

#endif
