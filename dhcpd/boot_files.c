/* SPDX-License-Identifier: ISC */
#include "dhcpd/boot_files.h"

#include <string.h>

#include "common/log.h"
#include "common/tree.h"

static bool
is_there(const struct tree *tree, const char *name)
{
	struct stat st;

	return tree_stat(tree, name, &st) == 0 && S_ISREG(st.st_mode);
}

int
boot_files_read(const char *root, struct policy *policy)
{
	const char *const *files;
	struct tree *tree;
	size_t n;
	int r;

	memset(policy->boot_files, 0, sizeof(policy->boot_files));
	policy->root = root;
	policy->file_size = boot_files_size;
	r = tree_open(root, false, &tree);
	if (r)
		return r;
	for (int class = 0; class < CLASS_ANY; class ++) {
		files = arch_boot_files((enum arch_class) class);
		for (n = 0; *files; files++)
			if (is_there(tree, *files))
				policy->boot_files[class][n++] = *files;
	}
	tree_unref(tree);
	return 0;
}

uint64_t
boot_files_size(const char *root, const char *name)
{
	struct stat st = { 0 };
	struct tree *tree;
	bool is_file;

	if (tree_open(root, false, &tree))
		return 0;
	is_file = tree_stat(tree, name, &st) == 0 && S_ISREG(st.st_mode);
	tree_unref(tree);
	return is_file ? (uint64_t)st.st_size : 0;
}

void
boot_files_look(const char *root, struct policy *policy)
{
	int r = boot_files_read(root, policy);

	if (r)
		log_warn("[site] root %s: %s; no boot file is offered but "
			 "those that filename names",
		    root, strerror(-r));
}
