/* SPDX-License-Identifier: ISC */
#ifndef REPOD_FTP_SEND_H
#define REPOD_FTP_SEND_H

#include "repod/ftp_session.h"

/* What goes over a data connection: RETR, and how any transfer begins. */

ftp_session_fn ftp_send_retr;
ftp_session_found_fn ftp_send_retr_found;

/** ftp_send_is_ready() - whether a data connection was set up; else it is
 * refused */
bool ftp_send_is_ready(struct ftp_session *session, struct ftp_output *output);

/** ftp_send_begin() - send session->object by the data connection; what more
 * the action says is the caller's */
void ftp_send_begin(
    struct ftp_session *session, enum ftp_do what, struct ftp_output *output);

/** ftp_send_drop() - the data connection that was set up serves this command,
 * or nothing */
void ftp_send_drop(struct ftp_session *session, struct ftp_output *output);

#endif
