/* SPDX-License-Identifier: ISC */
#ifndef COMMON_CHECK_CHECK_URL_H
#define COMMON_CHECK_CHECK_URL_H

#include <stdbool.h>
#include <stdint.h>

#include "common/path.h"

/* Where a menu or an answer file points to. Pure. */

enum {
	CHECK_HOST_MAX = 256,
};

/** enum check_scheme - by which protocol a thing is fetched */
enum check_scheme {
	CHECK_HTTP,
	CHECK_HTTPS,
	CHECK_FTP,
	CHECK_TFTP,
	CHECK_NFS,
};

/** struct check_url - a place on the network */
struct check_url {
	enum check_scheme scheme;
	char host[CHECK_HOST_MAX]; /* without brackets; "" names none */
	uint16_t port;		   /* the scheme's own where none is named */
	char path[PATH_NAME_MAX];  /* decoded, as path_resolve() gives it */
	bool is_folder;		   /* it ended with a slash */
};

/**
 * check_url_parse() - http://, https://, ftp://, tftp://, nfs://, and
 * Anaconda's nfs:SERVER:/PATH and nfs:OPTIONS:SERVER:/PATH
 *
 * A query and a fragment are dropped, and so are user and password.
 * Return: false for anything else, and for a text that something is yet to be
 * filled into: it holds a $ or a {.
 */
bool check_url_parse(const char *text, struct check_url *ret_url);

/** check_url_is_pattern() - whether something is yet to be filled in */
bool check_url_is_pattern(const char *text);

#endif
