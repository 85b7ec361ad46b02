/* SPDX-License-Identifier: ISC */
#include "common/check/check_walk.h"

#include <stdlib.h>
#include <string.h>

struct walk {
	const struct check_root *root;
	check_walk_fn *fn;
	void *owner;
	unsigned n_names;
	unsigned n_folders;
	struct {
		dev_t device;
		ino_t inode;
	} folders[CHECK_WALK_FOLDERS_MAX];
};

/* The names in one folder. */
struct names {
	size_t n;
	char **list;
};

static int
compare(const void *a, const void *b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

static void
free_names(struct names *names)
{
	for (size_t i = 0; i < names->n; i++)
		free(names->list[i]);
	free(names->list);
}

static void
add_name(struct names *names, const char *name)
{
	char **list;

	/* Grown by doubling, at powers of two. */
	if ((names->n & (names->n - 1)) == 0) {
		list = reallocarray(names->list,
		    names->n > 0 ? 2 * names->n : 1, sizeof(*list));
		if (!list)
			return;
		names->list = list;
	}
	names->list[names->n] = strdup(name);
	if (names->list[names->n])
		names->n++;
}

static struct names
read_folder(struct walk *walk, const char *path)
{
	struct names names = { 0 };
	const struct tree_entry *entry;
	struct tree_folder *folder;

	if (tree_open_folder(walk->root->tree, path, &folder) < 0)
		return names;
	while (walk->n_names < CHECK_WALK_NAMES_MAX &&
	    (entry = tree_folder_next(folder))) {
		walk->n_names++;
		if (entry->name[0] != '.')
			add_name(&names, entry->name);
	}
	tree_folder_close(folder);
	if (names.n > 0)
		qsort(names.list, names.n, sizeof(*names.list), compare);
	return names;
}

static bool
is_new(struct walk *walk, const struct stat *st)
{
	for (unsigned i = 0; i < walk->n_folders; i++)
		if (walk->folders[i].device == st->st_dev &&
		    walk->folders[i].inode == st->st_ino)
			return false;
	if (walk->n_folders == CHECK_WALK_FOLDERS_MAX)
		return false;
	walk->folders[walk->n_folders].device = st->st_dev;
	walk->folders[walk->n_folders++].inode = st->st_ino;
	return true;
}

static bool
is_over(const struct walk *walk)
{
	return walk->root->is_over && atomic_load(walk->root->is_over);
}

static void enter(struct walk *walk, const char *path, unsigned depth);

static void
visit(struct walk *walk, const char *path, unsigned depth)
{
	struct check_walk_entry entry = { .path = path,
		.name = path_last(path) };
	struct stat st;

	if (tree_stat(walk->root->tree, path, &st) < 0) {
		/* A name that cannot be had is worth a word of the caller's. */
		walk->fn(walk->owner, &entry);
		return;
	}
	entry.is_folder = S_ISDIR(st.st_mode);
	if (entry.is_folder && !is_new(walk, &st))
		return;
	if (walk->fn(walk->owner, &entry) && entry.is_folder &&
	    depth < CHECK_WALK_DEPTH_MAX)
		enter(walk, path, depth + 1);
}

static void
enter(struct walk *walk, const char *path, unsigned depth)
{
	struct names names = read_folder(walk, path);
	char full[PATH_NAME_MAX];

	for (size_t i = 0; i < names.n && !is_over(walk); i++)
		if (path_resolve(path, names.list[i], full))
			visit(walk, full, depth);
	free_names(&names);
}

void
check_walk(const struct check_root *root, check_walk_fn *fn, void *owner)
{
	check_walk_below(root, "", fn, owner);
}

void
check_walk_below(const struct check_root *root, const char *path,
    check_walk_fn *fn, void *owner)
{
	struct walk *walk = calloc(1, sizeof(*walk));

	if (!walk)
		return;
	walk->root = root;
	walk->fn = fn;
	walk->owner = owner;
	visit(walk, path, 0);
	free(walk);
}
