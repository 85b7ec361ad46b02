/* SPDX-License-Identifier: ISC */
#ifndef DHCPD_IMPORT_H
#define DHCPD_IMPORT_H

#include <stddef.h>

/*
 * A bootyard.ini(5) that is being made from another server's configuration.
 * What goes in is checked on the way, so that what comes out passes dhcpd -t;
 * what does not fit is named, with the file and line that it came from, and
 * left out. Running out of memory is kept until import_print().
 */

enum {
	IMPORT_FILES_MAX = 256, /* that are included, folders counted */
};

/** What cannot be carried over, for the administrator. */
typedef void import_note_fn(
    void *owner, const char *file, unsigned line, const char *text);

/** import_open_fn - the text of the file @path for an include, malloc'd.
 * Return: 0; -errno. */
typedef int import_open_fn(
    void *owner, const char *path, char **ret_text, size_t *ret_len);

/** import_list_fn - the names in the folder @path in order, each with a NUL
 * and one more NUL at the end, malloc'd. Return: 0; -ENOTDIR; -errno. */
typedef int import_list_fn(void *owner, const char *path, char **ret_names);

/** struct import_world - what is outside of it */
struct import_world {
	import_note_fn *note;
	import_open_fn *open;
	import_list_fn *list;
	void *owner;
};

/** struct import - opaque */
struct import;

/** import_new() - nothing yet. Return: NULL without memory. */
struct import *import_new(const struct import_world *world);

/** import_free() - NULL is allowed */
void import_free(struct import *import);

/**
 * import_open() - read the file @path for an include
 * @ret_name, @ret_text: @import's
 *
 * Return: 0; -errno, noted, also for more than IMPORT_FILES_MAX files.
 */
int import_open(struct import *import, const char *path, const char **ret_name,
    const char **ret_text, size_t *ret_len);

/** import_list() - the names in the folder @path, as import_list_fn says
 * @ret_names: @import's
 *
 * Return: 0; -ENOTDIR; another -errno, as -EMFILE for more than
 * IMPORT_FILES_MAX. Not noted. */
int import_list(
    struct import *import, const char *path, const char **ret_names);

/** import_at() - what follows comes from this line of @file, which must live as
 * long as @import */
void import_at(struct import *import, const char *file, unsigned line);

/** import_file() - the file of import_at() */
const char *import_file(const struct import *import);

/** import_note() - say that something of the present line is not carried
 * over, or what an administrator must look at */
void import_note(struct import *import, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

#endif
