/* SPDX-License-Identifier: ISC */
#include "common/host_match.h"

#include <string.h>

#include "common/address.h"
#include "common/text.h"

enum {
	UUID_LEN = 16,
};

/* 52:54:00:12:34:56, or 52:54:00:* for all that begin so. */
bool
host_match_mac(const char *text, uint8_t *ret_bytes, uint8_t *ret_len)
{
	size_t text_len = strlen(text), len;
	char prefix[MAC_TEXT_MAX];

	if (mac_parse(text, ret_bytes)) {
		*ret_len = MAC_LEN;
		return true;
	}
	if (text_len < 4 || text_len >= sizeof(prefix) ||
	    text[text_len - 1] != '*' ||
	    (text[text_len - 2] != ':' && text[text_len - 2] != '-'))
		return false;
	memcpy(prefix, text, text_len - 2);
	prefix[text_len - 2] = '\0';
	if (!text_parse_hex(prefix, ret_bytes, MAC_LEN - 1, &len))
		return false;
	*ret_len = (uint8_t)len;
	return true;
}

bool
host_match_client_id(const char *text, uint8_t *ret_bytes, uint8_t *ret_len)
{
	size_t len = strlen(text);

	if (len > 2 && text[0] == '"' && text[len - 1] == '"') {
		len -= 2;
		if (len > HOST_MATCH_MAX)
			return false;
		for (size_t i = 0; i < len; i++)
			ret_bytes[i] = (uint8_t)text[1 + i];
	} else {
		if (len > 2 && text[0] == '0' && text_lower(text[1]) == 'x')
			text += 2;
		if (!text_parse_hex(text, ret_bytes, HOST_MATCH_MAX, &len))
			return false;
	}
	*ret_len = (uint8_t)len;
	return true;
}

/* Dashes stand where they like: dmidecode, virsh and PXELINUX agree on the
 * digits alone. */
static bool
parse_uuid(const char *text, uint8_t *ret_bytes)
{
	char digits[2 * UUID_LEN + 1];
	size_t n = 0, len;

	for (; *text; text++) {
		if (*text == '-')
			continue;
		if (n == sizeof(digits) - 1)
			return false;
		digits[n++] = *text;
	}
	digits[n] = '\0';
	return text_parse_hex(digits, ret_bytes, UUID_LEN, &len) &&
	    len == UUID_LEN;
}

static void
swap(uint8_t *bytes, size_t len)
{
	uint8_t kept;

	for (size_t i = 0; i < len / 2; i++) {
		kept = bytes[i];
		bytes[i] = bytes[len - 1 - i];
		bytes[len - 1 - i] = kept;
	}
}

/* As SMBIOS keeps it and PXE sends it (RFC 4578 2.3): the first three fields
 * little-endian, though people write them big-endian. */
bool
host_match_uuid(const char *text, uint8_t *ret_bytes, uint8_t *ret_len)
{
	if (!parse_uuid(text, ret_bytes))
		return false;
	swap(ret_bytes, 4);
	swap(ret_bytes + 4, 2);
	swap(ret_bytes + 6, 2);
	*ret_len = UUID_LEN;
	return true;
}
