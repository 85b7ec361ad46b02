/* SPDX-License-Identifier: ISC */
#ifndef REPOD_CHECK_TREEINFO_SUMS_H
#define REPOD_CHECK_TREEINFO_SUMS_H

#include "common/check/check_text.h"

/** struct treeinfo_sum - one line of [checksums] in .treeinfo */
struct treeinfo_sum {
	unsigned line;
	char name[CHECK_WORD_MAX];
	char kind[16]; /* "sha256" */
	char hex[129];
};

/** struct treeinfo_sums - where reading has come to; all zero but
 * @lines.rest at first */
struct treeinfo_sums {
	struct check_lines lines;
	bool is_inside;
};

/** treeinfo_sums_next() - the next one. Pure. Return: false at the end. */
bool treeinfo_sums_next(
    struct treeinfo_sums *sums, struct treeinfo_sum *ret_sum);

#endif
