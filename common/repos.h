/* SPDX-License-Identifier: ISC */
#ifndef COMMON_REPOS_H
#define COMMON_REPOS_H

#include <stdbool.h>
#include <stddef.h>

#include "common/config.h"

/* The [repo NAME] sections: install trees, where they appear below repod's
 * root, and where they come from. */

/** struct repo - one of them; its strings are its own */
struct repo {
	char *name;
	char *path;    /* below repod's root; NULL: it appears nowhere */
	char *source;  /* an image or a folder; NULL: what is at @path */
	bool has_boot; /* NAME/vmlinuz and NAME/initrd.img are its own */
};

/** struct repos - all of them */
struct repos {
	size_t n;
	struct repo *all;
};

/** repos_keys - what stands in such a section; the object is a struct repo */
extern const struct config_key repos_keys[];

/** repos_open() - for struct config_section: a new one in @repos. Return: NULL,
 * told, where its name is none of a folder. */
struct repo *repos_open(struct config *config, const struct config_entry *entry,
    struct repos *repos);

/** repos_add() - [repo @name] at @path; both are copied. Return: NULL without
 * memory. */
struct repo *repos_add(struct repos *repos, const char *name, const char *path);

/** repos_find() - [repo @name]; NULL: there is none */
const struct repo *repos_find(const struct repos *repos, const char *name);

/** repos_check() - what no key can know alone. Return: 0; 1, logged. */
int repos_check(const struct repos *repos);

/** repos_free() - free what @repos owns */
void repos_free(struct repos *repos);

#endif
