/* SPDX-License-Identifier: ISC */
#ifndef REPOD_FTP_OBJECT_H
#define REPOD_FTP_OBJECT_H

#include "repod/ftp_session.h"

/* Where the client is, and what a name is. */

ftp_session_fn ftp_object_cdup;
ftp_session_fn ftp_object_pwd;

/** ftp_object_look() - CWD, MDTM, MLST, SIZE and STAT of a name: find out what
 * it is */
ftp_session_fn ftp_object_look;

ftp_session_found_fn ftp_object_cwd_found;
ftp_session_found_fn ftp_object_mdtm_found;
ftp_session_found_fn ftp_object_mlst_found;
ftp_session_found_fn ftp_object_size_found;
ftp_session_found_fn ftp_object_stat_found;

/** ftp_object_resolve() - put what the client calls @name into
 * session->object. Return: false where it is too long, and that is replied. */
bool ftp_object_resolve(
    struct ftp_session *session, const char *name, struct ftp_output *output);

/**
 * ftp_object_refuse() - reply that a name is not to be had
 * @error: -errno, as common/tree.h has it
 *
 * What is not there, or not allowed, will not be there in a minute either: 550.
 * What this machine could not do is 451: Anaconda takes a 550 for a file that
 * need not be there, and goes on without it.
 */
void ftp_object_refuse(int error, struct ftp_output *output);

/** ftp_object_is_refused() - whether @found is an error; then it is replied */
bool ftp_object_is_refused(
    const struct ftp_found *found, struct ftp_output *output);

#endif
