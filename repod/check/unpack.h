/* SPDX-License-Identifier: ISC */
#ifndef REPOD_CHECK_UNPACK_H
#define REPOD_CHECK_UNPACK_H

#include "common/check/check_place.h"

/** unpack_fn - is given what was unpacked, piece by piece. Return: whether to
 * go on. */
typedef bool unpack_fn(
    void *owner, const void *bytes, size_t len, bool is_last);

/** unpack_file() - read @file, named @name: as unpack_coding_of() has it, plain
 * .xml as it is; @is_last comes once, at its whole end
 * Return: 0, also where @fn ended it; -ENOTSUP for another coding, or one that
 * this build has no library for; -EBADMSG for a damaged file; -errno. */
int unpack_file(
    const struct tree_file *file, const char *name, unpack_fn *fn, void *owner);

#endif
