/* SPDX-License-Identifier: ISC */
#include "repod/repository_find.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "common/glob.h"
#include "common/path.h"

struct finder {
	const struct tree *tree;
	char text[REPOSITORY_FILE_MAX]; /* of the file that was read last */
	size_t len;
	const char *packages; /* the pattern that counts */
	unsigned n_folders;
	unsigned n_entries;
	struct repository *found;
};

/* The beginning of the file @name below @path. Return: whether there is one
 * with something in it. */
static bool
read_file(struct finder *finder, const char *path, const char *name)
{
	char full[PATH_NAME_MAX];
	struct tree_file file;
	ssize_t n;

	if (!path_resolve(path, name, full) ||
	    tree_open_file(finder->tree, full, &file) < 0)
		return false;
	n = tree_read(&file, finder->text, sizeof(finder->text), 0);
	tree_close(&file);
	finder->len = n > 0 ? (size_t)n : 0;
	return n > 0;
}

/* --- counting packages --- */

static bool
is_folder(const struct finder *finder, const char *full,
    const struct tree_entry *entry)
{
	struct stat st;

	if (entry->type != DT_UNKNOWN)
		return entry->type == DT_DIR;
	return tree_stat(finder->tree, full, &st) == 0 && S_ISDIR(st.st_mode);
}

static void count_packages(
    struct finder *finder, const char *path, unsigned depth);

static void
count_entry(struct finder *finder, const char *path,
    const struct tree_entry *entry, unsigned depth)
{
	char full[PATH_NAME_MAX];

	if (entry->name[0] == '.' || !path_resolve(path, entry->name, full))
		return;
	if (glob_match(finder->packages, entry->name))
		finder->found->n_packages++;
	else if (depth > 0 && is_folder(finder, full, entry))
		count_packages(finder, full, depth - 1);
}

/* Below @path, @depth folders deep: pool/main/b/bash is the deepest kind. */
static void
count_packages(struct finder *finder, const char *path, unsigned depth)
{
	const struct tree_entry *entry;
	struct tree_folder *folder;

	if (finder->n_folders++ >= REPOSITORY_FOLDERS_MAX) {
		finder->found->has_more_packages = true;
		return;
	}
	if (tree_open_folder(finder->tree, path, &folder) < 0)
		return;
	while ((entry = tree_folder_next(folder))) {
		if (finder->n_entries++ >= REPOSITORY_ENTRIES_MAX) {
			finder->found->has_more_packages = true;
			break;
		}
		count_entry(finder, path, entry, depth);
	}
	tree_folder_close(folder);
}

/* --- Debian archives --- */

static void
find_suites_below(struct finder *finder, const char *path)
{
	char dists[PATH_NAME_MAX], release[PATH_NAME_MAX];
	const struct tree_entry *entry;
	struct tree_folder *folder;

	if (!path_resolve(path, "dists", dists) ||
	    tree_open_folder(finder->tree, dists, &folder) < 0)
		return;
	while ((entry = tree_folder_next(folder))) {
		/* A link is another name of a suite that is there, too. */
		if (entry->name[0] == '.' || entry->type == DT_LNK ||
		    !path_resolve(dists, entry->name, release))
			continue;
		if (read_file(finder, release, "Release"))
			repository_read_release(
			    finder->text, finder->len, false, finder->found);
	}
	tree_folder_close(folder);
}

/* The suite's own folder, ARCHIVE/dists/NAME, or packages all in one. */
static void
find_suite_here(struct finder *finder, const char *path)
{
	char above[PATH_NAME_MAX];
	bool is_suite = path_resolve(path, "..", above) &&
	    strcmp(path_last(above), "dists") == 0;

	if (!read_file(finder, path, "Release"))
		return;
	repository_read_release(
	    finder->text, finder->len, !is_suite, finder->found);
	finder->found->n_above = is_suite ? 2 : 0;
}

static void
find_archive(struct finder *finder, const char *path)
{
	struct repository *found = finder->found;
	char top[PATH_NAME_MAX], pool[PATH_NAME_MAX];

	find_suites_below(finder, path);
	if (found->n_suites == 0)
		find_suite_here(finder, path);
	if (found->n_suites == 0)
		return;
	finder->packages = "*.deb";
	if (found->suites[0].codename[0] == '.')
		count_packages(finder, path, 0);
	else if (path_resolve(path, found->n_above ? "../.." : "", top) &&
	    path_resolve(top, "pool", pool))
		count_packages(finder, pool, 4);
}

/* --- trees of RPMs --- */

static void
find_key(struct finder *finder, const char *path)
{
	char *key = finder->found->key;
	const struct tree_entry *entry;
	struct tree_folder *folder;

	if (tree_open_folder(finder->tree, path, &folder) < 0)
		return;
	for (unsigned i = 0; i < REPOSITORY_ENTRIES_MAX && !key[0] &&
	     (entry = tree_folder_next(folder));
	     i++)
		if (glob_match("RPM-GPG-KEY*", entry->name) &&
		    strlen(entry->name) < REPOSITORY_TEXT_MAX)
			memcpy(key, entry->name, strlen(entry->name) + 1);
	tree_folder_close(folder);
}

static void
find_tree(struct finder *finder, const char *path)
{
	struct repository *found = finder->found;

	if (read_file(finder, path, ".treeinfo") ||
	    read_file(finder, path, "treeinfo"))
		repository_read_treeinfo(finder->text, finder->len, found);
	found->is_rpm = read_file(finder, path, "repodata/repomd.xml");
	if (!found->is_rpm && !found->is_tree)
		return;
	find_key(finder, path);
	finder->packages = "*.rpm";
	count_packages(finder, path, 3);
}

bool
repository_find(const struct tree *tree, const char *path,
    struct repository *ret_repository)
{
	struct finder *finder = calloc(1, sizeof(*finder));

	*ret_repository = (struct repository){ 0 };
	if (!finder)
		return false;
	finder->tree = tree;
	finder->found = ret_repository;
	find_tree(finder, path);
	if (!repository_has_packages(ret_repository))
		find_archive(finder, path);
	if (read_file(finder, path, ".disk/info"))
		repository_read_disk_info(
		    finder->text, finder->len, ret_repository);
	free(finder);
	return repository_has_packages(ret_repository) ||
	    ret_repository->is_disk;
}
