/* SPDX-License-Identifier: ISC */
#include "repod/ftp_talk.h"

#include "common/ftp_reply.h"

void
ftp_talk_reply(struct ftp_output *output, unsigned code, const char *text)
{
	ftp_reply_line(&output->reply, code, text);
}

void
ftp_talk_end(struct ftp_session *session, struct ftp_output *output)
{
	session->phase = FTP_PHASE_OVER;
	output->action.what = FTP_DO_CLOSE;
}

void
ftp_talk_ask(
    struct ftp_session *session, enum ftp_do what, struct ftp_output *output)
{
	session->phase = FTP_PHASE_ASKED;
	output->action.what = what;
	output->action.name = session->object;
}

void
ftp_talk_reset(struct ftp_session *session)
{
	session->login = FTP_LOGIN_NONE;
	session->data = FTP_DATA_NONE;
	session->is_ascii = true; /* RFC 959 3.1.1.1 */
	session->is_epsv_only = false;
	session->facts = FTP_FACTS_ALL;
	session->restart = 0;
	session->folder[0] = '\0';
}
