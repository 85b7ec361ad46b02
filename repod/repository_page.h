/* SPDX-License-Identifier: ISC */
#ifndef REPOD_REPOSITORY_PAGE_H
#define REPOD_REPOSITORY_PAGE_H

#include "common/cursor.h"
#include "repod/repository.h"

/* What the page of a folder says of the repository or of the answer files in
 * it: the lines with which to use them, ready to copy. Pure. */

enum {
	/* Answer files of a folder whose lines are told. */
	REPOSITORY_PAGE_ANSWERS_MAX = 4,
	/* What one of these functions appends, at the most: lines with an URL
	 * of the longest path. */
	REPOSITORY_PAGE_MAX = 48 << 10,
};

/** repository_page_write() - append a section about @repository
 * @origin: "http://192.168.10.1", as the reader reached us
 * @path: of the folder, as path_resolve() gives it */
void repository_page_write(struct writer *writer,
    const struct repository *repository, const char *origin, const char *path);

/** repository_page_is_answer() - whether a file of this name is an answer file
 * that an installer is pointed to */
bool repository_page_is_answer(const char *name);

/** repository_page_answers() - append a section with the kernel's words for
 * the @n answer files @names in the folder; nothing for none */
void repository_page_answers(struct writer *writer, const char *const *names,
    unsigned n, const char *origin, const char *path);

#endif
