/* SPDX-License-Identifier: ISC */
#include "common/repos_mount.h"

#include <errno.h>
#include <libgen.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "common/boot_pair.h"
#include "common/image/image_read.h"
#include "common/log.h"
#include "common/path.h"

/* Where one call of repos_mount() has come to. */
struct mounting {
	struct tree *tree;
	unsigned how;
	bool is_private;
	const struct repos_images *before;
	struct repos_images images;
};

static bool
is_folder(const char *path)
{
	struct stat st;

	return stat(path, &st) == 0 && S_ISDIR(st.st_mode);
}

/* The image of @repo, as it was known before, or a new one. */
static struct image_source *
take_image(struct mounting *mounting, const struct repo *repo)
{
	const struct repos_images *before = mounting->before;

	for (size_t i = 0; before && i < before->n; i++)
		if (image_source_is(before->all[i], repo->name, repo->source,
			mounting->is_private))
			return image_source_ref(before->all[i]);
	return image_source_new(
	    repo->name, repo->source, mounting->is_private, image_read);
}

static int
keep_image(struct repos_images *images, struct image_source *source)
{
	struct image_source **grown =
	    reallocarray(images->all, images->n + 1, sizeof(*grown));

	if (!grown)
		return -ENOMEM;
	images->all = grown;
	grown[images->n++] = image_source_ref(source);
	return 0;
}

static int
open_image(
    struct mounting *mounting, const struct repo *repo, struct tree **ret_tree)
{
	struct image_source *source = take_image(mounting, repo);
	int r = source ? keep_image(&mounting->images, source) : -ENOMEM;

	if (r == 0)
		r = tree_of_image(source, mounting->is_private, ret_tree);
	image_source_unref(source);
	return r;
}

/* Return: 0; 1, told, where there is none; -ENOMEM. */
static int
open_source(
    struct mounting *mounting, const struct repo *repo, struct tree **ret_tree)
{
	int r;

	if (!is_folder(repo->source))
		return open_image(mounting, repo, ret_tree);
	r = tree_open(repo->source, mounting->is_private, ret_tree);
	if (r < 0 && r != -ENOMEM && !(mounting->how & REPOS_QUIET))
		log_error("[repo %s] cannot serve %s: %s", repo->name,
		    repo->source, strerror(-r));
	return r < 0 && r != -ENOMEM ? 1 : r;
}

/* What a [repo] with boot = yes puts into the boot tree, below its name. */
static const struct {
	const char *name;
	tree_find_fn *find;
} boot_files[] = {
	{ "vmlinuz", boot_pair_kernel },
	{ "initrd.img", boot_pair_initrd },
};

enum {
	N_BOOT_FILES = sizeof(boot_files) / sizeof(boot_files[0])
};

static int
mount_boot(
    struct mounting *mounting, const struct repo *repo, struct tree *below)
{
	char at[PATH_NAME_MAX];
	int r = 0;

	for (size_t i = 0; r == 0 && i < N_BOOT_FILES; i++)
		if (path_resolve(repo->name, boot_files[i].name, at))
			r = tree_mount_file(
			    mounting->tree, at, below, boot_files[i].find);
	return r;
}

static int
mount_repo(struct mounting *mounting, const struct repo *repo)
{
	bool has_path = mounting->how & REPOS_PATHS && repo->path;
	struct tree *below = NULL;
	int r;

	if (!repo->source || (!has_path && !repo->has_boot))
		return 0;
	r = open_source(mounting, repo, &below);
	if (r == 0 && has_path)
		r = tree_mount(mounting->tree, repo->path, below);
	if (r == 0 && repo->has_boot)
		r = mount_boot(mounting, repo, below);
	tree_unref(below);
	return r;
}

int
repos_mount(const struct repos *repos, struct tree *tree, unsigned how,
    bool is_private, const struct repos_images *before,
    struct repos_images *ret_images)
{
	struct mounting mounting = {
		.tree = tree,
		.how = how,
		.is_private = is_private,
		.before = before,
	};
	int n_missing = 0;

	for (size_t i = 0; i < repos->n; i++) {
		int r = mount_repo(&mounting, &repos->all[i]);

		if (r < 0) {
			repos_images_free(&mounting.images);
			return r;
		}
		n_missing += r;
	}
	*ret_images = mounting.images;
	return n_missing;
}

int
repos_images_copy(
    const struct repos_images *images, struct repos_images *ret_copy)
{
	struct repos_images copy = { 0 };
	int r = 0;

	for (size_t i = 0; r == 0 && i < images->n; i++)
		r = keep_image(&copy, images->all[i]);
	if (r < 0)
		repos_images_free(&copy);
	else
		*ret_copy = copy;
	return r;
}

int
repos_images_read(const struct repos_images *images)
{
	int n_bad = 0;

	for (size_t i = 0; i < images->n; i++) {
		image_source_check(images->all[i], false);
		n_bad += image_source_tell(images->all[i]) < 0;
	}
	return n_bad;
}

void
repos_images_free(struct repos_images *images)
{
	for (size_t i = 0; i < images->n; i++)
		image_source_unref(images->all[i]);
	free(images->all);
	*images = (struct repos_images){ 0 };
}

/* Return: 1 where there is none; else 0. */
static int
check_boot_file(const struct repo *repo, const char *name,
    const struct tree *tree, const char *root)
{
	char at[PATH_NAME_MAX], path[PATH_MAX];
	struct stat st;

	if (!path_resolve(repo->name, name, at) ||
	    snprintf(path, sizeof(path), "%s/%s", root, at) >=
		(int)sizeof(path))
		return 0;
	if (lstat(path, &st) == 0) {
		log_warn("%s is a file of its own, and served in place of the "
			 "one in %s: remove it, or boot = no in [repo %s]",
		    path, repo->source, repo->name);
		return 0;
	}
	if (tree_stat(tree, at, &st) == 0)
		return 0;
	log_error("[repo %s] boot = yes, but in %s is no %s that the boot "
		  "could begin with: neither its .treeinfo names one, nor is "
		  "it in images/pxeboot, isolinux, casper or install.amd",
	    repo->name, repo->source,
	    strcmp(name, boot_files[0].name) == 0 ? "kernel" : "initrd");
	return 1;
}

int
repos_boot_check(
    const struct repos *repos, const struct tree *tree, const char *root)
{
	int n_errors = 0;

	for (size_t i = 0; i < repos->n; i++)
		for (size_t k = 0; repos->all[i].has_boot && k < N_BOOT_FILES;
		     k++)
			n_errors += check_boot_file(
			    &repos->all[i], boot_files[k].name, tree, root);
	return n_errors;
}

void
repos_allow(const struct repos *repos, struct sandbox *sandbox)
{
	char path[PATH_MAX];

	for (size_t i = 0; i < repos->n; i++) {
		const char *source = repos->all[i].source;

		if (!source ||
		    snprintf(path, sizeof(path), "%s", source) >=
			(int)sizeof(path))
			continue;
		sandbox_allow_path(
		    sandbox, is_folder(source) ? source : dirname(path), false);
	}
}
