/* SPDX-License-Identifier: ISC */
/*
 * A pattern and a name, parted by the first NUL: matching is total, and what
 * a pattern matches it matches behind a star, too.
 */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "common/glob.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	char pattern[256] = "*", name[256] = "";
	const uint8_t *nul = size ? memchr(data, '\0', size) : NULL;
	size_t len = nul ? (size_t)(nul - data) : size;
	size_t rest = nul ? size - len - 1 : 0;

	if (len > sizeof(pattern) - 2 || rest > sizeof(name) - 1)
		return 0;
	if (len)
		memcpy(pattern + 1, data, len);
	if (rest)
		memcpy(name, nul + 1, rest);
	if (glob_match(pattern + 1, name) && name[0] != '.' &&
	    !glob_match(pattern, name))
		abort();
	return 0;
}
