/* SPDX-License-Identifier: ISC */
#include "dhcpd/import/import.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "dhcpd/import/import_state.h"

enum {
	NOTE_MAX = 512
};

struct import *
import_new(const struct import_world *world)
{
	struct import *import = calloc(1, sizeof(*import));

	if (!import)
		return NULL;
	import->world = *world;
	import->file = "";
	return import;
}

void
import_free(struct import *import)
{
	if (!import)
		return;
	for (size_t i = 0; i < import->n; i++) {
		for (size_t j = 0; j < import->sections[i]->n; j++) {
			free(import->sections[i]->entries[j].key);
			free(import->sections[i]->entries[j].value);
		}
		free(import->sections[i]->entries);
		free(import->sections[i]);
	}
	for (size_t i = 0; i < import->n_files; i++) {
		free(import->names[i]);
		free(import->texts[i]);
	}
	free(import->sections);
	free(import);
}

void
import_at(struct import *import, const char *file, unsigned line)
{
	import->file = file;
	import->line = line;
}

const char *
import_file(const struct import *import)
{
	return import->file;
}

void
import_note(struct import *import, const char *format, ...)
{
	char text[NOTE_MAX];
	va_list args;

	va_start(args, format);
	vsnprintf(text, sizeof(text), format, args);
	va_end(args);
	import->world.note(
	    import->world.owner, import->file, import->line, text);
}

int
import_open(struct import *import, const char *path, const char **ret_name,
    const char **ret_text, size_t *ret_len)
{
	char *name, *text = NULL;
	int r = -EMFILE;

	if (import->n_files < IMPORT_FILES_MAX)
		r = import->world.open(
		    import->world.owner, path, &text, ret_len);
	if (r) {
		import_note(import, "%s: %s", path,
		    r == -EMFILE ? "too many files" : "cannot be read");
		return r;
	}
	name = strdup(path);
	if (!name) {
		free(text);
		import->has_failed = true;
		return -ENOMEM;
	}
	*ret_name = import->names[import->n_files] = name;
	*ret_text = import->texts[import->n_files++] = text;
	return 0;
}

int
import_list(struct import *import, const char *path, const char **ret_names)
{
	char *names = NULL;
	int r = -EMFILE;

	if (import->n_files < IMPORT_FILES_MAX)
		r = import->world.list(import->world.owner, path, &names);
	if (!r)
		*ret_names = import->texts[import->n_files++] = names;
	return r;
}
