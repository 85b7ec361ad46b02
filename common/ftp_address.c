/* SPDX-License-Identifier: ISC */
#include "common/ftp_address.h"

#include <arpa/inet.h>
#include <string.h>

#include "common/ftp_reply.h"
#include "common/text.h"

enum {
	FIELD_MAX = ADDRESS_TEXT_MAX
};

/* The field up to the delimiter, which *text then is behind. */
static bool
take_field(const char **text, char delimiter, char field[FIELD_MAX])
{
	const char *end = strchr(*text, delimiter);
	size_t len;

	if (!end || end - *text >= FIELD_MAX)
		return false;
	len = (size_t)(end - *text);
	memcpy(field, *text, len);
	field[len] = '\0';
	*text = end + 1;
	return true;
}

int
ftp_address_parse_port(const char *argument, union endpoint *ret_endpoint)
{
	uint8_t octets[6];
	char field[FIELD_MAX];
	uint64_t value;

	for (size_t i = 0; i < sizeof(octets); i++) {
		bool is_last = i == sizeof(octets) - 1;

		if (!is_last && !take_field(&argument, ',', field))
			return FTP_ADDRESS_SYNTAX;
		if (!text_parse_u64(is_last ? argument : field, 255, &value))
			return FTP_ADDRESS_SYNTAX;
		octets[i] = (uint8_t)value;
	}
	*ret_endpoint = endpoint_ipv4((uint32_t)octets[0] << 24 |
		(uint32_t)octets[1] << 16 | (uint32_t)octets[2] << 8 |
		octets[3],
	    (uint16_t)(octets[4] << 8 | octets[5]));
	return 0;
}

static bool
parse_ipv6(const char *text, uint16_t port, union endpoint *ret_endpoint)
{
	union endpoint endpoint;

	memset(&endpoint, 0, sizeof(endpoint));
	endpoint.ipv6.sin6_family = AF_INET6;
	if (inet_pton(AF_INET6, text, &endpoint.ipv6.sin6_addr) != 1)
		return false;
	endpoint_set_port(&endpoint, port);
	*ret_endpoint = endpoint;
	return true;
}

int
ftp_address_parse_eprt(const char *argument, union endpoint *ret_endpoint)
{
	char delimiter = *argument;
	char family[FIELD_MAX], host[FIELD_MAX], service[FIELD_MAX];
	uint64_t number, port;
	uint32_t address;

	if (delimiter < 33 || delimiter > 126)
		return FTP_ADDRESS_SYNTAX;
	argument++;
	if (!take_field(&argument, delimiter, family) ||
	    !take_field(&argument, delimiter, host) ||
	    !take_field(&argument, delimiter, service) || *argument ||
	    !text_parse_u64(family, UINT16_MAX, &number) ||
	    !text_parse_u64(service, UINT16_MAX, &port))
		return FTP_ADDRESS_SYNTAX;
	if (number == 1 && address_parse(host, &address))
		*ret_endpoint = endpoint_ipv4(address, (uint16_t)port);
	else if (number != 1 && number != 2)
		return FTP_ADDRESS_FAMILY;
	else if (number == 1 || !parse_ipv6(host, (uint16_t)port, ret_endpoint))
		return FTP_ADDRESS_SYNTAX;
	return 0;
}

int
ftp_address_parse_epsv(const char *argument, enum ftp_epsv *ret_epsv)
{
	uint64_t number;

	if (*argument == '\0')
		*ret_epsv = FTP_EPSV_SAME;
	else if (text_equal(argument, "ALL"))
		*ret_epsv = FTP_EPSV_ALL;
	else if (!text_parse_u64(argument, UINT16_MAX, &number))
		return FTP_ADDRESS_SYNTAX;
	else if (number != 1 && number != 2)
		return FTP_ADDRESS_FAMILY;
	else
		*ret_epsv = number == 1 ? FTP_EPSV_IPV4 : FTP_EPSV_IPV6;
	return 0;
}

void
ftp_address_write_pasv(struct writer *writer, const union endpoint *endpoint)
{
	char host[ADDRESS_TEXT_MAX];
	unsigned port = endpoint_port(endpoint);

	endpoint_address_text(host, endpoint);
	for (char *dot = strchr(host, '.'); dot; dot = strchr(dot, '.'))
		*dot = ',';
	ftp_reply_begin(writer, 227, true);
	writer_format(writer, "Entering Passive Mode (%s,%u,%u).", host,
	    port >> 8, port & 255);
	ftp_reply_end(writer);
}

void
ftp_address_write_epsv(struct writer *writer, uint16_t port)
{
	ftp_reply_begin(writer, 229, true);
	writer_format(writer, "Entering Extended Passive Mode (|||%u|)", port);
	ftp_reply_end(writer);
}
