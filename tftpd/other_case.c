/* SPDX-License-Identifier: ISC */
#include "tftpd/other_case.h"

#include <errno.h>
#include <string.h>

#include "common/path.h"
#include "common/text.h"

/* The entry of the folder @at that is @part but for case, into @ret_entry, of
 * PATH_NAME_MAX. Return: 0; -ENOENT. */
static int
find_entry(const struct tree *tree, const char *at, const char *part,
    unsigned *budget, char *ret_entry)
{
	const struct tree_entry *entry;
	struct tree_folder *folder;
	bool is_found = false;

	if (tree_open_folder(tree, at, &folder) < 0)
		return -ENOENT;
	while (*budget > 0 && (entry = tree_folder_next(folder)) != NULL) {
		(*budget)--;
		if (!text_equal(entry->name, part) ||
		    (is_found && strcmp(entry->name, ret_entry) > 0))
			continue;
		memcpy(ret_entry, entry->name, strlen(entry->name) + 1);
		is_found = true;
	}
	tree_folder_close(folder);
	/* Half a folder does not tell which comes first. */
	return is_found && *budget > 0 ? 0 : -ENOENT;
}

/* Put @part, or what it is in @tree, behind @at. */
static int
descend(const struct tree *tree, char *at, const char *part, unsigned *budget)
{
	char below[PATH_NAME_MAX], entry[PATH_NAME_MAX];
	struct stat st;
	int r;

	if (!path_resolve(at, part, below))
		return -ENOENT;
	if (tree_stat(tree, below, &st) < 0) {
		r = find_entry(tree, at, part, budget, entry);
		if (r < 0 || !path_resolve(at, entry, below))
			return -ENOENT;
	}
	memcpy(at, below, strlen(below) + 1);
	return 0;
}

int
other_case_find(const struct tree *tree, const char *name, char *ret_name)
{
	unsigned budget = OTHER_CASE_ENTRIES_MAX;
	char wanted[PATH_NAME_MAX], found[PATH_NAME_MAX] = "";
	char *part = wanted;

	if (!path_resolve("", name, wanted) || !*wanted)
		return -ENOENT;
	while (part) {
		char *slash = strchr(part, '/');
		int r;

		if (slash)
			*slash++ = '\0';
		r = descend(tree, found, part, &budget);
		if (r < 0)
			return r;
		part = slash;
	}
	memcpy(ret_name, found, strlen(found) + 1);
	return 0;
}
