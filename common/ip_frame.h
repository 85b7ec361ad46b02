/* SPDX-License-Identifier: ISC */
#ifndef COMMON_IP_FRAME_H
#define COMMON_IP_FRAME_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "common/address.h"

/*
 * What goes into a packet socket for a client that cannot answer ARP yet: an
 * IPv4 and UDP header of our own, and probes by ARP and ICMP echo. Pure.
 * RFC 791, 768, 826, 792.
 */

enum {
	IP_FRAME_HEAD = 28, /* IPv4 20, UDP 8 */
	ARP_LEN = 28,
	ICMP_ECHO_LEN = 8,
};

/**
 * ip_frame_head() - the headers in front of @len octets of UDP data
 * @out: IP_FRAME_HEAD octets
 * @source, @destination: host order, as are the ports
 * @data: borrowed; it is in the UDP checksum
 * @len: 0..65507
 */
void ip_frame_head(uint8_t out[IP_FRAME_HEAD], uint32_t source,
    uint16_t source_port, uint32_t destination, uint16_t destination_port,
    const uint8_t *data, size_t len);

/**
 * arp_probe() - ask who has @address (RFC 5227 2.1.1: sender address 0, so
 * that nobody's cache is touched)
 * @out: ARP_LEN octets
 * @mac: the asking interface's
 */
void arp_probe(
    uint8_t out[ARP_LEN], const uint8_t mac[MAC_LEN], uint32_t address);

/** arp_sender() - whose address an ARP packet shows to be in use. Return:
 * false where it is no ARP for IPv4 on Ethernet, or its sender is 0. */
bool arp_sender(const uint8_t *bytes, size_t len, uint32_t *ret_address,
    uint8_t ret_mac[MAC_LEN]);

/** icmp_echo() - an echo request without data
 * @out: ICMP_ECHO_LEN octets
 * @id: what the reply will bear */
void icmp_echo(uint8_t out[ICMP_ECHO_LEN], uint16_t id);

/** icmp_echo_sender() - whose echo reply to @id this IPv4 packet is. Return:
 * false where it is none. */
bool icmp_echo_sender(
    const uint8_t *bytes, size_t len, uint16_t id, uint32_t *ret_address);

#endif
