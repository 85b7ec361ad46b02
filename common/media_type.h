/* SPDX-License-Identifier: ISC */
#ifndef COMMON_MEDIA_TYPE_H
#define COMMON_MEDIA_TYPE_H

/**
 * media_type_of() - the media type of the file @name, by its ending
 * @name: a path or its last part
 *
 * Pure. UEFI HTTP Boot decides by it whether a download is a program or a disk
 * image (edk2 HttpBootSupport.c), so these rows are not for show. A compressed
 * file has the type of its compression: it is served as it is.
 *
 * Return: the type; application/octet-stream where nothing is known. Static.
 */
const char *media_type_of(const char *name);

#endif
