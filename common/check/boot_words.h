/* SPDX-License-Identifier: ISC */
#ifndef COMMON_CHECK_BOOT_WORDS_H
#define COMMON_CHECK_BOOT_WORDS_H

#include "common/check/check_text.h"

/*
 * What a kernel's command line tells an installer to fetch. Pure.
 * Source: Anaconda's boot options; dracut.cmdline(7), live: of its
 * dmsquash-live; Debian's and Ubuntu's installers; cloud-init's NoCloud;
 * linuxrc of SUSE.
 */

/** enum boot_word_kind - what the word's value has to be */
enum boot_word_kind {
	BOOT_WORD_KICKSTART, /* a kickstart, or a folder of one a machine */
	BOOT_WORD_TREE,	     /* an install tree or a repository */
	BOOT_WORD_STAGE2,    /* a tree's installer image, or its folder */
	BOOT_WORD_FILE,	     /* a file of another kind */
	BOOT_WORD_FOLDER,    /* a folder of another kind */
	BOOT_WORD_SEED,	     /* a folder with user-data and meta-data */
	BOOT_WORD_INITRD,    /* files beside the kernel, parted by commas */
};

/** struct boot_word - one of them */
struct boot_word {
	enum boot_word_kind kind;
	char name[32];		    /* "inst.ks" */
	char value[CHECK_WORD_MAX]; /* its place alone, without live: and s= */
};

/** boot_words_next() - the next word that names something to be fetched, off
 * @rest. Return: false where none is left. */
bool boot_words_next(struct http_span *rest, struct boot_word *ret_word);

#endif
