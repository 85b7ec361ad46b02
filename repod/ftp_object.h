/* SPDX-License-Identifier: ISC */
#ifndef REPOD_FTP_OBJECT_H
#define REPOD_FTP_OBJECT_H

#include "repod/ftp_session.h"

/* Files and folders: where the client is, what a name is, retrieving and
 * listing. What is missing is 550, never a 4xx, which clients try again. */

ftp_session_fn ftp_object_cdup;
ftp_session_fn ftp_object_pwd;
ftp_session_fn ftp_object_retr;

/** ftp_object_look() - CWD, MDTM, MLST, SIZE and STAT of a name: find out what
 * it is, then ftp_object_found() */
ftp_session_fn ftp_object_look;

/** ftp_object_list() - LIST, NLST and MLSD */
ftp_session_fn ftp_object_list;

/** ftp_object_found() - go on with the command that asked */
void ftp_object_found(struct ftp_session *session,
    const struct ftp_found *found, struct ftp_output *output);

#endif
