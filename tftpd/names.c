/* SPDX-License-Identifier: ISC */
#include "tftpd/names.h"

#include <stdbool.h>
#include <string.h>

static void
add(struct names *names, const char *name)
{
	for (size_t i = 0; i < names->n; i++) {
		if (strcmp(names->name[i], name) == 0)
			return;
	}
	memcpy(names->name[names->n++], name, strlen(name) + 1);
}

/* What follows @root in @name, or @name where @root is not before it. */
static const char *
behind_root(const char *root, const char *name)
{
	size_t len = strlen(root);

	while (len > 0 && root[len - 1] == '/')
		len--;
	if (len > 0 && strncmp(name, root, len) == 0 && name[len] == '/')
		return name + len;
	return name;
}

static void
turn_backslashes(char *name)
{
	for (; *name; name++) {
		if (*name == '\\')
			*name = '/';
	}
}

static bool
is_tail(char c)
{
	return c == ' ' || c == '\t' || (unsigned char)c == 0xff;
}

static void
drop_tail(char *name)
{
	size_t len = strlen(name);

	while (len > 0 && is_tail(name[len - 1]))
		name[--len] = '\0';
}

void
names_of(const char *root, const char *name, struct names *ret_names)
{
	char changed[PATH_NAME_MAX];
	const char *below;

	ret_names->n = 0;
	if (strlen(name) >= sizeof(changed))
		return;
	add(ret_names, name);
	add(ret_names, behind_root(root, name));
	memcpy(changed, name, strlen(name) + 1);
	turn_backslashes(changed);
	below = behind_root(root, changed);
	add(ret_names, below);
	memmove(changed, below, strlen(below) + 1);
	drop_tail(changed);
	add(ret_names, changed);
}
