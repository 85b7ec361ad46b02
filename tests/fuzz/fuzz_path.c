/* SPDX-License-Identifier: ISC */
/*
 * A base and a name, parted by the first NUL, against a slow way to the same
 * result: a list of components, joined at the end.
 */
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "common/path.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum {
	TEXT_MAX = 8192
};

/* The components of @text onto a list of @n. Return: how many there are now. */
static size_t
push(const char **parts, size_t n, char *text)
{
	for (char *end = text; end; text = end + 1) {
		end = strchr(text, '/');
		if (end)
			*end = '\0';
		if (strcmp(text, "..") == 0)
			n -= n > 0;
		else if (*text && strcmp(text, ".") != 0)
			parts[n++] = text;
		if (!end)
			break;
	}
	return n;
}

/* As path_resolve(), but without its limit. */
static void
resolve_slowly(const char *base, const char *name, char *out)
{
	static const char *parts[2 * TEXT_MAX];
	static char copies[2][TEXT_MAX];
	size_t n = 0, at = 0;

	memcpy(copies[0], base, strlen(base) + 1);
	memcpy(copies[1], name, strlen(name) + 1);
	if (*name != '/')
		n = push(parts, 0, copies[0]);
	n = push(parts, n, copies[1]);
	for (size_t i = 0; i < n; i++)
		at += (size_t)snprintf(out + at, 2 * TEXT_MAX - at, "%s%s",
		    i ? "/" : "", parts[i]);
	out[at] = '\0';
}

static void
compare(const char *base, const char *name, char *out)
{
	static char want[2 * TEXT_MAX];
	bool is_good = path_resolve(base, name, out);

	resolve_slowly(base, name, want);
	if (is_good && strcmp(out, want) != 0)
		abort();
	/* What is too long on the way may be shorter at its end. */
	if (!is_good && strlen(base) + strlen(name) + 2 <= PATH_NAME_MAX)
		abort();
	if (is_good && strlen(out) >= PATH_NAME_MAX)
		abort();
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static char first[TEXT_MAX], name[TEXT_MAX];
	char base[PATH_NAME_MAX] = "", out[PATH_NAME_MAX] = "";
	size_t len = size ? strnlen((const char *)data, size) : 0;
	size_t rest = len < size ? size - len - 1 : 0;

	if (size >= TEXT_MAX)
		return 0;
	memcpy(first, data, len);
	first[len] = '\0';
	memcpy(name, data + (rest ? len + 1 : 0), rest);
	name[rest] = '\0';
	compare("", first, base);
	compare(base, name, out);
	if (strcmp(path_last(out),
		strrchr(out, '/') ? strrchr(out, '/') + 1 : out) != 0)
		abort();
	return 0;
}
