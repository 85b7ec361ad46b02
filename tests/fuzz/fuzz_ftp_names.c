/* SPDX-License-Identifier: ISC */
/*
 * What a pattern with slashes means in a tree: the names that a slow oracle
 * finds, which holds every path of the tree against every part of the pattern.
 */
#include "repod/ftp_names.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "common/ftp_line.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* A folder ends in a slash, and stands before what is in it. "" is the root. */
static const char *const world[] = { "", "a/", "a/x.rpm", "a/y.rpm", "a/.dot",
	"a/b/", "a/b/c/", "a/b/c/deep", "ab/", "ab/x.rpm", "ab/empty/", ".hid/",
	".hid/x.rpm", ".hid/..x", "[x]", "a*b", "a\\b", "x", "]", "-", "bad\nx",
	"R\xc3\xa9sum\xc3\xa9" };

enum {
	N_WORLD = sizeof(world) / sizeof(world[0])
};

static char root[] = "/tmp/fuzz_ftp_names.XXXXXX";
static struct tree *tree;

/* --- the tree ------------------------------------------------------------- */

static bool
is_folder(const char *path)
{
	size_t len = strlen(path);

	return len == 0 || path[len - 1] == '/';
}

static void
tear_down(void)
{
	char path[128];

	tree_unref(tree);
	for (size_t i = N_WORLD; i > 0; i--) {
		snprintf(path, sizeof(path), "%s/%s", root, world[i - 1]);
		if (is_folder(path))
			rmdir(path);
		else
			unlink(path);
	}
}

static void
set_up(void)
{
	char path[128];
	FILE *file;

	if (!mkdtemp(root) || chmod(root, 0755) < 0)
		abort();
	for (size_t i = 1; i < N_WORLD; i++) {
		snprintf(path, sizeof(path), "%s/%s", root, world[i]);
		if (is_folder(path)) {
			if (mkdir(path, 0755) < 0)
				abort();
		} else if (!(file = fopen(path, "w")) || fclose(file) != 0) {
			abort();
		}
	}
	if (tree_open(root, true, &tree) < 0)
		abort();
	atexit(tear_down);
}

/* --- the oracle ----------------------------------------------------------- */

/* Whether @octet is in the set that is written in the @len octets at @set. */
static bool
is_in_set(const char *set, size_t len, unsigned char octet)
{
	bool members[256] = { false };
	bool is_negated = set[0] == '!' || set[0] == '^';

	for (size_t i = is_negated ? 1 : 0; i < len; i++) {
		unsigned first = (unsigned char)set[i], last = first;

		if (i + 2 < len && set[i + 1] == '-') {
			last = (unsigned char)set[i + 2];
			i += 2;
		}
		for (unsigned member = first; member <= last; member++)
			members[member] = true;
	}
	return members[octet] != is_negated;
}

/* The octets of a set with its brackets; 0: the bracket means itself. */
static size_t
set_len(const char *pattern)
{
	size_t len = pattern[1] == '!' || pattern[1] == '^' ? 2 : 1;

	/* One that comes first belongs to the set. */
	if (pattern[len] == ']')
		len++;
	while (pattern[len] && pattern[len] != ']')
		len++;
	return pattern[len] ? len + 1 : 0;
}

static bool
slow_match(const char *pattern, const char *name)
{
	size_t set = *pattern == '[' ? set_len(pattern) : 0;

	if (*pattern == '\0')
		return *name == '\0';
	if (*pattern == '*')
		return slow_match(pattern + 1, name) ||
		    (*name && slow_match(pattern, name + 1));
	if (*name == '\0')
		return false;
	if (set > 0)
		return is_in_set(pattern + 1, set - 2, (unsigned char)*name) &&
		    slow_match(pattern + set, name + 1);
	if (*pattern == '\\' && pattern[1])
		pattern++;
	else if (*pattern == '?')
		return slow_match(pattern + 1, name + 1);
	return *pattern == *name && slow_match(pattern + 1, name + 1);
}

static bool
part_means(const char *part, const char *name)
{
	if (strcmp(part, name) == 0)
		return true;
	return strpbrk(part, "*?[") && (*name != '.' || *part == '.') &&
	    !strchr(name, '\n') && slow_match(part, name);
}

/* Take the first part of @path, which is cut there. Return: NULL behind the
 * last. */
static char *
take_part(char **path)
{
	char *part;

	do
		part = strsep(path, "/");
	while (part && (!*part || strcmp(part, ".") == 0));
	return part;
}

static bool
pattern_means(const char *pattern, const char *path)
{
	char pattern_copy[FTP_LINE_MAX + 1], path_copy[128];
	char *left = pattern_copy, *path_left = path_copy, *part, *name;

	memcpy(pattern_copy, pattern, strlen(pattern) + 1);
	memcpy(path_copy, path, strlen(path) + 1);
	do {
		part = take_part(&left);
		name = take_part(&path_left);
		if (part && name &&
		    (strcmp(part, "..") == 0 || !part_means(part, name)))
			return false;
	} while (part && name);
	return !part && !name;
}

/* --- both ----------------------------------------------------------------- */

static unsigned
count(const struct ftp_names *names, const char *path)
{
	size_t len = strlen(path) - (*path && is_folder(path));
	unsigned n = 0;

	for (size_t i = 0; i < names->n; i++)
		if (strlen(names->sorted[i]) == len &&
		    memcmp(names->sorted[i], path, len) == 0)
			n++;
	return n;
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct ftp_scope scope;
	char pattern[FTP_LINE_MAX + 1] = "";
	struct ftp_names names;

	if (!tree)
		set_up();
	/* Some stars in one part keep the oracle busy for long enough. */
	if (size > 64 || memchr(data, '\n', size) || memchr(data, '\r', size))
		return 0;
	memcpy(pattern, data, size);
	scope = (struct ftp_scope){ .tree = tree };
	if (ftp_names_read(&scope, "", pattern, true, &names) != 0)
		abort();
	for (size_t i = 0; i < N_WORLD; i++)
		if (count(&names, world[i]) !=
		    (pattern_means(pattern, world[i]) ? 1 : 0))
			abort();
	ftp_names_free(&names);
	return 0;
}
