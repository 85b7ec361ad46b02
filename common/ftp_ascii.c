/* SPDX-License-Identifier: ISC */
#include "common/ftp_ascii.h"

size_t
ftp_ascii_encode(
    struct ftp_ascii *ascii, const uint8_t *in, size_t len, uint8_t *out)
{
	size_t at = 0;

	for (size_t i = 0; i < len; i++) {
		if (in[i] == '\n' && ascii->last != '\r')
			out[at++] = '\r';
		out[at++] = in[i];
		ascii->last = in[i];
	}
	return at;
}
