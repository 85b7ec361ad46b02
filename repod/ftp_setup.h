/* SPDX-License-Identifier: ISC */
#ifndef REPOD_FTP_SETUP_H
#define REPOD_FTP_SETUP_H

#include "repod/ftp_session.h"

/* How data will travel: type, mode and structure, offset, and the data
 * connection, which goes only to the control peer and comes only from it. */

ftp_session_fn ftp_setup_abor;
ftp_session_fn ftp_setup_eprt;
ftp_session_fn ftp_setup_epsv;
ftp_session_fn ftp_setup_mode;
ftp_session_fn ftp_setup_pasv;
ftp_session_fn ftp_setup_port;
ftp_session_fn ftp_setup_rest;
ftp_session_fn ftp_setup_stru;
ftp_session_fn ftp_setup_type;

/** ftp_setup_listening() - PASV's or EPSV's listener is there, or is not */
void ftp_setup_listening(struct ftp_session *session,
    const struct ftp_found *found, struct ftp_output *output);

/** ftp_setup_finished() - the reply that ends a transfer */
void ftp_setup_finished(enum ftp_outcome outcome, struct ftp_output *output);

#endif
