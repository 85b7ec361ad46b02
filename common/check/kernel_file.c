/* SPDX-License-Identifier: ISC */
#include "common/check/kernel_file.h"

#include <string.h>

bool
kernel_file_release(const uint8_t *bytes, size_t len, char *out)
{
	enum {
		MAGIC = 0x202,
		VERSION = 0x20e,
		SETUP = 0x200,
	};
	size_t offset, n = 0;

	out[0] = '\0';
	if (len < VERSION + 2 || memcmp(bytes + MAGIC, "HdrS", 4) != 0)
		return false;
	offset = SETUP + bytes[VERSION] + ((size_t)bytes[VERSION + 1] << 8);
	while (offset + n < len && n < KERNEL_RELEASE_MAX - 1 &&
	    bytes[offset + n] > ' ' && bytes[offset + n] < 0x7f)
		n++;
	if (offset == SETUP || n == 0)
		return false;
	memcpy(out, bytes + offset, n);
	out[n] = '\0';
	return true;
}
