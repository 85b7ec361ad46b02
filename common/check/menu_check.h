/* SPDX-License-Identifier: ISC */
#ifndef COMMON_CHECK_MENU_CHECK_H
#define COMMON_CHECK_MENU_CHECK_H

#include "common/check/boot_words.h"
#include "common/check/check_place.h"

/* Whether what the menus of the boot tree name is there. */

/** struct menu_target - what a word of a kernel's command line leads to, on
 * this server */
struct menu_target {
	const struct boot_word *word;
	const struct check_root *root;
	const char *name;   /* below it */
	const char *kernel; /* of the entry, below the boot tree; "" */
	const char *file;   /* the menu */
	unsigned line;
};

/** menu_target_fn - is given each target that is there */
typedef void menu_target_fn(void *owner, const struct menu_target *target);

/** menu_check_run() - check pxelinux.cfg/, grub.cfg and *.ipxe of the boot
 * tree, outside of install trees */
void menu_check_run(
    const struct check_place *place, menu_target_fn *fn, void *owner);

/** struct check_source - where a reference stands */
struct check_source {
	const char *file; /* its path on this machine */
	unsigned line;
	const char *what; /* "inst.repo=", "url --url" */
};

/**
 * menu_check_place() - whether @value, a URL, leads to something of @kind here
 * @ret_name: room for PATH_NAME_MAX; below @ret_root
 *
 * Return: true where it is on this server, and there; what is not there is
 * told.
 */
bool menu_check_place(const struct check_place *place,
    const struct check_source *source, enum boot_word_kind kind,
    const char *value, const struct check_root **ret_root, char *ret_name);

#endif
