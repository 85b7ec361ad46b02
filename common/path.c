/* SPDX-License-Identifier: ISC */
#include "common/path.h"

#include <string.h>

#include "common/cursor.h"

const char *
path_last(const char *path)
{
	const char *slash = strrchr(path, '/');

	return slash ? slash + 1 : path;
}

/* One component more on path, or one less for "..". */
static bool
step(char *path, const char *part, size_t len)
{
	size_t at = strlen(path);
	char *slash;

	if (len == 0 || (len == 1 && part[0] == '.'))
		return true;
	if (len == 2 && part[0] == '.' && part[1] == '.') {
		slash = strrchr(path, '/');
		*(slash ? slash : path) = '\0';
		return true;
	}
	if (at > 0)
		path[at++] = '/';
	if (len >= PATH_NAME_MAX - at)
		return false;
	memcpy(path + at, part, len);
	path[at + len] = '\0';
	return true;
}

bool
path_resolve(const char *base, const char *name, char *out)
{
	UNCLEARED char path[PATH_NAME_MAX];

	path[0] = '\0';
	if (name[0] != '/') {
		if (strlen(base) >= sizeof(path))
			return false;
		memcpy(path, base, strlen(base) + 1);
	}
	while (*name) {
		size_t len = strcspn(name, "/");

		if (!step(path, name, len))
			return false;
		name += len;
		name += *name == '/';
	}
	memcpy(out, path, strlen(path) + 1);
	return true;
}
