/* SPDX-License-Identifier: ISC */
#ifndef REPOD_FTP_FOLDER_H
#define REPOD_FTP_FOLDER_H

#include <sys/types.h>

#include "common/tree.h"
#include "repod/access.h"
#include "repod/ftp_session.h"

/* A folder's listing as it is sent; see repod/ftp_source.h. */

/** struct ftp_folder - a listing being made; opaque */
struct ftp_folder;

/** ftp_folder_new() - as ftp_source_new_list(); NULL without memory */
struct ftp_folder *ftp_folder_new(struct tree *tree,
    const struct access *access, const union endpoint *peer,
    const struct ftp_action *action, int64_t now_s);

/** ftp_folder_fill() - as ftp_source_fill() */
ssize_t ftp_folder_fill(
    struct ftp_folder *folder, uint8_t *ret_bytes, size_t size);

/** ftp_folder_free() - NULL is allowed */
void ftp_folder_free(struct ftp_folder *folder);

/** ftp_folder_describe() - what a listing tells of @st, named by nobody */
struct ftp_entry ftp_folder_describe(const struct stat *st);

#endif
