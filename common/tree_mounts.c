/* SPDX-License-Identifier: ISC */
#include "common/tree_mounts.h"

#include <assert.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>

/* Takes @mount over, but for its name, which is copied. */
static int
add(struct tree_mounts *mounts, const struct tree_mount *mount, const char *at)
{
	struct tree_mount *all;
	char *copy;

	for (unsigned i = 0; i < mounts->n; i++)
		if (strcmp(mounts->all[i].at, at) == 0 &&
		    !mounts->all[i].find == !mount->find)
			return -EEXIST;
	all = realloc(mounts->all, (mounts->n + 1) * sizeof(*all));
	if (!all)
		return -ENOMEM;
	mounts->all = all;
	copy = strdup(at);
	if (!copy)
		return -ENOMEM;
	all[mounts->n] = *mount;
	all[mounts->n++].at = copy;
	return 0;
}

int
tree_mounts_add(struct tree_mounts *mounts, const char *at, struct tree *below,
    tree_find_fn *find)
{
	const struct tree_mount mount = { .below = below, .find = find };
	int r = add(mounts, &mount, at);

	if (r == 0)
		tree_ref(below);
	return r;
}

static int
find_nothing(const struct tree *below, char *ret_name)
{
	(void)below;
	(void)ret_name;
	return -ENOENT;
}

int
tree_mounts_add_made(struct tree_mounts *mounts, const char *at, uint64_t size,
    const struct timespec *mtime)
{
	const struct tree_mount mount = {
		.find = find_nothing,
		.size = size,
		.mtime = *mtime,
	};

	return add(mounts, &mount, at);
}

void
tree_mounts_free(struct tree_mounts *mounts)
{
	for (unsigned i = 0; i < mounts->n; i++) {
		free(mounts->all[i].at);
		tree_unref(mounts->all[i].below);
	}
	free(mounts->all);
	*mounts = (struct tree_mounts){ 0 };
}

/* What of @path is below @folder, "" for the folder itself; NULL: nothing. */
static const char *
rest_below(const char *folder, const char *path)
{
	size_t len = strlen(folder);

	assert(path);
	if (len == 0)
		return path;
	if (strncmp(path, folder, len) != 0)
		return NULL;
	if (path[len] == '/')
		return path + len + 1;
	return path[len] == '\0' ? path + len : NULL;
}

const struct tree_mount *
tree_mounts_cover(
    const struct tree_mounts *mounts, const char *path, const char **ret_rest)
{
	const struct tree_mount *found = NULL;

	for (unsigned i = 0; i < mounts->n; i++) {
		const struct tree_mount *mount = &mounts->all[i];
		const char *rest =
		    mount->find ? NULL : rest_below(mount->at, path);

		if (!rest || (found && strlen(found->at) > strlen(mount->at)))
			continue;
		found = mount;
		*ret_rest = rest;
	}
	return found;
}

const struct tree_mount *
tree_mounts_file(const struct tree_mounts *mounts, const char *path)
{
	for (unsigned i = 0; i < mounts->n; i++)
		if (mounts->all[i].find && strcmp(mounts->all[i].at, path) == 0)
			return &mounts->all[i];
	return NULL;
}

bool
tree_mounts_child(const struct tree_mounts *mounts, unsigned i,
    const char *path, char *ret_name)
{
	const char *rest = rest_below(path, mounts->all[i].at);
	size_t len;

	if (!rest || *rest == '\0')
		return false;
	len = strcspn(rest, "/");
	memcpy(ret_name, rest, len);
	ret_name[len] = '\0';
	return true;
}

bool
tree_mounts_is_above(const struct tree_mounts *mounts, const char *path)
{
	for (unsigned i = 0; i < mounts->n; i++) {
		const char *rest = rest_below(path, mounts->all[i].at);

		if (rest && *rest)
			return true;
	}
	return false;
}
