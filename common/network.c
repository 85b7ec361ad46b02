/* SPDX-License-Identifier: ISC */
#include "common/network.h"

#include <arpa/inet.h>
#include <string.h>

#include "common/text.h"

enum {
	BITS = 128,
	IPV4_BITS = 32,
};

static const uint8_t ipv4_head[12] = { [10] = 0xff, [11] = 0xff };

/* Return: how many bits the address has of its own; 0 for none at all. */
static unsigned
parse_address(const char *text, uint8_t ret_address[16])
{
	uint8_t address[16];

	if (inet_pton(AF_INET6, text, address) == 1) {
		memcpy(ret_address, address, 16);
		return BITS;
	}
	if (inet_pton(AF_INET, text, address) != 1)
		return 0;
	memcpy(ret_address, ipv4_head, 12);
	memcpy(ret_address + 12, address, 4);
	return IPV4_BITS;
}

/* Whether the first @len bits are the same. */
static bool
is_same(const uint8_t *a, const uint8_t *b, unsigned len)
{
	unsigned rest = len % 8;

	return memcmp(a, b, len / 8) == 0 &&
	    (rest == 0 || (a[len / 8] ^ b[len / 8]) >> (8 - rest) == 0);
}

static bool
has_bits_behind(const struct network *network)
{
	uint8_t lowest[16] = { 0 };

	for (unsigned bit = 0; bit < network->len; bit++)
		lowest[bit / 8] = (uint8_t)(lowest[bit / 8] |
		    (network->address[bit / 8] & 0x80 >> bit % 8));
	return memcmp(lowest, network->address, sizeof(lowest)) != 0;
}

bool
network_parse(const char *text, struct network *ret_network)
{
	const char *slash = strchr(text, '/');
	size_t len = slash ? (size_t)(slash - text) : strlen(text);
	struct network network = { 0 };
	char address[ADDRESS_TEXT_MAX];
	uint64_t n_bits;
	unsigned own;

	if (text_equal(text, "all")) {
		*ret_network = network;
		return true;
	}
	if (len >= sizeof(address))
		return false;
	memcpy(address, text, len);
	address[len] = '\0';
	own = parse_address(address, network.address);
	n_bits = own;
	if (own == 0 || (slash && !text_parse_u64(slash + 1, own, &n_bits)))
		return false;
	network.len = (uint8_t)(BITS - own + n_bits);
	if (has_bits_behind(&network))
		return false;
	*ret_network = network;
	return true;
}

bool
network_has(const struct network *network, const union endpoint *endpoint)
{
	union endpoint plain = endpoint_unmap(endpoint);
	uint8_t address[16];

	if (plain.any.sa_family == AF_INET) {
		memcpy(address, ipv4_head, 12);
		memcpy(address + 12, &plain.ipv4.sin_addr, 4);
	} else if (plain.any.sa_family == AF_INET6) {
		memcpy(address, &plain.ipv6.sin6_addr, 16);
	} else {
		return network->len == 0;
	}
	return is_same(network->address, address, network->len);
}
