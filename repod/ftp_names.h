/* SPDX-License-Identifier: ISC */
#ifndef REPOD_FTP_NAMES_H
#define REPOD_FTP_NAMES_H

#include <stdbool.h>
#include <stddef.h>

#include "common/address.h"
#include "common/tree.h"
#include "repod/access.h"

/* The names that a listing tells: those in a folder, or those below it that a
 * pattern means. */

enum {
	/* Octets of names that can be listed: about 400,000 of them. More
	 * fail; a folder is never listed in part. */
	FTP_NAMES_MAX = 16 << 20,
	/* Names that are read for one listing, matched or not: patterns over
	 * links in a circle would go on for ever (CVE-2011-0762). */
	FTP_NAMES_READ_MAX = 1 << 20,
};

/** struct ftp_names - names, sorted; zeroed, there are none */
struct ftp_names {
	char *octets; /* each with its NUL */
	size_t len, size;
	char **sorted; /* into octets */
	size_t n;
};

/** struct ftp_scope - where names are looked for, and for whom */
struct ftp_scope {
	const struct tree *tree;
	const struct access *access; /* NULL: everybody may have everything */
	union endpoint peer;
};

/**
 * ftp_names_read() - read folders in @scope; blocks
 * @folder: below the root, as path_resolve() gives it
 * @only: NULL: every name in @folder; else what this means below it, up to
 *	FTP_LINE_MAX octets
 * @is_glob: each of its parts may be a pattern, none climbs; else it is one
 *	exact name
 * @ret_names: out; ftp_names_free() is the caller's, also on failure
 *
 * A name is what stands behind @folder and its slash. Whether it is there and
 * can be had is not looked at, but no folder below @folder is entered that the
 * peer may not have; a name that holds a line end is left out.
 *
 * Return: 0; -EFBIG over FTP_NAMES_MAX or FTP_NAMES_READ_MAX; -ENOMEM; as
 * tree_open_folder() of @folder.
 */
int ftp_names_read(const struct ftp_scope *scope, const char *folder,
    const char *only, bool is_glob, struct ftp_names *ret_names);

/** ftp_names_free() - none are left */
void ftp_names_free(struct ftp_names *names);

#endif
