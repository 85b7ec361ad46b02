/* SPDX-License-Identifier: ISC */
#include "common/check/menu_check.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "common/check/check_walk.h"
#include "common/check/menu_grub.h"
#include "common/check/menu_ipxe.h"
#include "common/check/menu_pxelinux.h"
#include "common/glob.h"

enum language {
	NO_MENU,
	PXELINUX,
	GRUB,
	IPXE,
};

struct menus {
	const struct check_place *place;
	enum language language;
	char base[PATH_NAME_MAX];  /* where its names begin */
	char file[CHECK_PATH_MAX]; /* the menu's own path */
	menu_target_fn *fn;
	void *owner;
};

/* --- places --- */

static bool
is_tree(const struct check_root *root, const char *name)
{
	return check_place_has(root, name, ".treeinfo") ||
	    check_place_has(root, name, "treeinfo") ||
	    check_place_has(root, name, "repodata/repomd.xml");
}

/* What is missing in the folder or file @name for @kind; NULL: nothing. */
static const char *
lacks(const struct check_root *root, const char *name, bool is_folder,
    enum boot_word_kind kind)
{
	if (!is_folder)
		return kind == BOOT_WORD_SEED ? "is no folder" : NULL;
	switch (kind) {
	case BOOT_WORD_TREE:
		return is_tree(root, name) ||
			check_place_has(root, name, "dists")
		    ? NULL
		    : "holds neither .treeinfo nor repodata/repomd.xml";
	case BOOT_WORD_STAGE2:
		return is_tree(root, name) ||
			check_place_has(root, name, "LiveOS/squashfs.img") ||
			check_place_has(root, name, "images/install.img")
		    ? NULL
		    : "holds no installer: neither .treeinfo nor "
		      "images/install.img";
	case BOOT_WORD_SEED:
		return check_place_has(root, name, "user-data") &&
			check_place_has(root, name, "meta-data")
		    ? NULL
		    : "lacks user-data or meta-data";
	case BOOT_WORD_FILE:
		return "is a folder";
	default:
		return NULL;
	}
}

static void
tell_closed(const struct check_place *place, const struct check_source *source,
    const struct check_url *url, const char *value)
{
	check_report_add(place->report,
	    (struct check_finding){
		.code = url->scheme == CHECK_NFS ? "nfs-not-served"
						 : "port-not-served",
		.file = source->file,
		.line = source->line,
		.object = value,
		.remedy = url->scheme == CHECK_NFS
		    ? "use http:// or ftp://, or start an NFS server"
		    : "serve that protocol there, or correct the line",
	    },
	    "%s names this server, where nobody listens on port %u",
	    source->what, (unsigned)url->port);
}

static bool
look_at(const struct check_place *place, const struct check_source *source,
    enum boot_word_kind kind, const struct check_root *root, const char *name,
    bool wants_folder)
{
	char object[CHECK_PATH_MAX];
	struct check_finding finding = {
		.is_error = true,
		.code = "reference-missing",
		.file = source->file,
		.line = source->line,
		.object = check_place_path(root, name, object),
	};
	const char *lack;
	bool is_folder = false;
	int r = check_place_look(root, name, &is_folder);

	if (r < 0) {
		finding.remedy = check_place_remedy(r);
		if (r == -EACCES)
			finding.code = "reference-unreadable";
		check_report_add(place->report, finding,
		    "%s leads to what is %s", source->what,
		    check_place_reason(r));
		return false;
	}
	if (kind == BOOT_WORD_KICKSTART && is_folder && !wants_folder)
		lack = "is a folder";
	else
		lack = lacks(root, name, is_folder, kind);
	if (!lack)
		return true;
	finding.code = "reference-unfit";
	finding.remedy = "correct the line, or complete the folder";
	check_report_add(
	    place->report, finding, "%s leads to what %s", source->what, lack);
	return false;
}

bool
menu_check_place(const struct check_place *place,
    const struct check_source *source, enum boot_word_kind kind,
    const char *value, const struct check_root **ret_root, char *ret_name)
{
	const struct check_root *root;
	struct check_url url;

	if (!check_url_parse(value, &url))
		return false;
	switch (check_place_find(place, &url, &root)) {
	case CHECK_CLOSED:
		tell_closed(place, source, &url, value);
		return false;
	case CHECK_HERE:
		break;
	default:
		return false;
	}
	if (!look_at(place, source, kind, root, url.path, url.is_folder))
		return false;
	*ret_root = root;
	memcpy(ret_name, url.path, strlen(url.path) + 1);
	return true;
}

/* --- names of a menu --- */

/* @name of a menu as a name below the boot tree. Return: false for one that is
 * elsewhere. */
static bool
local_name(const struct menus *menus, const char *name, char *out)
{
	struct check_url url;
	const struct check_root *root;

	if (check_url_is_pattern(name) || strpbrk(name, "\\*"))
		return false;
	if (strstr(name, "://"))
		return check_url_parse(name, &url) &&
		    url.scheme == CHECK_TFTP &&
		    check_place_find(menus->place, &url, &root) == CHECK_HERE &&
		    path_resolve("", url.path, out);
	if (menus->language == PXELINUX && strncmp(name, "::", 2) == 0)
		return path_resolve("", name + 2, out);
	/* host::name, device:name */
	return !strchr(name, ':') && path_resolve(menus->base, name, out);
}

static bool
is_there(const struct menus *menus, const char *name, bool is_kernel)
{
	static const char *const suffixes[] = { "", ".c32", ".0", ".bin",
		".com", ".cbt" };
	char full[PATH_NAME_MAX];
	bool is_folder;

	for (size_t i = 0; i < (is_kernel ? 6 : 1); i++)
		if (strlen(name) + 5 < sizeof(full) &&
		    snprintf(full, sizeof(full), "%s%s", name, suffixes[i]) >
			0 &&
		    check_place_look(&menus->place->boot, full, &is_folder) ==
			0 &&
		    !is_folder)
			return true;
	return false;
}

/* A file that the menu names must be there. */
static void
check_name(const struct menus *menus, const struct menu_name *name,
    const char *code, const char *what, bool is_error)
{
	char full[PATH_NAME_MAX], object[CHECK_PATH_MAX];
	const struct check_root *root = &menus->place->boot;
	struct check_source source = { menus->file, name->line, what };
	int r;

	if (strstr(name->text, "://") && strncmp(name->text, "tftp", 4) != 0) {
		menu_check_place(menus->place, &source, BOOT_WORD_FILE,
		    name->text, &root, full);
		return;
	}
	if (!local_name(menus, name->text, full) ||
	    is_there(menus, full, strcmp(code, "menu-kernel") == 0))
		return;
	r = check_place_look(root, full, NULL);
	check_report_add(menus->place->report,
	    (struct check_finding){
		.is_error = is_error,
		.code = code,
		.file = menus->file,
		.line = name->line,
		.object = check_place_path(root, full, object),
		.remedy = check_place_remedy(r ? r : -ENOENT),
	    },
	    "%s %s is %s", what, name->text,
	    r ? check_place_reason(r) : "a folder");
}

static void
check_word(const struct menus *menus, const struct menu_item *item,
    struct boot_word *word, const char *kernel)
{
	const struct check_root *root;
	char name[PATH_NAME_MAX], what[sizeof(word->name) + 1];
	struct check_source source = { menus->file, item->words_line, what };
	struct menu_target target;

	snprintf(what, sizeof(what), "%s=", word->name);
	if (word->kind == BOOT_WORD_INITRD) {
		struct http_span rest = { word->value, strlen(word->value) };
		struct menu_name one = { .line = item->words_line };

		/* GRUB's and iPXE's are names among what is loaded already. */
		while (menus->language == PXELINUX &&
		    item->kind == MENU_ENTRY && rest.len > 0) {
			struct http_span part = http_span_cut(&rest, ',');

			if (check_word_copy(&part, one.text) && one.text[0])
				check_name(
				    menus, &one, "menu-initrd", "initrd", true);
		}
		return;
	}
	if (!menu_check_place(
		menus->place, &source, word->kind, word->value, &root, name))
		return;
	target = (struct menu_target){ word, root, name, kernel, menus->file,
		item->words_line };
	if (menus->fn)
		menus->fn(menus->owner, &target);
}

static void
check_item(void *owner, const struct menu_item *item)
{
	struct menus *menus = owner;
	struct http_span words = { item->words, strlen(item->words) };
	char kernel[PATH_NAME_MAX] = "";
	struct boot_word word;

	if (item->file.text[0] && item->kind == MENU_ENTRY) {
		check_name(menus, &item->file, "menu-kernel", "kernel", true);
		if (!local_name(menus, item->file.text, kernel))
			kernel[0] = '\0';
	} else if (item->file.text[0] && item->kind == MENU_MODULE) {
		check_name(menus, &item->file, "menu-module", "module", true);
	} else if (item->file.text[0] && item->kind == MENU_LOADER) {
		check_name(
		    menus, &item->file, "menu-loader", "boot loader", true);
	} else if (item->file.text[0]) {
		check_name(menus, &item->file, "menu-menu", "menu", false);
	}
	for (unsigned i = 0; i < item->n_initrds; i++)
		check_name(
		    menus, &item->initrds[i], "menu-initrd", "initrd", true);
	while (boot_words_next(&words, &word))
		check_word(menus, item, &word, kernel);
}

/* --- the menus --- */

static enum language
language_of(const char *path)
{
	const char *name = path_last(path);
	char folder[PATH_NAME_MAX];

	if (glob_match("*~", name) || glob_match("*.bak", name) ||
	    glob_match("*.rpm*", name) || glob_match("*.dpkg*", name))
		return NO_MENU;
	if (glob_match("*.ipxe", name))
		return IPXE;
	if (strcmp(name, "grub.cfg") == 0 || glob_match("grub.cfg-*", name))
		return GRUB;
	if (path_resolve(path, "..", folder) &&
	    strcmp(path_last(folder), "pxelinux.cfg") == 0)
		return PXELINUX;
	return NO_MENU;
}

static void
tell_unreadable(struct menus *menus, int error)
{
	check_report_add(menus->place->report,
	    (struct check_finding){
		.is_error = error == -EACCES,
		.code = "menu-unreadable",
		.file = menus->file,
		.remedy = check_place_remedy(error),
	    },
	    "a menu that is %s", check_place_reason(error));
}

static void
check_menu(struct menus *menus, const char *path)
{
	const struct check_root *root = &menus->place->boot;
	const char *server = menus->place->server;
	size_t len;
	char *text;
	int r = check_place_read_text(root, path, &text, &len);

	check_place_path(root, path, menus->file);
	if (r < 0) {
		tell_unreadable(menus, r);
		return;
	}
	menus->base[0] = '\0';
	if (menus->language == PXELINUX) {
		path_resolve(path, "../..", menus->base);
		menu_pxelinux_read(text, len, check_item, menus);
	} else if (menus->language == IPXE) {
		path_resolve(path, "..", menus->base);
		menu_ipxe_read(text, len, server, check_item, menus);
	} else {
		menu_grub_read(text, len, server, check_item, menus);
	}
	free(text);
}

/* The menus of a disk, inside an install tree, are read by nobody here. */
static bool
take_entry(void *owner, const struct check_walk_entry *entry)
{
	struct menus *menus = owner;
	const struct check_root *root = &menus->place->boot;

	if (entry->is_folder)
		return !is_tree(root, entry->path) &&
		    !check_place_has(root, entry->path, ".discinfo") &&
		    !check_place_has(root, entry->path, ".disk/info");
	menus->language = language_of(entry->path);
	if (menus->language != NO_MENU)
		check_menu(menus, entry->path);
	return false;
}

void
menu_check_run(const struct check_place *place, menu_target_fn *fn, void *owner)
{
	struct menus *menus = calloc(1, sizeof(*menus));

	if (!menus || !place->boot.tree) {
		free(menus);
		return;
	}
	menus->place = place;
	menus->fn = fn;
	menus->owner = owner;
	check_walk(&place->boot, take_entry, menus);
	free(menus);
}
