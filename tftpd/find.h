/* SPDX-License-Identifier: ISC */
#ifndef TFTPD_FIND_H
#define TFTPD_FIND_H

#include "tftpd/lookup.h"
#include "tftpd/rewrite.h"

/** struct find - what is done with one client's names; all borrowed */
struct find {
	struct lookup lookup;
	const struct rewrite *rewrite;
	const union endpoint *client;
	/* As in struct rewrite_request; NULL: nobody wants to know. */
	void (*told)(void *owner, const struct rewrite_rule *rule,
	    const char *what, const char *name);
	void *owner;
};

/**
 * find_own_folder() - the folder that @pattern, of machine-root, gives @client
 * @pattern: or NULL
 * @ret_folder: room for PATH_NAME_MAX
 *
 * Return: false where it has none.
 */
bool find_own_folder(
    const char *pattern, const union endpoint *client, char *ret_folder);

/**
 * find_rename() - what the rewrite rules make of @asked
 * @ret_name: room for PATH_NAME_MAX
 * @ret_text: as in rewrite_apply()
 *
 * Return: 0; -ENAMETOOLONG; enum rewrite_verdict.
 */
int find_rename(const struct find *find, bool is_write, const char *asked,
    char *ret_name, char *ret_text);

/**
 * find_open() - open what a client means by @asked, after the rewrite rules
 *
 * Return: as find_rename(), and as lookup_open().
 */
int find_open(const struct find *find, const char *asked,
    struct lookup_found *ret_found, char *ret_text);

#endif
