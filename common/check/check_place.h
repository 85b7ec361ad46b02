/* SPDX-License-Identifier: ISC */
#ifndef COMMON_CHECK_CHECK_PLACE_H
#define COMMON_CHECK_CHECK_PLACE_H

#include <stdatomic.h>
#include <stdio.h>

#include "common/address.h"
#include "common/check/check_report.h"
#include "common/check/check_text.h"
#include "common/check/check_url.h"
#include "common/check/menu_variables.h"
#include "common/site.h"
#include "common/tree.h"

/* What this server is and serves, as far as a check has to know it. */

enum {
	CHECK_OWN_MAX = 256,
	CHECK_PORTS_MAX = 32,
	/* The path of a thing that is served, with its NUL. */
	CHECK_PATH_MAX = PATH_MAX,
};

/** struct check_root - a folder that is served; @tree is NULL for none */
struct check_root {
	struct tree *tree;
	char *path;
	const atomic_bool *is_over; /* set: nobody wants to know any more;
				       NULL: somebody does */
};

/** struct check_port - where one protocol is served */
struct check_port {
	enum check_scheme scheme;
	uint16_t port;
};

/** struct check_own - this host's addresses */
struct check_own {
	unsigned n;
	union endpoint all[CHECK_OWN_MAX];
};

/** struct check_made - a URL in a file that is written when it is fetched */
struct check_made {
	struct check_made *next;
	const char *name; /* of the file, below repo */
	const char *url;
	bool is_source;	  /* what is installed comes from there */
	const char *file; /* where it is said, and by what */
	unsigned line;
	const char *what;
};

/** struct check_place - all of it; see check_place_new() */
struct check_place {
	struct check_root boot;
	struct check_root repo; /* behind HTTP and FTP; without: not known */
	char server[ADDRESS_TEXT_MAX]; /* as clients reach it; "" */
	struct check_own own;
	unsigned n_ports;
	struct check_port ports[CHECK_PORTS_MAX];
	/* What answer files may have in place of URLs of this server. */
	struct menu_variables words;
	struct check_made *made; /* the last first */
	bool is_quick; /* no more than looking at names and small files */
	struct check_report *report;
};

/** enum check_where - where a URL leads */
enum check_where {
	CHECK_ELSEWHERE, /* to another host or server, or nobody can tell */
	CHECK_HERE,
	CHECK_CLOSED, /* to this host, where nobody serves that protocol */
};

/**
 * check_place_new() - @site's place, with its boot tree where that is here, and
 * this host's addresses; repo, ports and report are the caller's to set
 * @before: what they are where the kernel does not tell, as in a sandbox; or
 *	NULL
 * @ret_place: on 0; to be freed by check_place_free()
 *
 * Return: 0; -errno.
 */
int check_place_new(const struct site *site, const struct check_own *before,
    struct check_place **ret_place);

/** check_place_free() - with its trees; NULL is allowed */
void check_place_free(struct check_place *place);

/** check_place_add_port() - @scheme is served at @port; the 33rd is dropped */
void check_place_add_port(
    struct check_place *place, enum check_scheme scheme, uint16_t port);

/** check_place_add_made() - a copy of @made, but for its next. Return: 0;
 * -ENOMEM. */
int check_place_add_made(
    struct check_place *place, const struct check_made *made);

/** check_place_is_own() - whether @host is an address or the name of this
 * host; other names are not looked up */
bool check_place_is_own(const struct check_place *place, const char *host);

/** check_place_find() - where @url leads; @ret_root is set on CHECK_HERE */
enum check_where check_place_find(const struct check_place *place,
    const struct check_url *url, const struct check_root **ret_root);

/** check_place_look() - whether @name can be fetched: a file is opened, a
 * folder is there. Return: 0; -errno as of tree_open_file(); @ret_is_folder,
 * unless NULL, is set on 0. */
int check_place_look(
    const struct check_root *root, const char *name, bool *ret_is_folder);

/** check_place_is_made() - whether @name is a file that is written when it is
 * fetched, and none that lies there */
bool check_place_is_made(const struct check_root *root, const char *name);

/** check_place_has() - whether the file @name below the folder @path can be
 * fetched */
bool check_place_has(
    const struct check_root *root, const char *path, const char *name);

/** check_place_reason() - why not, of what check_place_look() returned */
const char *check_place_reason(int error);

/** check_place_remedy() - and what to do */
const char *check_place_remedy(int error);

/** check_place_path() - @name's path on this machine, into @out of
 * CHECK_PATH_MAX. Return: @out. */
char *check_place_path(
    const struct check_root *root, const char *name, char *out);

/**
 * check_place_read_text() - the file @name, at most CHECK_TEXT_MAX octets
 * @ret_text: malloc'd, the caller's; set on 0
 *
 * Return: 0; -errno; -EFBIG for a longer one.
 */
int check_place_read_text(const struct check_root *root, const char *name,
    char **ret_text, size_t *ret_len);

/** check_place_read_at() - up to @len octets of @file from @offset on.
 * Return: how many; fewer only at its end; -errno. */
ssize_t check_place_read_at(
    const struct tree_file *file, void *out, size_t len, uint64_t offset);

#endif
