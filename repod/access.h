/* SPDX-License-Identifier: ISC */
#ifndef REPOD_ACCESS_H
#define REPOD_ACCESS_H

#include <errno.h>
#include <stdbool.h>

#include "common/address.h"
#include "common/network.h"
#include "common/path.h"

/*
 * Who may have what: networks for a path and what is below it. The longest
 * path that a name is at or below decides, alone. It goes by the name that is
 * asked for; a link elsewhere in the tree is another name. Pure.
 */

enum {
	ACCESS_RULES_MAX = 64,
	ACCESS_NETWORKS_MAX = 32,
	/* What a [path NAME] has room for, with its NUL. */
	ACCESS_PATH_MAX = 50,
	/* What refuses a peer, among the errors of common/tree.h. */
	ACCESS_REFUSED = -EPERM,
};

/** struct access_rule - for @path, "" being all of the tree */
struct access_rule {
	char path[ACCESS_PATH_MAX]; /* as path_resolve() gives it */
	bool is_set;		    /* else everybody may */
	unsigned n;
	struct network networks[ACCESS_NETWORKS_MAX];
};

/** struct access - all zero: everybody may have everything */
struct access {
	struct access_rule root;
	unsigned n;
	struct access_rule rules[ACCESS_RULES_MAX];
};

/** access_find() - the rule for just this @path. Return: NULL where there is
 * none. */
struct access_rule *access_find(struct access *access, const char *path);

/** access_allows() - whether @peer may have @path, as path_resolve() gives it
 */
bool access_allows(
    const struct access *access, const char *path, const union endpoint *peer);

/** access_welcomes() - whether there may be anything at all that @peer may
 * have */
bool access_welcomes(const struct access *access, const union endpoint *peer);

#endif
