/* SPDX-License-Identifier: ISC */
#include "common/address.h"

#include <arpa/inet.h>
#include <stdio.h>
#include <string.h>

#include "common/text.h"

bool
address_parse(const char *text, uint32_t *ret_address)
{
	struct in_addr parsed;

	if (inet_pton(AF_INET, text, &parsed) != 1)
		return false;
	*ret_address = ntohl(parsed.s_addr);
	return true;
}

/* Written for every line of a log, several times. */
static char *
put_octet(char *out, unsigned octet)
{
	if (octet >= 100)
		*out++ = (char)('0' + octet / 100);
	if (octet >= 10)
		*out++ = (char)('0' + octet / 10 % 10);
	*out++ = (char)('0' + octet % 10);
	return out;
}

char *
address_text(char *out, uint32_t address)
{
	char *end = out;

	for (int shift = 24; shift >= 0; shift -= 8) {
		end = put_octet(end, address >> shift & 255);
		*end++ = shift > 0 ? '.' : '\0';
	}
	return out;
}

char *
prefix_text(char *out, const struct prefix *prefix)
{
	char address[ADDRESS_TEXT_MAX];

	snprintf(out, PREFIX_TEXT_MAX, "%s/%u",
	    address_text(address, prefix->network), prefix->len);
	return out;
}

uint32_t
prefix_mask(uint8_t len)
{
	return len == 0 ? 0 : UINT32_MAX << (32 - len);
}

bool
prefix_has(const struct prefix *prefix, uint32_t address)
{
	return (address & prefix_mask(prefix->len)) == prefix->network;
}

/* An address and a length. */
static bool
read_prefix(const char *text, struct prefix *ret_prefix)
{
	const char *slash = strchr(text, '/');
	char address[ADDRESS_TEXT_MAX];
	struct prefix prefix;
	uint64_t len;

	if (!slash || (size_t)(slash - text) >= sizeof(address))
		return false;
	memcpy(address, text, (size_t)(slash - text));
	address[slash - text] = '\0';
	if (!address_parse(address, &prefix.network) ||
	    !text_parse_u64(slash + 1, 32, &len))
		return false;
	prefix.len = (uint8_t)len;
	*ret_prefix = prefix;
	return true;
}

bool
prefix_parse(const char *text, struct prefix *ret_prefix)
{
	struct prefix prefix;

	if (!read_prefix(text, &prefix) || !prefix_has(&prefix, prefix.network))
		return false;
	*ret_prefix = prefix;
	return true;
}

bool
prefix_parse_around(const char *text, struct prefix *ret_prefix)
{
	if (!read_prefix(text, ret_prefix))
		return false;
	ret_prefix->network &= prefix_mask(ret_prefix->len);
	return true;
}

bool
mac_parse(const char *text, uint8_t ret_mac[MAC_LEN])
{
	uint8_t mac[MAC_LEN];
	size_t len;

	if (strlen(text) != MAC_TEXT_MAX - 1 ||
	    !text_parse_hex(text, mac, sizeof(mac), &len) || len != MAC_LEN)
		return false;
	memcpy(ret_mac, mac, MAC_LEN);
	return true;
}

char *
mac_text(char *out, const uint8_t mac[MAC_LEN])
{
	return text_hex(out, MAC_TEXT_MAX, mac, MAC_LEN, ':');
}

union endpoint
endpoint_ipv4(uint32_t address, uint16_t port)
{
	union endpoint endpoint;

	memset(&endpoint, 0, sizeof(endpoint));
	endpoint.ipv4.sin_family = AF_INET;
	endpoint.ipv4.sin_addr.s_addr = htonl(address);
	endpoint.ipv4.sin_port = htons(port);
	return endpoint;
}

static bool
parse_ipv6(const char *text, size_t len, uint16_t port, union endpoint *ret)
{
	char address[INET6_ADDRSTRLEN];
	union endpoint endpoint;

	if (len >= sizeof(address))
		return false;
	memcpy(address, text, len);
	address[len] = '\0';
	memset(&endpoint, 0, sizeof(endpoint));
	endpoint.ipv6.sin6_family = AF_INET6;
	endpoint.ipv6.sin6_port = htons(port);
	if (inet_pton(AF_INET6, address, &endpoint.ipv6.sin6_addr) != 1)
		return false;
	*ret = endpoint;
	return true;
}

static bool
parse_port(const char *text, uint16_t *ret_port)
{
	uint64_t port;

	if (!text_parse_u64(text, UINT16_MAX, &port) || port == 0)
		return false;
	*ret_port = (uint16_t)port;
	return true;
}

bool
endpoint_parse(
    const char *text, uint16_t default_port, union endpoint *ret_endpoint)
{
	uint16_t port = default_port;
	const char *end = strchr(text, ']');
	const char *colon;
	char host[ADDRESS_TEXT_MAX];
	uint32_t address;

	if (text[0] == '[') {
		if (!end || (end[1] && end[1] != ':') ||
		    (end[1] == ':' && !parse_port(end + 2, &port)))
			return false;
		return parse_ipv6(
		    text + 1, (size_t)(end - text - 1), port, ret_endpoint);
	}
	if (parse_port(text, &port)) {
		*ret_endpoint = endpoint_ipv4(INADDR_ANY, port);
		return true;
	}
	colon = strchr(text, ':');
	if (colon && strchr(colon + 1, ':'))
		return parse_ipv6(text, strlen(text), port, ret_endpoint);
	if (colon && !parse_port(colon + 1, &port))
		return false;
	if (!colon)
		colon = text + strlen(text);
	if ((size_t)(colon - text) >= sizeof(host))
		return false;
	memcpy(host, text, (size_t)(colon - text));
	host[colon - text] = '\0';
	if (!address_parse(host, &address))
		return false;
	*ret_endpoint = endpoint_ipv4(address, port);
	return true;
}

union endpoint
endpoint_unmap(const union endpoint *endpoint)
{
	uint32_t be_address;

	if (endpoint->any.sa_family != AF_INET6 ||
	    !IN6_IS_ADDR_V4MAPPED(&endpoint->ipv6.sin6_addr))
		return *endpoint;
	memcpy(&be_address, endpoint->ipv6.sin6_addr.s6_addr + 12, 4);
	return endpoint_ipv4(
	    ntohl(be_address), ntohs(endpoint->ipv6.sin6_port));
}

char *
endpoint_address_text(char *out, const union endpoint *endpoint)
{
	union endpoint plain = endpoint_unmap(endpoint);

	if (plain.any.sa_family == AF_INET)
		return address_text(out, ntohl(plain.ipv4.sin_addr.s_addr));
	if (plain.any.sa_family != AF_INET6 ||
	    !inet_ntop(AF_INET6, &plain.ipv6.sin6_addr, out, ADDRESS_TEXT_MAX))
		snprintf(out, ADDRESS_TEXT_MAX, "-");
	return out;
}

char *
endpoint_text(char *out, const union endpoint *endpoint)
{
	char address[ADDRESS_TEXT_MAX];

	endpoint_address_text(address, endpoint);
	snprintf(out, ENDPOINT_TEXT_MAX,
	    strchr(address, ':') ? "[%s]:%u" : "%s:%u", address,
	    endpoint_port(endpoint));
	return out;
}

uint16_t
endpoint_port(const union endpoint *endpoint)
{
	if (endpoint->any.sa_family == AF_INET6)
		return ntohs(endpoint->ipv6.sin6_port);
	return ntohs(endpoint->ipv4.sin_port);
}

void
endpoint_set_port(union endpoint *endpoint, uint16_t port)
{
	if (endpoint->any.sa_family == AF_INET6)
		endpoint->ipv6.sin6_port = htons(port);
	else
		endpoint->ipv4.sin_port = htons(port);
}

socklen_t
endpoint_len(const union endpoint *endpoint)
{
	return endpoint->any.sa_family == AF_INET6 ? sizeof(endpoint->ipv6)
						   : sizeof(endpoint->ipv4);
}

bool
endpoint_is_same_host(const union endpoint *a, const union endpoint *b)
{
	union endpoint x = endpoint_unmap(a), y = endpoint_unmap(b);

	if (x.any.sa_family != y.any.sa_family)
		return false;
	if (x.any.sa_family == AF_INET)
		return x.ipv4.sin_addr.s_addr == y.ipv4.sin_addr.s_addr;
	return IN6_ARE_ADDR_EQUAL(&x.ipv6.sin6_addr, &y.ipv6.sin6_addr) &&
	    x.ipv6.sin6_scope_id == y.ipv6.sin6_scope_id;
}

bool
endpoint_is_equal(const union endpoint *a, const union endpoint *b)
{
	return endpoint_is_same_host(a, b) &&
	    endpoint_port(a) == endpoint_port(b);
}
