/* SPDX-License-Identifier: ISC */
#ifndef REPOD_FTP_LIST_H
#define REPOD_FTP_LIST_H

#include "repod/ftp_session.h"

/* Listings of folders, of single files, and of what patterns mean. */

/** ftp_list() - LIST, NLST and MLSD */
ftp_session_fn ftp_list;

ftp_session_found_fn ftp_list_found;

#endif
