/* SPDX-License-Identifier: ISC */
#ifndef REPOD_KICKSTART_INSTALL_QUERY_H
#define REPOD_KICKSTART_INSTALL_QUERY_H

#include "common/cursor.h"
#include "repod/kickstart/install.h"

/*
 * What a form says, as the query of a URL: make&language=de_DE.UTF-8&... No
 * password is in it, nor a hash: where one belongs the text has a mark,
 * HASH-OF-root-password, in whose place the browser puts it. Pure.
 */

enum {
	/* As much as one line of a request has room for, decoded. */
	INSTALL_QUERY_MAX = 8192,
};

/** install_query_installer() - whose form is at the folder @path: "ks",
 * "preseed", "autoinstall". Return: false for any other. */
bool install_query_installer(const char *path, enum installer *ret_installer);

/** install_query_is() - whether @query, of @len octets, begins with the word
 * @verb: "new", "make" */
bool install_query_is(const char *query, size_t len, const char *verb);

/**
 * install_query_text() - append the answer file that @query asks for
 *
 * What is wrong with it stands before it, as comments: "# WRONG key: message".
 */
void install_query_text(enum installer installer, const char *query, size_t len,
    struct writer *writer);

#endif
