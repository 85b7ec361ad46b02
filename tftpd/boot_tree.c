/* SPDX-License-Identifier: ISC */
#include "tftpd/boot_tree.h"

#include <string.h>

#include "common/log.h"

int
boot_tree_open(const struct tftpd_settings *settings,
    const struct repos_images *before, struct tree **ret_tree,
    struct repos_images *ret_images)
{
	const char *path = settings->site.root;
	struct tree *tree;
	int r = tree_open(path, settings->is_private, &tree);

	if (r < 0) {
		log_error("cannot serve %s: %s; make the folder, or name "
			  "another with root = or -s",
		    path, strerror(-r));
		return r;
	}
	r = repos_mount(&settings->repos, tree, 0, settings->is_private, before,
	    ret_images);
	if (r < 0) {
		log_error("out of memory");
		tree_unref(tree);
	} else {
		*ret_tree = tree;
	}
	return r;
}

int
boot_tree_trial(void *opaque)
{
	const struct tftpd_settings *settings = opaque;
	struct repos_images images;
	struct tree *tree;
	int n_errors = boot_tree_open(settings, NULL, &tree, &images);

	if (n_errors < 0)
		return 1;
	n_errors += repos_images_read(&images);
	n_errors +=
	    repos_boot_check(&settings->repos, tree, settings->site.root);
	repos_images_free(&images);
	tree_unref(tree);
	return n_errors;
}
