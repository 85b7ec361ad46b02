/* SPDX-License-Identifier: ISC */
#ifndef REPOD_KICKSTART_INSTALL_PAGE_H
#define REPOD_KICKSTART_INSTALL_PAGE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* The form at /ks/?new, and what it makes, /ks/?make&...; also at preseed/ and
 * autoinstall/. */

enum install_page {
	INSTALL_PAGE_NONE,
	INSTALL_PAGE_FORM,
	INSTALL_PAGE_TEXT,
};

/** install_page_of() - what @query, of @len octets, asks of the folder @path
 * @is_missing: there is no such folder in the tree: then the form is there */
enum install_page install_page_of(
    const char *path, const char *query, size_t len, bool is_missing);

/** install_page_make() - make it
 * @ret_fd: an unnamed file in memory; the caller's
 * Return: 0; -errno. */
int install_page_make(enum install_page page, const char *path,
    const char *query, size_t len, int *ret_fd, uint64_t *ret_size);

#endif
