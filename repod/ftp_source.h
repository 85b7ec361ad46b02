/* SPDX-License-Identifier: ISC */
#ifndef REPOD_FTP_SOURCE_H
#define REPOD_FTP_SOURCE_H

#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

#include "common/stream_file.h"
#include "common/tree.h"
#include "repod/access.h"
#include "repod/ftp_session.h"

/*
 * Data that has to be made before it is sent: a file whose line ends become
 * CR LF, and a listing. Making it blocks, so it is done on a thread of the
 * pool, one piece at a time.
 */

enum {
	/* The least room that one ftp_source_fill() is given. */
	FTP_SOURCE_PIECE_MIN = 16 << 10,
};

/** struct ftp_source - data being made; opaque */
struct ftp_source;

/**
 * ftp_source_new_ascii() - the file @file in type A
 * @file: referenced until the source is freed
 * @size: octets in it, when it was opened
 * @skip: octets of the converted file that are passed over (REST)
 *
 * Return: 0; -ENOMEM.
 */
int ftp_source_new_ascii(struct stream_file *file, uint64_t size, uint64_t skip,
    struct ftp_source **ret_source);

/**
 * ftp_source_new_list() - the listing that @action asks for, sorted by name
 * @tree: referenced until the source is freed
 * @access: what @peer may have of what a pattern enters; copied; or NULL
 * @action: of FTP_DO_SEND_LIST or _TELL_LIST; copied from
 * @now_s: the time of day, since 1970
 *
 * Listed is what can be retrieved or entered: files and folders that are
 * readable, also by links inside the root; no pipes, no devices, no links
 * that lead out, no names that hold a line end.
 *
 * Return: 0; -ENOMEM.
 */
int ftp_source_new_list(struct tree *tree, const struct access *access,
    const union endpoint *peer, const struct ftp_action *action, int64_t now_s,
    struct ftp_source **ret_source);

/**
 * ftp_source_fill() - make the next octets; may block
 * @size: at least FTP_SOURCE_PIECE_MIN
 *
 * Return: octets, more than 0; 0 at the end; -errno: -EIO for a file that was
 * written to or became shorter, -EFBIG for a folder over FTP_NAMES_MAX.
 */
ssize_t ftp_source_fill(
    struct ftp_source *source, uint8_t *ret_bytes, size_t size);

/** ftp_source_free() - on the loop's thread; NULL is allowed */
void ftp_source_free(struct ftp_source *source);

#endif
