/* SPDX-License-Identifier: ISC */
/*
 * A root and a name, parted by the first NUL, against a slow and plain way to
 * the same list of names: each repair written out on copies, from the manual.
 */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "tftpd/names.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum {
	TEXT_MAX = 2 * PATH_NAME_MAX
};

static void
require(bool is_true)
{
	if (!is_true)
		abort();
}

/* "without the folder's own path before it": the path, however many slashes
 * end it, and then a slash of the name. */
static void
without_root(const char *root, const char *name, char *out)
{
	char before[TEXT_MAX + 1];
	size_t len = strlen(root);

	memcpy(before, root, len + 1);
	while (len > 0 && before[len - 1] == '/')
		before[--len] = '\0';
	if (len > 0 && strlen(name) > len && memcmp(name, before, len) == 0 &&
	    name[len] == '/')
		name += len;
	memmove(out, name, strlen(name) + 1);
}

static void
with_slashes(const char *name, char *out)
{
	size_t i = 0;

	do {
		out[i] = name[i];
		if (name[i] == 0x5c)
			out[i] = 0x2f;
	} while (name[i++]);
}

/* Octet by octet from the left: what is kept ends with the last octet that is
 * no blank and no 0xFF. */
static void
without_tail(const char *name, char *out)
{
	size_t kept = 0;

	for (size_t i = 0; name[i]; i++) {
		out[i] = name[i];
		if (!strchr(" \t\xff", name[i]))
			kept = i + 1;
	}
	out[kept] = '\0';
}

static size_t
add(char list[NAMES_MAX][TEXT_MAX], size_t n, const char *name)
{
	for (size_t i = 0; i < n; i++) {
		if (strcmp(list[i], name) == 0)
			return n;
	}
	require(n < NAMES_MAX);
	memcpy(list[n], name, strlen(name) + 1);
	return n + 1;
}

static void
compare(const char *root, const char *name)
{
	static char list[NAMES_MAX][TEXT_MAX];
	static struct names names;
	char mended[TEXT_MAX], again[TEXT_MAX];
	size_t n = 0;

	names_of(root, name, &names);
	if (strlen(name) >= PATH_NAME_MAX) {
		require(names.n == 0);
		return;
	}
	n = add(list, n, name);
	without_root(root, name, mended);
	n = add(list, n, mended);
	with_slashes(mended, again);
	n = add(list, n, again);
	without_root(root, again, mended);
	n = add(list, n, mended);
	without_tail(mended, again);
	n = add(list, n, again);
	require(names.n == n);
	for (size_t i = 0; i < n; i++) {
		require(strcmp(names.tried[i].text, list[i]) == 0);
		require((names.tried[i].repair != NULL) == (i > 0));
	}
}

/* Whatever the two are, what comes out is a name of its size, beside the boot
 * file, and another than was asked for. */
static void
find_stage(const char *boot_file, const char *name)
{
	char found[PATH_NAME_MAX];
	size_t folder_len = (size_t)(path_last(boot_file) - boot_file);

	if (!names_of_second_stage(boot_file, name, found))
		return;
	require(strlen(found) < sizeof(found));
	require(strncmp(found, boot_file, folder_len) == 0);
	require(!strchr(found + folder_len, '/'));
	require(strcmp(found, name) != 0);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static char first[TEXT_MAX], name[TEXT_MAX];
	size_t len = size ? strnlen((const char *)data, size) : 0;
	size_t rest = len < size ? size - len - 1 : 0;

	if (size >= TEXT_MAX)
		return 0;
	if (size > 0)
		memcpy(first, data, len);
	first[len] = '\0';
	if (rest > 0)
		memcpy(name, data + len + 1, rest);
	name[rest] = '\0';
	compare(first, name);
	find_stage(first, name);
	return 0;
}
