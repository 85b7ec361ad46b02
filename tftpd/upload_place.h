/* SPDX-License-Identifier: ISC */
#ifndef TFTPD_UPLOAD_PLACE_H
#define TFTPD_UPLOAD_PLACE_H

#include <stdbool.h>

#include "common/address.h"
#include "common/path.h"

/*
 * Where clients may put files: patterns of folders below the root, with %m and
 * %i as in tftpd/machine_folder.h and what common/glob.h knows. Pure.
 */

/**
 * upload_place_name() - the name below @root that a write of @asked means
 * @asked: as the client sent it, or as the rewrite rules made it
 *
 * Backslashes are slashes, @root may stand before it, blanks and 0xFF behind
 * it are dropped: a name that is not there yet cannot be found by trying.
 * Return: false for one that has a ".." in it, names no file, or does not fit.
 */
bool upload_place_name(
    const char *root, const char *asked, char ret_name[PATH_NAME_MAX]);

/** upload_place_allows() - whether @name is directly in a folder that
 * @pattern describes for the machine of @client and @mac (or NULL) */
bool upload_place_allows(const char *pattern, const char *name,
    const union endpoint *client, const uint8_t *mac);

/** upload_place_fixed() - the folder that all folders of @pattern are in or
 * below, into PATH_NAME_MAX octets: what is before the first that varies */
void upload_place_fixed(const char *pattern, char *ret_folder);

#endif
