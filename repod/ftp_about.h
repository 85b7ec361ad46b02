/* SPDX-License-Identifier: ISC */
#ifndef REPOD_FTP_ABOUT_H
#define REPOD_FTP_ABOUT_H

#include "repod/ftp_session.h"

/* Who is there, and what this server is: commands that touch no file and no
 * data connection. */

ftp_session_fn ftp_about_acct;
ftp_session_fn ftp_about_allo;
ftp_session_fn ftp_about_clnt;
ftp_session_fn ftp_about_feat;
ftp_session_fn ftp_about_help;
ftp_session_fn ftp_about_noop;
ftp_session_fn ftp_about_opts;
ftp_session_fn ftp_about_pass;
ftp_session_fn ftp_about_quit;
ftp_session_fn ftp_about_rein;
ftp_session_fn ftp_about_site;
/* STAT with an argument is about an object, and goes there. */
ftp_session_fn ftp_about_stat;
ftp_session_fn ftp_about_syst;
ftp_session_fn ftp_about_user;

#endif
