/* SPDX-License-Identifier: ISC */
#ifndef COMMON_PATH_H
#define COMMON_PATH_H

#include <stdbool.h>
#include <stddef.h>

enum {
	/* The longest name a peer may ask for, with its NUL. */
	PATH_NAME_MAX = 1024,
};

/**
 * path_resolve() - the name below a root that @name means, seen from @base
 * @base: a result of this function; "" is the root itself
 * @name: as the peer gave it; a leading slash starts at the root
 * @out: room for PATH_NAME_MAX; "a/b" without a slash at either end, "" for
 *	the root; may be @base or @name
 *
 * Repeated slashes and "." vanish; ".." climbs and stops at the root, as
 * RFC 3986 5.2.4 has it. Pure text: it knows of no symlink, and confinement
 * does not rest on it (see common/tree.h).
 *
 * Return: false where the result does not fit @out.
 */
bool path_resolve(const char *base, const char *name, char *out);

/** path_last() - the part of @path behind its last slash, borrowed */
const char *path_last(const char *path);

#endif
