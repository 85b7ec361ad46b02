/* SPDX-License-Identifier: ISC */
#ifndef REPOD_REPOSITORY_H
#define REPOD_REPOSITORY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/*
 * What an install tree or a package repository says of itself, read from the
 * small files that mark one. Pure; total functions of their text.
 */

enum {
	/* Read of one such file; Debian's Release is larger, but says first
	 * what matters here. */
	REPOSITORY_FILE_MAX = 16 << 10,
	REPOSITORY_TEXT_MAX = 128,
	/* Of a Debian archive, those that are told. */
	REPOSITORY_SUITES_MAX = 4,
};

/** struct repository_suite - one Release of a Debian archive */
struct repository_suite {
	char codename[REPOSITORY_TEXT_MAX];   /* "bookworm"; "./": flat */
	char components[REPOSITORY_TEXT_MAX]; /* "main contrib"; "" */
};

/** struct repository - all zero: the folder is none */
struct repository {
	bool is_tree; /* an installer boots from here: .treeinfo */
	bool is_rpm;  /* repodata/repomd.xml */
	bool is_disk; /* .disk/info */
	char name[REPOSITORY_TEXT_MAX]; /* each "" where nothing says it */
	char version[REPOSITORY_TEXT_MAX];
	char architecture[REPOSITORY_TEXT_MAX];
	char key[REPOSITORY_TEXT_MAX]; /* the file RPM-GPG-KEY... here */
	/* A Debian archive: its suites, and how many folders above the page's
	 * it begins. */
	struct repository_suite suites[REPOSITORY_SUITES_MAX];
	unsigned n_suites;
	unsigned n_above;
	uint64_t n_packages;
	bool has_more_packages; /* counting ended early */
};

/** repository_has_packages() - whether it is one of packages, which are counted
 * then, be it none */
bool repository_has_packages(const struct repository *repository);

/**
 * repository_value() - the value of a key in a file of "key = value" or "Key:
 * value" lines
 * @section: the [section] it stands in; NULL: in none
 * @out: room for REPOSITORY_TEXT_MAX; cut there; "" where there is none
 *
 * Case does not count. Return: whether there is one that is not empty.
 */
bool repository_value(const char *text, size_t len, const char *section,
    const char *key, char *out);

/** repository_read_treeinfo() - what .treeinfo says, in its old form
 * ([general]) and the one of productmd */
void repository_read_treeinfo(
    const char *text, size_t len, struct repository *repository);

/** repository_read_release() - one more suite, from a Release file; those past
 * REPOSITORY_SUITES_MAX are dropped. @is_flat: it stands beside the packages */
void repository_read_release(
    const char *text, size_t len, bool is_flat, struct repository *repository);

/** repository_read_disk_info() - what .disk/info of a Debian or Ubuntu disk
 * says: a name, a version, a code name, an architecture in one line */
void repository_read_disk_info(
    const char *text, size_t len, struct repository *repository);

#endif
