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
