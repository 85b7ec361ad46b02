/* SPDX-License-Identifier: ISC */
#ifndef COMMON_CONFIG_H
#define COMMON_CONFIG_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

#include "common/config_error.h"

/*
 * The INI file. A daemon describes its sections and keys in tables; one
 * reading collects the whole file first, then hands each value to its key's
 * setter (common/config_value.h has those that most keys share). Every error of
 * the file is reported, as file:line: message, with the nearest known name;
 * nothing of a file with an error may be used.
 */

enum {
	CONFIG_LINE_MAX = 4096,
	CONFIG_NAME_MAX = 49,	     /* a [section argument], a key */
	CONFIG_VALUE_MAX = 64 << 10, /* with its continuation lines */
	CONFIG_ENTRIES_MAX = 100000,
};

/**
 * A key's setter: put @entry's value into @field, the key's place in the
 * section's object. A value that does not fit is told with config_error().
 * Strings in @entry live as long as the reading: copy what is kept.
 */
typedef void config_set_fn(
    struct config *config, const struct config_entry *entry, void *field);

enum config_flags {
	CONFIG_REPEAT = 1, /* may stand more than once in a section */
	CONFIG_SUFFIX = 2, /* may be written key.SUFFIX, each suffix once */
};

/** struct config_key - one row of a section's table; ends with a NULL name */
struct config_key {
	const char *name;
	config_set_fn *set;
	size_t offset; /* of the field in the section's object */
	unsigned flags;
};

/**
 * struct config_section - a section that this daemon reads
 *
 * The list ends with a NULL name. @open gives the object that the section's
 * values go into (for [host web1], a new host), from @settings; it may refuse
 * with config_error() and NULL. Without @open it is @settings + @offset.
 */
struct config_section {
	const char *name;
	const struct config_key *keys;
	void *(*open)(struct config *config, const struct config_entry *entry,
	    void *settings);
	size_t offset;
	bool takes_argument;
	/* The setter of keys that no row is for, with the whole of KEY.SUFFIX
	 * in their entry's key; its field is the section's object. It is for a
	 * section that is another daemon's, too, who knows them and tells what
	 * is wrong. NULL: they are errors. */
	config_set_fn *rest;
};

/**
 * config_read() - read @path into @settings
 * @sections: this daemon's; another daemon's section is passed over, and a
 *	name that no daemon knows is an error
 *
 * Errors are logged as they are found, at most CONFIG_ERRORS_MAX of them.
 * Return: 0; 1 when the file has errors (all reported); -errno when it cannot
 * be read (also logged).
 */
int config_read(
    const char *path, const struct config_section *sections, void *settings);

/**
 * config_read_section() - read @file, which holds the keys of one section alone
 * @path: its name, for errors
 * @section, @argument: the section that keys before any [section] are of
 *
 * Return: as config_read(); @file stays open.
 */
int config_read_section(FILE *file, const char *path, const char *section,
    const char *argument, const struct config_section *sections,
    void *settings);

/** config_path() - the file that is read, for errors that show only when all
 * of it is known; as long-lived as config_read()'s @path */
const char *config_path(const struct config *config);

/** config_nearest() - the closest of @names to @word, if close enough to be
 * meant (a third of its letters, rounded up); else NULL. @names ends with NULL.
 */
const char *config_nearest(const char *word, const char *const *names);

#endif
