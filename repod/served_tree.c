/* SPDX-License-Identifier: ISC */
#include "repod/served_tree.h"

#include <string.h>

#include "common/log.h"

int
served_tree_open(const struct repod_settings *settings,
    const struct repos_images *before, struct tree **ret_tree,
    struct repos_images *ret_images)
{
	const char *root = repod_config_root(settings);
	struct tree *tree;
	int r = tree_open(root, settings->is_private, &tree);

	if (r < 0) {
		log_error("cannot serve %s: %s; make the folder, or name "
			  "another with root = or -d",
		    root, strerror(-r));
		return r;
	}
	r = repos_mount(&settings->answers->repos, tree, REPOS_PATHS,
	    settings->is_private, before, ret_images);
	if (r < 0) {
		log_error("out of memory");
		tree_unref(tree);
	} else {
		*ret_tree = tree;
	}
	return r;
}
