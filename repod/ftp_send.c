/* SPDX-License-Identifier: ISC */
#include "repod/ftp_send.h"

#include "common/ftp_reply.h"
#include "repod/ftp_object.h"
#include "repod/ftp_talk.h"

void
ftp_send_drop(struct ftp_session *session, struct ftp_output *output)
{
	session->data = FTP_DATA_NONE;
	session->restart = 0;
	output->action.what = FTP_DO_DROP;
}

bool
ftp_send_is_ready(struct ftp_session *session, struct ftp_output *output)
{
	if (session->data != FTP_DATA_NONE)
		return true;
	session->restart = 0;
	ftp_talk_reply(output, 425, "Use PASV, EPSV, PORT or EPRT first.");
	return false;
}

void
ftp_send_begin(
    struct ftp_session *session, enum ftp_do what, struct ftp_output *output)
{
	session->phase = FTP_PHASE_TRANSFER;
	output->action.what = what;
	output->action.name = session->object;
	output->action.is_passive = session->data == FTP_DATA_PASSIVE;
	output->action.to = session->to;
	output->action.is_ascii = session->is_ascii;
	session->restart = 0;
}

void
ftp_send_retr(struct ftp_session *session, struct ftp_output *output)
{
	if (ftp_send_is_ready(session, output) &&
	    ftp_object_resolve(session, session->command.argument, output))
		ftp_talk_ask(session, FTP_DO_OPEN, output);
}

void
ftp_send_retr_found(struct ftp_session *session, const struct ftp_found *found,
    struct ftp_output *output)
{
	struct writer *reply = &output->reply;

	if (ftp_object_is_refused(found, output)) {
		ftp_send_drop(session, output);
		return;
	}
	/* In type A the offset counts line ends as CR LF: more octets. */
	if (!session->is_ascii && session->restart > found->entry.size) {
		ftp_talk_reply(output, 554, "REST is behind the end.");
		ftp_send_drop(session, output);
		return;
	}
	ftp_reply_begin(reply, 150, true);
	writer_text(
	    reply, session->is_ascii ? "Opening ASCII" : "Opening BINARY");
	writer_text(reply, " mode data connection for ");
	ftp_reply_name(reply, path_last(session->object));
	/* curl and others read the size from here. */
	if (!session->is_ascii)
		writer_format(reply, " (%llu bytes)",
		    (unsigned long long)found->entry.size);
	writer_text(reply, ".");
	ftp_reply_end(reply);
	output->action.offset = session->restart;
	ftp_send_begin(session, FTP_DO_SEND_FILE, output);
}
