/* SPDX-License-Identifier: ISC */
#include "repod/ftp_about.h"

#include <string.h>
#include <strings.h>

#include "common/ftp_reply.h"
#include "common/text.h"
#include "repod/ftp_object.h"
#include "repod/ftp_talk.h"

void
ftp_about_user(struct ftp_session *session, struct ftp_output *output)
{
	const char *name = session->command.argument;

	session->login = FTP_LOGIN_NONE;
	if (!text_equal(name, "anonymous") && !text_equal(name, "ftp")) {
		ftp_talk_reply(output, 530, "This server is anonymous only.");
		return;
	}
	if (session->is_unwelcome) {
		ftp_talk_reply(output, 530, "Not from your network.");
		return;
	}
	session->login = FTP_LOGIN_NAMED;
	ftp_talk_reply(output, 331, "Any password will do.");
}

void
ftp_about_pass(struct ftp_session *session, struct ftp_output *output)
{
	if (session->login == FTP_LOGIN_NONE) {
		ftp_talk_reply(output, 503, "Log in with USER first.");
		return;
	}
	session->login = FTP_LOGIN_DONE;
	ftp_talk_reply(output, 230, "Logged in.");
}

void
ftp_about_acct(struct ftp_session *session, struct ftp_output *output)
{
	(void)session;
	ftp_talk_reply(output, 202, "No account is needed.");
}

void
ftp_about_allo(struct ftp_session *session, struct ftp_output *output)
{
	(void)session;
	ftp_talk_reply(output, 202, "No space is needed.");
}

void
ftp_about_clnt(struct ftp_session *session, struct ftp_output *output)
{
	(void)session;
	ftp_talk_reply(output, 200, "Noted.");
}

void
ftp_about_noop(struct ftp_session *session, struct ftp_output *output)
{
	(void)session;
	ftp_talk_reply(output, 200, "Nothing done.");
}

void
ftp_about_syst(struct ftp_session *session, struct ftp_output *output)
{
	(void)session;
	/* Clients choose their parser of LIST by these words. */
	ftp_talk_reply(output, 215, "UNIX Type: L8");
}

void
ftp_about_quit(struct ftp_session *session, struct ftp_output *output)
{
	ftp_talk_reply(output, 221, "Goodbye.");
	ftp_talk_end(session, output);
}

void
ftp_about_rein(struct ftp_session *session, struct ftp_output *output)
{
	ftp_talk_reset(session);
	output->action.what = FTP_DO_DROP;
	ftp_talk_reply(output, 220, "Ready for a new user.");
}

void
ftp_about_feat(struct ftp_session *session, struct ftp_output *output)
{
	static const char *const before[] = { "EPRT", "EPSV", "MDTM" };
	static const char *const after[] = { "PASV", "REST STREAM", "SIZE",
		"TVFS", "UTF8", NULL };
	struct writer *reply = &output->reply;

	if (*session->command.argument) { /* RFC 2389 3.2 */
		ftp_talk_reply(output, 501, "FEAT takes no argument.");
		return;
	}
	ftp_reply_begin(reply, 211, false);
	writer_text(reply, "Features:");
	ftp_reply_end(reply);
	for (size_t i = 0; i < sizeof(before) / sizeof(before[0]); i++) {
		writer_u8(reply, ' ');
		writer_text(reply, before[i]);
		ftp_reply_end(reply);
	}
	writer_text(reply, " MLST ");
	ftp_listing_fact_names(reply, FTP_FACTS_ALL, session->facts);
	ftp_reply_end(reply);
	for (size_t i = 0; after[i]; i++) {
		writer_u8(reply, ' ');
		writer_text(reply, after[i]);
		ftp_reply_end(reply);
	}
	ftp_talk_reply(output, 211, "End");
}

static void
opts_mlst(
    struct ftp_session *session, const char *facts, struct ftp_output *output)
{
	/* RFC 3659 7.9.2: what is no list of facts changes nothing. */
	if (strchr(facts, ' ')) {
		ftp_talk_reply(output, 501, "Facts are parted by semicolons.");
		return;
	}
	session->facts = ftp_listing_parse_facts(facts);
	ftp_reply_begin(&output->reply, 200, true);
	writer_text(&output->reply, "MLST OPTS");
	if (session->facts != 0)
		writer_u8(&output->reply, ' ');
	ftp_listing_fact_names(&output->reply, session->facts, 0);
	ftp_reply_end(&output->reply);
}

void
ftp_about_opts(struct ftp_session *session, struct ftp_output *output)
{
	const char *argument = session->command.argument;

	if (text_equal(argument, "UTF8") || text_equal(argument, "UTF8 ON"))
		ftp_talk_reply(output, 200, "Names are UTF-8, always.");
	else if (text_equal(argument, "MLST"))
		opts_mlst(session, "", output);
	else if (strncasecmp(argument, "MLST ", 5) == 0)
		opts_mlst(session, argument + 5, output);
	else
		ftp_talk_reply(output, 501, "No such option.");
}

void
ftp_about_help(struct ftp_session *session, struct ftp_output *output)
{
	static const char *const lines[] = {
		"ABOR ACCT ALLO CDUP CLNT CWD  EPRT EPSV FEAT HELP LIST",
		"MDTM MLSD MLST MODE NLST NOOP OPTS PASS PASV PORT PWD",
		"QUIT REIN REST RETR SITE SIZE STAT STRU SYST TYPE USER",
		NULL,
	};

	(void)session;
	ftp_reply_lines(&output->reply, 214, "This server knows:", lines,
	    "Nothing can be written here.");
}

void
ftp_about_site(struct ftp_session *session, struct ftp_output *output)
{
	static const char *const writes[] = { "CHMOD", "CHOWN", "SYMLINK",
		"UTIME" };
	const char *argument = session->command.argument;
	size_t len = strcspn(argument, " ");

	for (size_t i = 0; i < sizeof(writes) / sizeof(writes[0]); i++) {
		if (strlen(writes[i]) == len &&
		    strncasecmp(argument, writes[i], len) == 0) {
			ftp_talk_reply(
			    output, 550, "This server is read-only.");
			return;
		}
	}
	if (text_equal(argument, "HELP"))
		ftp_talk_reply(output, 214, "SITE knows HELP alone.");
	else
		ftp_talk_reply(output, 504, "SITE knows HELP alone.");
}

void
ftp_about_stat(struct ftp_session *session, struct ftp_output *output)
{
	struct writer *reply = &output->reply;
	char peer[ADDRESS_TEXT_MAX];

	if (*session->command.argument) {
		if (session->login == FTP_LOGIN_DONE)
			ftp_object_look(session, output);
		else
			ftp_talk_reply(
			    output, 530, "Log in with USER and PASS.");
		return;
	}
	ftp_reply_begin(reply, 211, false);
	writer_text(reply, "Bootyard repod, for ");
	writer_text(reply, endpoint_address_text(peer, &session->peer));
	ftp_reply_end(reply);
	writer_text(reply,
	    session->login == FTP_LOGIN_DONE ? " Logged in as anonymous; "
					     : " Not logged in; ");
	writer_text(reply, session->is_ascii ? "TYPE A" : "TYPE I");
	writer_text(reply, ", MODE S, STRU F; ");
	writer_text(reply,
	    session->phase == FTP_PHASE_TRANSFER ? "a transfer runs."
						 : "no transfer runs.");
	ftp_reply_end(reply);
	ftp_talk_reply(output, 211, "End");
}
