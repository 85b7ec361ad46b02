/* SPDX-License-Identifier: ISC */
#include "common/boot_pair.h"

#include <errno.h>
#include <stdbool.h>
#include <string.h>

#include "common/path.h"
#include "common/treeinfo_boot.h"

enum {
	TREEINFO_MAX = 16 << 10,
};

struct boot_pair {
	char kernel[PATH_NAME_MAX], initrd[PATH_NAME_MAX];
};

static bool
has(const struct tree *tree, const char *name)
{
	struct stat st;

	return tree_stat(tree, name, &st) == 0 && S_ISREG(st.st_mode);
}

static bool
find_by_treeinfo(const struct tree *tree, struct boot_pair *pair)
{
	char text[TREEINFO_MAX];
	struct tree_file file;
	ssize_t n;

	if (tree_open_file(tree, ".treeinfo", &file) < 0)
		return false;
	n = tree_read(&file, text, sizeof(text), 0);
	tree_close(&file);
	return n > 0 &&
	    treeinfo_boot_find(text, (size_t)n, "kernel", pair->kernel) &&
	    treeinfo_boot_find(text, (size_t)n, "initrd", pair->initrd) &&
	    has(tree, pair->kernel) && has(tree, pair->initrd);
}

static const struct {
	const char *kernel, *initrd;
} places[] = {
	{ "images/pxeboot/vmlinuz", "images/pxeboot/initrd.img" },
	{ "isolinux/vmlinuz", "isolinux/initrd.img" },
	{ "casper/vmlinuz", "casper/initrd" },
	{ "casper/vmlinuz", "casper/initrd.gz" },
	{ "casper/vmlinuz", "casper/initrd.lz" },
	{ "install.amd/vmlinuz", "install.amd/initrd.gz" },
};

static int
find_pair(const struct tree *tree, struct boot_pair *ret_pair)
{
	if (find_by_treeinfo(tree, ret_pair))
		return 0;
	for (size_t i = 0; i < sizeof(places) / sizeof(places[0]); i++)
		if (has(tree, places[i].kernel) &&
		    has(tree, places[i].initrd)) {
			path_resolve("", places[i].kernel, ret_pair->kernel);
			path_resolve("", places[i].initrd, ret_pair->initrd);
			return 0;
		}
	return -ENOENT;
}

int
boot_pair_kernel(const struct tree *below, char *ret_name)
{
	struct boot_pair pair;
	int r = find_pair(below, &pair);

	if (r == 0)
		memcpy(ret_name, pair.kernel, sizeof(pair.kernel));
	return r;
}

int
boot_pair_initrd(const struct tree *below, char *ret_name)
{
	struct boot_pair pair;
	int r = find_pair(below, &pair);

	if (r == 0)
		memcpy(ret_name, pair.initrd, sizeof(pair.initrd));
	return r;
}
