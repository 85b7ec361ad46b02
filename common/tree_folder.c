/* SPDX-License-Identifier: ISC */
#include "common/tree_folder.h"

#include <errno.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

struct tree_folder {
	DIR *dir; /* NULL: nothing on disk */
	char **added;
	size_t n_added, next_added;
	int error;
	struct tree_entry entry;
};

struct tree_folder *
tree_folder_new(DIR *dir)
{
	struct tree_folder *folder = calloc(1, sizeof(*folder));

	if (folder)
		folder->dir = dir;
	else if (dir)
		closedir(dir);
	return folder;
}

static bool
is_added(const struct tree_folder *folder, const char *name)
{
	for (size_t i = 0; i < folder->n_added; i++)
		if (strcmp(folder->added[i], name) == 0)
			return true;
	return false;
}

int
tree_folder_add(struct tree_folder *folder, const char *name)
{
	char **added, *copy;

	if (is_added(folder, name))
		return 0;
	added = realloc(
	    folder->added, (folder->n_added + 1) * sizeof(*folder->added));
	if (!added)
		return -ENOMEM;
	folder->added = added;
	copy = strdup(name);
	if (!copy)
		return -ENOMEM;
	added[folder->n_added++] = copy;
	return 0;
}

static bool
is_passed_over(const struct tree_folder *folder, const char *name)
{
	return strcmp(name, ".") == 0 || strcmp(name, "..") == 0 ||
	    is_added(folder, name);
}

static const struct tree_entry *
give(struct tree_folder *folder, const char *name, unsigned char type)
{
	folder->entry = (struct tree_entry){ name, type };
	return &folder->entry;
}

const struct tree_entry *
tree_folder_next(struct tree_folder *folder)
{
	const struct dirent *entry;

	if (folder->next_added < folder->n_added)
		return give(
		    folder, folder->added[folder->next_added++], DT_UNKNOWN);
	while (folder->dir && (errno = 0, entry = readdir(folder->dir)))
		if (!is_passed_over(folder, entry->d_name))
			return give(folder, entry->d_name, entry->d_type);
	folder->error = folder->dir ? -errno : 0;
	return NULL;
}

int
tree_folder_error(const struct tree_folder *folder)
{
	return folder->error;
}

void
tree_folder_close(struct tree_folder *folder)
{
	if (!folder)
		return;
	if (folder->dir)
		closedir(folder->dir);
	for (size_t i = 0; i < folder->n_added; i++)
		free(folder->added[i]);
	free(folder->added);
	free(folder);
}
