/* SPDX-License-Identifier: ISC */
#ifndef COMMON_CHECK_MENU_ITEM_H
#define COMMON_CHECK_MENU_ITEM_H

#include "common/check/check_text.h"

/*
 * What a boot menu refers to, whatever language it is written in. Pure. Names
 * stand as the menu has them, with GRUB's and iPXE's variables filled in;
 * GRUB's (http,HOST)/NAME as http://HOST/NAME. A name that only the machine
 * knows is left out.
 */

enum {
	MENU_NAMES_MAX = 8,
	MENU_WORDS_MAX = 2048,
};

/** enum menu_kind - what an item is */
enum menu_kind {
	MENU_ENTRY,  /* a kernel with what it is started with */
	MENU_MODULE, /* a program of the boot loader */
	MENU_MENU,   /* another menu that is read */
	MENU_LOADER, /* another boot loader */
};

/** struct menu_name - a name, and the line on which it stands */
struct menu_name {
	unsigned line;
	char text[CHECK_WORD_MAX]; /* "" where there is none */
};

/** struct menu_item - one entry of a menu, or another reference in it */
struct menu_item {
	enum menu_kind kind;
	char label[128];       /* of the entry; "" outside of one */
	struct menu_name file; /* kernel, module, menu or loader */
	struct menu_name initrds[MENU_NAMES_MAX];
	unsigned n_initrds;
	unsigned words_line;	    /* 0: there are no words */
	char words[MENU_WORDS_MAX]; /* the kernel's command line */
};

/** menu_item_fn - is given each item as soon as it is complete */
typedef void menu_item_fn(void *owner, const struct menu_item *item);

/** menu_item_set_words() - @words, from @line; those that do not fit are
 * dropped whole */
void menu_item_set_words(
    struct menu_item *item, unsigned line, const char *words);

/** menu_item_add_initrd() - one more, unless there are MENU_NAMES_MAX or it is
 * "" */
void menu_item_add_initrd(
    struct menu_item *item, unsigned line, const char *name);

/** menu_item_has_suffix() - whether @name ends in @suffix, whatever its case */
bool menu_item_has_suffix(const char *name, const char *suffix);

#endif
