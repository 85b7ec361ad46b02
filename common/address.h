/* SPDX-License-Identifier: ISC */
#ifndef COMMON_ADDRESS_H
#define COMMON_ADDRESS_H

#include <netinet/in.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/*
 * Addresses and their text. Pure. An IPv4 address on its own is a uint32_t in
 * host byte order named `address`; a socket's address, either family, is a
 * union endpoint.
 */

enum {
	ADDRESS_TEXT_MAX = INET6_ADDRSTRLEN,
	/* [address%scope]:port and its NUL */
	ENDPOINT_TEXT_MAX = INET6_ADDRSTRLEN + 20,
	MAC_LEN = 6,
	MAC_TEXT_MAX = 18,
	PREFIX_TEXT_MAX = ADDRESS_TEXT_MAX + 3,
};

/** union endpoint - an address and a port, IPv4 or IPv6, as sockets take it */
union endpoint {
	struct sockaddr any;
	struct sockaddr_in ipv4;
	struct sockaddr_in6 ipv6;
};

/** struct prefix - an IPv4 network: its lowest address and mask length */
struct prefix {
	uint32_t network;
	uint8_t len;
};

/** address_parse() - dotted quad, the whole of @text */
bool address_parse(const char *text, uint32_t *ret_address);

/** address_text() - dotted quad into @out, ADDRESS_TEXT_MAX. Return: @out. */
char *address_text(char *out, uint32_t address);

/** prefix_parse() - 192.168.10.0/24; host bits must be zero, length 0..32 */
bool prefix_parse(const char *text, struct prefix *ret_prefix);

/** prefix_parse_around() - 192.168.10.5/24: the network that it lies in */
bool prefix_parse_around(const char *text, struct prefix *ret_prefix);

/** prefix_text() - 192.168.10.0/24 into @out, PREFIX_TEXT_MAX. Return: @out. */
char *prefix_text(char *out, const struct prefix *prefix);

/** prefix_mask() - the netmask of a length of 0..32 */
uint32_t prefix_mask(uint8_t len);

/** prefix_has() - whether @address lies in @prefix */
bool prefix_has(const struct prefix *prefix, uint32_t address);

/** mac_parse() - six pairs of hexadecimal digits parted by colons or dashes */
bool mac_parse(const char *text, uint8_t ret_mac[MAC_LEN]);

/** mac_text() - aa:bb:cc:dd:ee:ff into @out, MAC_TEXT_MAX. Return: @out. */
char *mac_text(char *out, const uint8_t mac[MAC_LEN]);

/** endpoint_ipv4() - an IPv4 endpoint, @address and @port in host order */
union endpoint endpoint_ipv4(uint32_t address, uint16_t port);

/**
 * endpoint_parse() - PORT, ADDRESS, ADDRESS:PORT, [IPV6] or [IPV6]:PORT
 * @default_port: where the text names none; a bare PORT means 0.0.0.0
 */
bool endpoint_parse(
    const char *text, uint16_t default_port, union endpoint *ret_endpoint);

/** endpoint_text() - address:port or [address]:port into @out,
 * ENDPOINT_TEXT_MAX; an IPv4-mapped address as IPv4. Return: @out. */
char *endpoint_text(char *out, const union endpoint *endpoint);

/** endpoint_address_text() - the same without port and brackets, into
 * ADDRESS_TEXT_MAX. Return: @out. */
char *endpoint_address_text(char *out, const union endpoint *endpoint);

/** endpoint_port() - the port, host order */
uint16_t endpoint_port(const union endpoint *endpoint);

/** endpoint_set_port() - the same endpoint at another @port, host order */
void endpoint_set_port(union endpoint *endpoint, uint16_t port);

/** endpoint_len() - the length that bind() and sendto() want for its family */
socklen_t endpoint_len(const union endpoint *endpoint);

/** endpoint_is_same_host() - equal addresses, whatever the ports; an
 * IPv4-mapped IPv6 address equals the IPv4 one */
bool endpoint_is_same_host(const union endpoint *a, const union endpoint *b);

/** endpoint_is_equal() - the same host and the same port */
bool endpoint_is_equal(const union endpoint *a, const union endpoint *b);

/** endpoint_unmap() - an IPv4-mapped IPv6 endpoint as plain IPv4; others as
 * they are */
union endpoint endpoint_unmap(const union endpoint *endpoint);

#endif
