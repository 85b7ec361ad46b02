/* SPDX-License-Identifier: ISC */
/*
 * Any text as the configuration of another server, whichever it looks like: it
 * ends, and what comes out is lines of printable text, each a section, a key or
 * nothing. A file that is included is the text itself, for a few times.
 */
#include <errno.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "dhcpd/import/import_format.h"
#include "dhcpd/import/import_print.h"

enum {
	INCLUDED_MAX = 3,
	INCLUDED_SIZE_MAX = 512,
};

struct input {
	const uint8_t *data;
	size_t size;
	unsigned n_included;
};

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
	struct input *input = owner;

	(void)path;
	if (input->n_included++ == INCLUDED_MAX ||
	    input->size > INCLUDED_SIZE_MAX)
		return -ENOENT;
	*ret_text = malloc(input->size + 1);
	if (!*ret_text)
		abort();
	memcpy(*ret_text, input->data, input->size);
	(*ret_text)[input->size] = '\0';
	*ret_len = input->size;
	return 0;
}

static int
list_folder(void *owner, const char *path, char **ret_names)
{
	static const char names[] = "a.conf\0b\0";

	(void)owner;
	if (*path != 'd')
		return -ENOTDIR;
	*ret_names = malloc(sizeof(names));
	if (!*ret_names)
		abort();
	memcpy(*ret_names, names, sizeof(names));
	return 0;
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct input input = { data, size, 0 };
	const struct import_world world = { note, open_file, list_folder,
		&input };
	const struct import_format *format =
	    import_format((const char *)data, size);
	struct import *import = import_new(&world);
	char *ini, *line, *end;

	if (format->read) {
		if (!import ||
		    format->read(import, "f", (const char *)data, size) ||
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
	}
	import_free(import);
	return 0;
}
