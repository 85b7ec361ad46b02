/* SPDX-License-Identifier: ISC */
#include "tftpd/lookup.h"

#include <errno.h>
#include <stdbool.h>

#include "tftpd/names.h"

static bool
is_missing(int error)
{
	return error == -ENOENT || error == -ENOTDIR;
}

int
lookup_open(const struct tree *tree, const char *root, const char *name,
    struct tree_file *ret_file)
{
	struct names names;
	int first = -ENAMETOOLONG;

	names_of(root, name, &names);
	for (size_t i = 0; i < names.n; i++) {
		int r = tree_open_file(tree, names.name[i], ret_file);

		if (i == 0)
			first = r;
		if (!is_missing(r))
			return r;
	}
	return first;
}
