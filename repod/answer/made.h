/* SPDX-License-Identifier: ISC */
#ifndef REPOD_ANSWER_MADE_H
#define REPOD_ANSWER_MADE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <time.h>

#include "common/machine.h"
#include "common/tree.h"
#include "repod/answer/answer_config.h"
#include "repod/answer/asker.h"

/*
 * Files that are made when somebody asks for them, and for him alone: answer
 * files of the tree that are filled in, and those that repod writes itself.
 * HTTP and FTP ask here first for every name.
 *
 * Such a file is made anew each time, from what lies in the tree at that
 * moment. It is whole or it is not there.
 */

enum {
	/* Of a text that is filled in, of one that it includes, and of what
	 * comes of them. */
	MADE_TEXT_MAX = 1 << 20,
	/* Why a file could not be made. */
	MADE_REASON_MAX = 600,
};

/** struct made_file - one that was made */
struct made_file {
	uint8_t *text; /* of malloc(), the holder's to free() */
	size_t size;
	uint64_t inode;	       /* a digest of its content */
	struct timespec mtime; /* that of the newest file it was made of */
};

/** struct made - opaque */
struct made;

/** made_new() - @machines: who knows MACs; borrowed, may be NULL. Return: NULL
 * without memory. */
struct made *made_new(struct machines *machines);

/** made_free() - NULL is allowed */
void made_free(struct made *made);

/** struct made_terms - by what files are made; all is copied or referenced */
struct made_terms {
	struct answer_config *config;
	const char *root; /* the tree's folder, for the log */
	uint32_t server;  /* [site] server, host order; 0: the address asked */
};

/** made_configure() - make files by @terms from now on. Return: 0; -ENOMEM,
 * and nothing changed. */
int made_configure(struct made *made, const struct made_terms *terms);

/** made_has() - whether @name, as path_resolve() gives it, may be a file that
 * is made: made_open() is to be asked for it before the tree is. Cheap. */
bool made_has(const struct made *made, const char *name);

/**
 * made_open() - make the file @name for @asker
 * @now_ms: monotonic
 * @ret_reason: room for MADE_REASON_MAX; set on -EBADMSG
 *
 * Both that it was made and why it could not be is told to the log, with the
 * file, the line and the machine.
 * Return: 0; -ENOENT: it is not made, and the tree is to be asked; -EBADMSG:
 * there is a mistake in it, see @ret_reason; as tree_open_file().
 */
int made_open(struct made *made, const struct tree *tree, const char *name,
    const struct asker *asker, uint64_t now_ms, struct made_file *ret_file,
    char *ret_reason);

#endif
