/* SPDX-License-Identifier: ISC */
#ifndef TFTPD_LOOKUP_H
#define TFTPD_LOOKUP_H

#include <stdbool.h>

#include "common/path.h"
#include "common/tree.h"

/** struct lookup - where a client's names are looked up; all borrowed */
struct lookup {
	const struct tree *tree;
	const char *root;      /* the path of @tree, absolute */
	const char *folder;    /* of its own, looked into first; or NULL */
	const char *boot_file; /* the EFI program that it took last, or NULL */
	/* Told of each name that is tried and what came of it: 0, or -errno.
	 * May be NULL. */
	void (*tried)(
	    void *owner, const char *name, const char *repair, int error);
	void *owner;
};

/** struct lookup_found - what a name meant */
struct lookup_found {
	struct tree_file file;	  /* the caller's to close */
	char name[PATH_NAME_MAX]; /* below the root */
	const char *repair;	  /* what had to be done, in words; or NULL */
};

/**
 * lookup_open() - open what a client means by @name
 * @name: as the client sent it
 *
 * Each name is looked for in the machine's own folder, which no ".." leads out
 * of, and then below the root. Tries, until one is not missing, what names_of()
 * gives, the last of these in another case, and names_of_second_stage().
 * Return: 0; as tree_open_file() for the first name that is not missing, or
 * for the name as it came.
 */
int lookup_open(const struct lookup *lookup, const char *name,
    struct lookup_found *ret_found);

/** lookup_has() - whether a file is there by @name just as it is */
bool lookup_has(const struct lookup *lookup, const char *name);

#endif
