/* SPDX-License-Identifier: ISC */
#include "dhcpd/boot_files.h"

#include <string.h>

#include "common/log.h"
#include "common/tree.h"

/* Octets of @name in @tree, which may be NULL; -1 where it has no such file. */
static int64_t
size_of(const struct tree *tree, const char *name)
{
	struct stat st;

	if (!tree || tree_stat(tree, name, &st) != 0 || !S_ISREG(st.st_mode))
		return -1;
	return st.st_size;
}

static void
read_sizes(const struct tree *tree, struct boot_sizes *sizes)
{
	int64_t octets;

	for (size_t i = 0; i < sizes->n; i++) {
		octets = size_of(tree, sizes->list[i].name);
		sizes->list[i].octets = octets > 0 ? (uint64_t)octets : 0;
	}
}

static void
read_names(const struct tree *tree, struct boot_files *files)
{
	const char *const *name;
	int64_t octets;
	size_t n;

	memset(files->names, 0, sizeof(files->names));
	for (int class = 0; class < CLASS_ANY; class ++) {
		name = arch_boot_files((enum arch_class) class);
		for (n = 0; *name; name++) {
			octets = size_of(tree, *name);
			if (octets < 0)
				continue;
			files->names[class][n++] = *name;
			boot_sizes_set(&files->sizes, *name, (uint64_t)octets);
		}
	}
}

int
boot_files_read(const char *root, struct boot_files *files)
{
	struct tree *tree = NULL;
	int r = tree_open(root, false, &tree);

	read_sizes(tree, &files->sizes);
	read_names(tree, files);
	tree_unref(tree);
	return r;
}

void
boot_files_read_first(const char *root, struct boot_files *files)
{
	int r = boot_files_read(root, files);

	if (r)
		log_warn("[site] root %s: %s; no boot file is offered but "
			 "those that filename names",
		    root, strerror(-r));
}
