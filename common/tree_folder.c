/* SPDX-License-Identifier: ISC */
#include "common/tree_folder.h"

#include <errno.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

struct tree_folder {
	DIR *dir;	     /* NULL: nothing on disk */
	struct image *image; /* NULL: nothing in one */
	uint32_t at, end;    /* in its index */
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

struct tree_folder *
tree_folder_of_image(struct image *image, const struct image_entry *folder)
{
	struct tree_folder *names = tree_folder_new(NULL);

	if (!names) {
		image_unref(image);
		return NULL;
	}
	names->image = image;
	names->at = folder->first;
	names->end = folder->first + folder->n;
	return names;
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

static const struct tree_entry *
next_of_image(struct tree_folder *folder)
{
	while (folder->at < folder->end) {
		const struct image_index *index = &folder->image->index;
		const struct image_entry *entry = &index->entries[folder->at++];
		const char *name = image_index_name(index, entry);

		if (!is_added(folder, name))
			return give(folder, name, IFTODT(entry->mode));
	}
	return NULL;
}

const struct tree_entry *
tree_folder_next(struct tree_folder *folder)
{
	const struct dirent *entry;

	if (folder->next_added < folder->n_added)
		return give(
		    folder, folder->added[folder->next_added++], DT_UNKNOWN);
	if (folder->image)
		return next_of_image(folder);
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
	image_unref(folder->image);
	for (size_t i = 0; i < folder->n_added; i++)
		free(folder->added[i]);
	free(folder->added);
	free(folder);
}
