/* SPDX-License-Identifier: ISC */
/*
 * Any text as an ISC dhcpd.conf: it ends, and what comes out is lines of
 * printable text, each a section, a key or nothing.
 */
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "dhcpd/import_isc.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void
note(void *owner, const char *file, unsigned line, const char *text)
{
	(void)owner;
	if (!file || line == 0 || !*text)
		abort();
}

static int
open_file(void *owner, const char *path, char **ret_text, size_t *ret_len)
{
	(void)owner;
	(void)path;
	(void)ret_text;
	(void)ret_len;
	return -ENOENT;
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct import *import = import_new(note, open_file, NULL);
	char *ini, *line, *end;

	if (!import || import_isc(import, "f", (const char *)data, size) ||
	    import_print(import, &ini))
		abort();
	for (line = ini; *line; line = end + 1) {
		end = strchr(line, '\n');
		if (!end)
			abort();
		*end = '\0';
		if (*line && *line != '[' && !strstr(line, " = "))
			abort();
	}
	free(ini);
	import_free(import);
	return 0;
}
