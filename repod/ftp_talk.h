/* SPDX-License-Identifier: ISC */
#ifndef REPOD_FTP_TALK_H
#define REPOD_FTP_TALK_H

#include "repod/ftp_session.h"

/* What each command's answer is made of; below the files that answer them. */

/** ftp_talk_reply() - a reply of one line */
void ftp_talk_reply(struct ftp_output *output, unsigned code, const char *text);

/** ftp_talk_end() - the session is over behind this reply */
void ftp_talk_end(struct ftp_session *session, struct ftp_output *output);

/** ftp_talk_ask() - @what about session->object, to be answered */
void ftp_talk_ask(
    struct ftp_session *session, enum ftp_do what, struct ftp_output *output);

/** ftp_talk_reset() - as nobody had logged in (REIN) */
void ftp_talk_reset(struct ftp_session *session);

#endif
