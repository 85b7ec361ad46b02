/* SPDX-License-Identifier: ISC */
#ifndef REPOD_ANSWER_MADE_SOURCE_H
#define REPOD_ANSWER_MADE_SOURCE_H

#include <stddef.h>
#include <time.h>

#include "common/path.h"
#include "common/tree.h"
#include "repod/answer/answer_config.h"

/*
 * Where the text of a made file comes from: the table of all that can be asked
 * for one. The tree's own templates come first: a file that lies there wins
 * over one that repod would write.
 */

/** struct made_source - a text that is to be filled in */
struct made_source {
	char *text; /* malloc'd, @len octets; see made_source_free() */
	size_t len;
	/* As errors name it, malloc'd: "/ks/web.cfg" below the root, or what it
	 * was written of, "[kickstart web]". */
	char *file;
	struct timespec mtime;
};

/** made_source_has() - whether some source may have @name; cheap */
bool made_source_has(const struct answer_config *config, const char *name);

/** made_source_open() - the text of @name. Return: 0; -EFBIG past
 * MADE_TEXT_MAX; as tree_open_file(). */
int made_source_open(const struct answer_config *config,
    const struct tree *tree, const char *name, struct made_source *ret_source);

/** made_source_mount() - let @tree list the files that are written of
 * @config's sections, at the length of what is still to be filled in; one whose
 * script is missing is told, and not listed. Return: 0; -ENOMEM. */
int made_source_mount(const struct answer_config *config, struct tree *tree);

/** made_source_include() - the text of the file @name of the tree, seen from
 * the folder of @from, a struct made_source's file. Return: as
 * made_source_open(). */
int made_source_include(const struct tree *tree, const char *from,
    const char *name, struct made_source *ret_source);

/** made_source_free() - free what @source owns */
void made_source_free(struct made_source *source);

#endif
