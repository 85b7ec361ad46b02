/* SPDX-License-Identifier: ISC */
#include "tftpd/netascii.h"

struct netascii
netascii_start(void)
{
	return (struct netascii){ .pending = -1 };
}

/* What follows the first octet that @octet becomes, or -1. */
static int
second_octet(uint8_t octet)
{
	if (octet == '\n')
		return '\n';
	return octet == '\r' ? '\0' : -1;
}

size_t
netascii_encode(struct netascii *place, const uint8_t *file, size_t len,
    uint8_t *out, size_t size)
{
	size_t taken = 0, written = 0;

	while (written < size) {
		if (place->pending >= 0) {
			out[written++] = (uint8_t)place->pending;
			place->pending = -1;
			continue;
		}
		if (taken == len)
			break;
		place->pending = second_octet(file[taken]);
		out[written++] = place->pending >= 0 ? '\r' : file[taken];
		taken++;
	}
	place->offset += taken;
	return written;
}

size_t
netascii_decode(
    bool *has_return, const uint8_t *bytes, size_t len, uint8_t *out)
{
	size_t written = 0;

	for (size_t i = 0; i < len; i++) {
		bool is_second = *has_return;

		*has_return = bytes[i] == '\r';
		if (is_second && bytes[i] != '\n')
			out[written++] = '\r';
		if (!*has_return && !(is_second && bytes[i] == '\0'))
			out[written++] = bytes[i];
	}
	return written;
}
