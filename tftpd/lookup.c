/* SPDX-License-Identifier: ISC */
#include "tftpd/lookup.h"

#include <errno.h>
#include <stdbool.h>
#include <string.h>

#include "tftpd/names.h"
#include "tftpd/other_case.h"

static bool
is_missing(int error)
{
	return error == -ENOENT || error == -ENOTDIR;
}

static int
open_as(const struct lookup *lookup, const char *name, const char *repair,
    struct lookup_found *ret_found)
{
	int r = tree_open_file(lookup->tree, name, &ret_found->file);

	if (lookup->tried)
		lookup->tried(lookup->owner, name, repair, r);
	if (r == 0) {
		memcpy(ret_found->name, name, strlen(name) + 1);
		ret_found->repair = repair;
	}
	return r;
}

static int
open_either(const struct lookup *lookup, const char *name, const char *repair,
    struct lookup_found *ret_found)
{
	char below[PATH_NAME_MAX], own[PATH_NAME_MAX];
	int r = -ENOENT;

	if (lookup->folder && path_resolve("", name, below) &&
	    path_resolve(lookup->folder, below, own))
		r = open_as(lookup, own, repair, ret_found);
	return is_missing(r) ? open_as(lookup, name, repair, ret_found) : r;
}

static int
open_names(const struct lookup *lookup, const struct names *names,
    struct lookup_found *ret_found)
{
	int first = -ENAMETOOLONG;

	for (size_t i = 0; i < names->n; i++) {
		int r = open_either(lookup, names->tried[i].text,
		    names->tried[i].repair, ret_found);

		if (i == 0)
			first = r;
		if (!is_missing(r))
			return r;
	}
	return first;
}

/* @name is as repaired as text can be. Return: as lookup_open(). */
static int
search(const struct lookup *lookup, const char *name,
    struct lookup_found *ret_found)
{
	char found[PATH_NAME_MAX];
	int r = -ENOENT;

	if (other_case_find(lookup->tree, name, found) == 0)
		r = open_as(lookup, found, "in another case", ret_found);
	if (is_missing(r) && lookup->boot_file &&
	    names_of_second_stage(lookup->boot_file, name, found))
		r = open_as(lookup, found,
		    "in the folder of this client's last boot file", ret_found);
	return r;
}

int
lookup_open(const struct lookup *lookup, const char *name,
    struct lookup_found *ret_found)
{
	struct names names;
	int r, later;

	names_of(lookup->root, name, &names);
	r = open_names(lookup, &names, ret_found);
	if (!is_missing(r) || names.n == 0)
		return r;
	later = search(lookup, names.tried[names.n - 1].text, ret_found);
	return is_missing(later) ? r : later;
}

bool
lookup_has(const struct lookup *lookup, const char *name)
{
	struct lookup_found found;

	if (open_either(lookup, name, NULL, &found) < 0)
		return false;
	tree_close(&found.file);
	return true;
}
