/* SPDX-License-Identifier: ISC */
#include "repod/check/kernel_check.h"

#include <stdlib.h>
#include <string.h>

#include "common/check/check_walk.h"
#include "common/check/kernel_file.h"
#include "common/check/menu_check.h"
#include "repod/check/kickstart_check.h"

enum {
	PIECE = 64 << 10,
	TOLD_MAX = 64,
};

struct kernels {
	const struct check_place *place;
	/* The same with a report that nobody sees: for kickstarts whose lines
	 * are told elsewhere. */
	struct check_place silent;
	struct check_report unseen;
	const struct menu_target *target;
	/* Whose kernel the one of @kernel is, while that is looked for. */
	const char *kernel;
	char found[PATH_NAME_MAX];
	bool is_found;
	/* Each line of a menu is told once, however many trees its kickstart
	 * names. */
	char file[CHECK_PATH_MAX];
	unsigned n_told;
	unsigned told[TOLD_MAX];
};

static bool
is_same(
    const struct check_place *place, struct tree_file *a, struct tree_file *b)
{
	static const size_t half = PIECE;
	char *piece;
	bool is_equal = a->size == b->size;

	if (!is_equal || place->is_quick)
		return is_equal;
	piece = malloc(2 * half);
	for (uint64_t at = 0; piece && is_equal && at < a->size; at += half) {
		ssize_t n = check_place_read_at(a, piece, half, at);

		is_equal = n > 0 &&
		    check_place_read_at(b, piece + half, half, at) == n &&
		    memcmp(piece, piece + half, (size_t)n) == 0;
	}
	free(piece);
	return is_equal;
}

/* Whether the kernel of the boot tree is one of the tree @tree's.
 * Return: 1 it is, 0 it is not, -1 the tree has none. @ret_own: its path. */
static int
is_of_tree(const struct check_place *place, const char *kernel,
    const char *tree, char *ret_own)
{
	static const char *const names[] = { "images/pxeboot/vmlinuz",
		"isolinux/vmlinuz", "casper/vmlinuz", "install.amd/vmlinuz",
		"boot/x86_64/loader/linux" };
	struct tree_file ours, theirs;
	int result = -1;

	if (tree_open_file(place->boot.tree, kernel, &ours) < 0)
		return -1;
	for (size_t i = 0; result != 1 && i < sizeof(names) / sizeof(names[0]);
	     i++) {
		char own[PATH_NAME_MAX];

		if (!path_resolve(tree, names[i], own) ||
		    tree_open_file(place->repo.tree, own, &theirs) < 0)
			continue;
		if (result < 0)
			memcpy(ret_own, own, strlen(own) + 1);
		result = is_same(place, &ours, &theirs);
		tree_close(&theirs);
	}
	tree_close(&ours);
	return result;
}

static bool
look_for(void *owner, const struct check_walk_entry *entry)
{
	struct kernels *kernels = owner;
	const struct check_place *place = kernels->place;
	char own[PATH_NAME_MAX];

	if (!entry->is_folder || kernels->is_found)
		return false;
	if (!check_place_has(&place->repo, entry->path, ".treeinfo") &&
	    !check_place_has(&place->repo, entry->path, ".disk/info"))
		return true;
	if (is_of_tree(place, kernels->kernel, entry->path, own) == 1) {
		kernels->is_found = true;
		memcpy(kernels->found, entry->path, strlen(entry->path) + 1);
	}
	return false;
}

static void
read_release(const struct check_root *root, const char *name, char *out)
{
	uint8_t *head = malloc(KERNEL_FILE_HEAD);
	struct tree_file file;
	ssize_t n = -1;

	out[0] = '\0';
	if (head && tree_open_file(root->tree, name, &file) == 0) {
		n = check_place_read_at(&file, head, KERNEL_FILE_HEAD, 0);
		tree_close(&file);
	}
	if (n <= 0 || !kernel_file_release(head, (size_t)n, out))
		memcpy(out, "unknown", 8);
	free(head);
}

static bool
was_told(struct kernels *kernels, const char *file, unsigned line)
{
	if (strcmp(kernels->file, file) != 0)
		kernels->n_told = 0;
	snprintf(kernels->file, sizeof(kernels->file), "%s", file);
	for (unsigned i = 0; i < kernels->n_told; i++)
		if (kernels->told[i] == line)
			return true;
	if (kernels->n_told < TOLD_MAX)
		kernels->told[kernels->n_told++] = line;
	return false;
}

static void
tell(struct kernels *kernels, const char *tree, const char *own)
{
	const struct check_place *place = kernels->place;
	const struct menu_target *target = kernels->target;
	char ours[KERNEL_RELEASE_MAX], theirs[KERNEL_RELEASE_MAX];
	char object[CHECK_PATH_MAX], path[CHECK_PATH_MAX];
	char other[CHECK_PATH_MAX];

	if (was_told(kernels, target->file, target->line))
		return;
	kernels->is_found = false;
	kernels->kernel = target->kernel;
	check_walk(&place->repo, look_for, kernels);
	read_release(&place->boot, target->kernel, ours);
	read_release(&place->repo, own, theirs);
	check_report_add(place->report,
	    (struct check_finding){
		.is_error = kernels->is_found,
		.code = "kernel-release",
		.file = target->file,
		.line = target->line,
		.object = check_place_path(&place->repo, own, object),
		.remedy = "copy the tree's kernel and initrd into the boot "
			  "tree, or name another tree",
	    },
	    "kernel %s (%s)%s%s is not the one of the tree that it installs "
	    "from, %s (%s)",
	    check_place_path(&place->boot, target->kernel, path), ours,
	    kernels->is_found ? " is that of " : "",
	    kernels->is_found
		? check_place_path(&place->repo, kernels->found, other)
		: "",
	    *tree ? tree : "/", theirs);
}

static void
compare(void *owner, const char *tree)
{
	struct kernels *kernels = owner;
	char own[PATH_NAME_MAX];

	if (kernels->target->kernel[0] &&
	    is_of_tree(kernels->place, kernels->target->kernel, tree, own) == 0)
		tell(kernels, tree, own);
}

static void
tell_nobody(void *owner, const struct check_finding *finding)
{
	(void)owner;
	(void)finding;
}

static void
take_target(void *owner, const struct menu_target *target)
{
	struct kernels *kernels = owner;

	kernels->target = target;
	if (target->root != &kernels->place->repo)
		return;
	if (target->word->kind == BOOT_WORD_KICKSTART)
		kickstart_check_file(kickstart_check_is_called_one(target->name)
			? &kernels->silent
			: kernels->place,
		    target->root, target->name, compare, kernels);
	else if (target->word->kind == BOOT_WORD_TREE ||
	    target->word->kind == BOOT_WORD_STAGE2)
		compare(kernels, target->name);
}

void
kernel_check_run(const struct check_place *place)
{
	struct kernels *kernels = calloc(1, sizeof(*kernels));

	if (kernels) {
		kernels->place = place;
		kernels->silent = *place;
		kernels->silent.report = &kernels->unseen;
		kernels->unseen.tell = tell_nobody;
		menu_check_run(place, take_target, kernels);
	}
	free(kernels);
}
