/* SPDX-License-Identifier: ISC */
#include "repod/ftp_names.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "common/ftp_line.h"
#include "common/glob.h"
#include "common/path.h"

enum {
	FIRST_SIZE = 16 << 10
};

/** struct search - one level of folders after the other */
struct search {
	const struct ftp_scope *scope;
	const char *folder;
	struct ftp_names above; /* folders whose names are read */
	struct ftp_names found;
	unsigned n_read;
};

void
ftp_names_free(struct ftp_names *names)
{
	free(names->octets);
	free(names->sorted);
	*names = (struct ftp_names){ .n = 0 };
}

/* --- a set of names ------------------------------------------------------- */

/* Room for len octets more. Return: 0; -EFBIG; -ENOMEM. */
static int
grow(struct ftp_names *names, size_t len)
{
	size_t size = names->size ? names->size : FIRST_SIZE;
	char *octets;

	if (len > FTP_NAMES_MAX - names->len)
		return -EFBIG;
	while (size - names->len < len)
		size *= 2;
	if (size == names->size)
		return 0;
	octets = realloc(names->octets, size);
	if (!octets)
		return -ENOMEM;
	names->octets = octets;
	names->size = size;
	return 0;
}

/* The name part in folder; one that is too long for any path is nobody's. */
static int
add(struct ftp_names *names, const char *folder, const char *part)
{
	size_t before = strlen(folder), len = strlen(part);
	size_t slash = before > 0;
	int r;

	if (before + slash + len >= PATH_NAME_MAX)
		return 0;
	r = grow(names, before + slash + len + 1);
	if (r < 0)
		return r;
	memcpy(names->octets + names->len, folder, before);
	names->len += before;
	if (slash)
		names->octets[names->len++] = '/';
	memcpy(names->octets + names->len, part, len + 1);
	names->len += len + 1;
	names->n++;
	return 0;
}

static int
compare(const void *a, const void *b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

static int
sort(struct ftp_names *names)
{
	char *name = names->octets;

	if (names->n == 0)
		return 0;
	names->sorted = calloc(names->n, sizeof(*names->sorted));
	if (!names->sorted)
		return -ENOMEM;
	for (size_t i = 0; i < names->n; i++) {
		names->sorted[i] = name;
		name += strlen(name) + 1;
	}
	qsort(names->sorted, names->n, sizeof(*names->sorted), compare);
	return 0;
}

/* --- reading folders ------------------------------------------------------ */

static bool
is_wanted(const char *name, const char *pattern)
{
	/* One line, one name: the rest of it would pass for another entry. */
	if (strpbrk(name, "\r\n"))
		return false;
	return !pattern || strcmp(pattern, name) == 0 ||
	    glob_match(pattern, name);
}

static int
read_names(struct search *search, struct tree_folder *dir, const char *below,
    const char *pattern)
{
	const struct tree_entry *entry;
	int r = 0;

	while (r == 0 && (entry = tree_folder_next(dir))) {
		if (++search->n_read > FTP_NAMES_READ_MAX)
			return -EFBIG;
		if (is_wanted(entry->name, pattern))
			r = add(&search->found, below, entry->name);
	}
	return r < 0 ? r : tree_folder_error(dir);
}

static int
read_folder(struct search *search, const char *path, const char *below,
    const char *pattern)
{
	struct tree_folder *dir;
	int r;

	r = tree_open_folder(search->scope->tree, path, &dir);
	if (r < 0)
		return r;
	r = read_names(search, dir, below, pattern);
	tree_folder_close(dir);
	return r;
}

/* What part means in the folder below the one that was asked for. */
static int
look_in(struct search *search, const char *below, const char *part)
{
	const struct ftp_scope *scope = search->scope;
	char path[PATH_NAME_MAX];

	if (!path_resolve(search->folder, below, path))
		return -ENAMETOOLONG;
	if (scope->access && !access_allows(scope->access, path, &scope->peer))
		return ACCESS_REFUSED;
	if (glob_is_pattern(part))
		return read_folder(search, path, below, part);
	return add(&search->found, below, part);
}

/* Some of what a pattern means is a file, or nobody's to enter. */
static bool
is_passed_over(int error)
{
	return error == -ENOENT || error == -ENOTDIR || error == -EACCES ||
	    error == -EXDEV || error == -ELOOP || error == -ENAMETOOLONG ||
	    error == ACCESS_REFUSED;
}

/* What part means in each folder above: into found. */
static int
descend(struct search *search, const char *part)
{
	const char *folder = search->above.octets;
	int r = 0;

	for (size_t i = 0; i < search->above.n && r == 0; i++) {
		r = look_in(search, folder, part);
		if (is_passed_over(r))
			r = 0;
		folder += strlen(folder) + 1;
	}
	return r;
}

/* The next part of pattern, which may be longer than any name; "" at the end.
 * Return: what follows it. */
static const char *
next_part(const char *pattern, char *part)
{
	size_t len;

	do {
		pattern += strspn(pattern, "/");
		len = strcspn(pattern, "/");
		memcpy(part, pattern, len);
		part[len] = '\0';
		pattern += len;
	} while (strcmp(part, ".") == 0);
	return pattern;
}

/* Part by part, the folders that each means become those that the next one is
 * looked for in. Nothing is called "..": a pattern never climbs. */
static int
search_for(struct search *search, const char *pattern)
{
	char part[FTP_LINE_MAX + 1];
	int r = add(&search->found, "", "");

	pattern = next_part(pattern, part);
	while (r == 0 && *part) {
		ftp_names_free(&search->above);
		search->above = search->found;
		search->found = (struct ftp_names){ .n = 0 };
		if (strcmp(part, "..") != 0)
			r = descend(search, part);
		pattern = next_part(pattern, part);
	}
	return r;
}

int
ftp_names_read(const struct ftp_scope *scope, const char *folder,
    const char *only, bool is_glob, struct ftp_names *ret_names)
{
	struct search search = { .scope = scope, .folder = folder };
	int r;

	if (!only)
		r = read_folder(&search, folder, "", NULL);
	else if (is_glob)
		r = search_for(&search, only);
	else
		r = add(&search.found, "", only);
	ftp_names_free(&search.above);
	*ret_names = search.found;
	return r < 0 ? r : sort(ret_names);
}
