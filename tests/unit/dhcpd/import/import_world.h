/* SPDX-License-Identifier: ISC */
#ifndef TESTS_UNIT_DHCPD_IMPORT_WORLD_H
#define TESTS_UNIT_DHCPD_IMPORT_WORLD_H

#include <check.h>
#include <errno.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "dhcpd/import/import_print.h"

/*
 * Texts through an import, and what came of them. A few other files are there
 * to be included.
 */

enum {
	IMPORT_WORLD_TOLD_MAX = 4096
};

/** import_fn - import_isc() or one like it */
typedef int import_fn(
    struct import *import, const char *file, const char *text, size_t len);

/** struct import_row - a text, what it becomes, and what is said of it: no more
 * and no less */
struct import_row {
	const char *text, *ini, *told;
};

/** struct import_told - the notes, a line each */
struct import_told {
	char text[IMPORT_WORLD_TOLD_MAX];
	size_t len;
};

static inline void
import_world_note(
    void *owner, const char *file, unsigned line, const char *text)
{
	struct import_told *told = owner;

	told->len += (size_t)snprintf(told->text + told->len,
	    sizeof(told->text) - told->len, "%s:%u: %s\n", file, line, text);
	ck_assert_uint_lt(told->len, sizeof(told->text));
}

static inline int
import_world_open(
    void *owner, const char *path, char **ret_text, size_t *ret_len)
{
	static const struct {
		const char *path, *text;
	} files[] = {
		{ "more.conf", "filename \"more.0\";\nnonsense;\n" },
		{ "d/a.conf", "no-ping\n" },
		{ "d/b.conf", "dhcp-boot=b.0\nnonsense\n" },
		{ "hosts/one", "52:54:00:00:00:01,one\n\n# nobody\n" },
		{ "options", "option:router,10.0.0.1\n3\"\n" },
	};

	(void)owner;
	for (size_t i = 0; i < sizeof(files) / sizeof(files[0]); i++)
		if (strcmp(path, files[i].path) == 0) {
			*ret_text = strdup(files[i].text);
			*ret_len = strlen(files[i].text);
			return 0;
		}
	return -ENOENT;
}

static inline int
import_world_list(void *owner, const char *path, char **ret_names)
{
	static const char files[] = "a.conf\0b.conf\0b.conf~\0c.bak\0";
	static const char hosts[] = "one\0";
	bool is_hosts = strcmp(path, "hosts") == 0;

	(void)owner;
	if (!is_hosts && strcmp(path, "d") != 0)
		return -ENOTDIR;
	*ret_names = malloc(sizeof(files));
	memcpy(*ret_names, is_hosts ? hosts : files,
	    is_hosts ? sizeof(hosts) : sizeof(files));
	return 0;
}

/** import_world_translate() - the INI file, malloc'd */
static inline char *
import_world_translate(
    import_fn *read, const char *text, struct import_told *told)
{
	const struct import_world world = { import_world_note,
		import_world_open, import_world_list, told };
	struct import *import = import_new(&world);
	char *ini;

	told->text[0] = '\0';
	told->len = 0;
	ck_assert_ptr_nonnull(import);
	ck_assert_int_eq(read(import, "f", text, strlen(text)), 0);
	ck_assert_int_eq(import_print(import, &ini), 0);
	import_free(import);
	return ini;
}

/** struct import_frame - what stands before the text of each row, and around
 * what it becomes */
struct import_frame {
	const char *before, *head, *tail;
};

/** import_world_expect() - each row becomes what it should, in its frame */
static inline void
import_world_expect(import_fn *read, const struct import_frame *frame,
    const struct import_row *rows, size_t n)
{
	struct import_told told;
	char text[4096], want[4096], *ini;

	for (size_t i = 0; i < n; i++) {
		snprintf(
		    text, sizeof(text), "%s%s", frame->before, rows[i].text);
		snprintf(want, sizeof(want), "%s%s%s", frame->head, rows[i].ini,
		    frame->tail);
		ini = import_world_translate(read, text, &told);
		ck_assert_msg(strcmp(ini, want) == 0, "%s\nbecame\n%s",
		    rows[i].text, ini);
		ck_assert_msg(strcmp(told.text, rows[i].told) == 0,
		    "%s\ntold\n%s", rows[i].text, told.text);
		free(ini);
	}
}

#endif
