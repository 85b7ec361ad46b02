/* SPDX-License-Identifier: ISC */
#include "repod/ftp_session.h"

#include <string.h>

#include "repod/ftp_about.h"
#include "repod/ftp_list.h"
#include "repod/ftp_object.h"
#include "repod/ftp_send.h"
#include "repod/ftp_setup.h"
#include "repod/ftp_talk.h"

enum {
	ANYTIME = 1,  /* before login, too */
	ARGUMENT = 2, /* meaningless without an argument */
	NAME = 4,     /* the argument is a file's name: all its blanks count */
};

static void
write_refused(struct ftp_session *session, struct ftp_output *output)
{
	(void)session;
	ftp_talk_reply(output, 550, "This server is read-only.");
}

static void
not_implemented(struct ftp_session *session, struct ftp_output *output)
{
	(void)session;
	ftp_talk_reply(output, 502, "Not implemented here.");
}

static void
http_refused(struct ftp_session *session, struct ftp_output *output)
{
	ftp_talk_reply(output, 500, "This is FTP, not HTTP.");
	ftp_talk_end(session, output);
}

static const struct {
	ftp_session_fn *run;
	unsigned flags;
	ftp_session_found_fn *found; /* where run() may ask */
} commands[FTP_VERBS] = {
	[FTP_ABOR] = { ftp_setup_abor, .flags = ANYTIME },
	[FTP_ACCT] = { ftp_about_acct, .flags = ANYTIME },
	[FTP_ALLO] = { .run = ftp_about_allo },
	[FTP_APPE] = { .run = write_refused },
	[FTP_AUTH] = { not_implemented, .flags = ANYTIME },
	[FTP_CDUP] = { ftp_object_cdup, 0, ftp_object_cwd_found },
	[FTP_CLNT] = { ftp_about_clnt, .flags = ANYTIME },
	[FTP_CWD] = { ftp_object_look, ARGUMENT | NAME, ftp_object_cwd_found },
	[FTP_DELE] = { .run = write_refused },
	[FTP_EPRT] = { ftp_setup_eprt, .flags = ARGUMENT },
	[FTP_EPSV] = { ftp_setup_epsv, 0, ftp_setup_listening },
	[FTP_FEAT] = { ftp_about_feat, .flags = ANYTIME },
	[FTP_HELP] = { ftp_about_help, .flags = ANYTIME },
	[FTP_HTTP] = { http_refused, .flags = ANYTIME },
	[FTP_LIST] = { ftp_list, NAME, ftp_list_found },
	[FTP_MDTM] = { ftp_object_look, ARGUMENT | NAME,
	    ftp_object_mdtm_found },
	[FTP_MKD] = { .run = write_refused },
	[FTP_MLSD] = { ftp_list, NAME, ftp_list_found },
	[FTP_MLST] = { ftp_object_look, NAME, ftp_object_mlst_found },
	[FTP_MODE] = { ftp_setup_mode, .flags = ARGUMENT },
	[FTP_NLST] = { ftp_list, NAME, ftp_list_found },
	[FTP_NOOP] = { ftp_about_noop, .flags = ANYTIME },
	[FTP_OPTS] = { ftp_about_opts, .flags = ANYTIME | ARGUMENT },
	[FTP_PASS] = { ftp_about_pass, .flags = ANYTIME },
	[FTP_PASV] = { ftp_setup_pasv, 0, ftp_setup_listening },
	[FTP_PORT] = { ftp_setup_port, .flags = ARGUMENT },
	[FTP_PWD] = { .run = ftp_object_pwd },
	[FTP_QUIT] = { ftp_about_quit, .flags = ANYTIME },
	[FTP_REIN] = { ftp_about_rein, .flags = ANYTIME },
	[FTP_REST] = { ftp_setup_rest, .flags = ARGUMENT },
	[FTP_RETR] = { ftp_send_retr, ARGUMENT | NAME, ftp_send_retr_found },
	[FTP_RMD] = { .run = write_refused },
	[FTP_RNFR] = { .run = write_refused },
	[FTP_RNTO] = { .run = write_refused },
	[FTP_SITE] = { .run = ftp_about_site },
	[FTP_SIZE] = { ftp_object_look, ARGUMENT | NAME,
	    ftp_object_size_found },
	[FTP_SMNT] = { .run = not_implemented },
	[FTP_STAT] = { ftp_about_stat, ANYTIME | NAME, ftp_object_stat_found },
	[FTP_STOR] = { .run = write_refused },
	[FTP_STOU] = { .run = write_refused },
	[FTP_STRU] = { ftp_setup_stru, .flags = ARGUMENT },
	[FTP_SYST] = { ftp_about_syst, .flags = ANYTIME },
	[FTP_TYPE] = { ftp_setup_type, .flags = ARGUMENT },
	[FTP_USER] = { ftp_about_user, .flags = ANYTIME | ARGUMENT },
};

static void
output_begin(struct ftp_output *output)
{
	output->reply = writer_over(output->bytes, sizeof(output->bytes));
	output->action = (struct ftp_action){ .what = FTP_DO_NOTHING };
}

void
ftp_session_begin(struct ftp_session *session, const union endpoint *peer,
    const union endpoint *local, uint32_t passive_address,
    struct ftp_output *ret_output)
{
	*session = (struct ftp_session){ .peer = endpoint_unmap(peer),
		.local = endpoint_unmap(local),
		.passive_address = passive_address };
	ftp_talk_reset(session);
	output_begin(ret_output);
	ftp_talk_reply(ret_output, 220, "Bootyard repod, anonymous FTP.");
}

bool
ftp_session_wants_input(const struct ftp_session *session)
{
	return session->phase == FTP_PHASE_READY ||
	    ((session->phase == FTP_PHASE_TRANSFER ||
		 session->phase == FTP_PHASE_TELLING) &&
		!session->is_held);
}

bool
ftp_session_is_sending(const struct ftp_session *session)
{
	return session->phase == FTP_PHASE_TRANSFER;
}

const char *
ftp_session_step(const struct ftp_session *session)
{
	static const char *const steps[FTP_VERBS] = {
		[FTP_CWD] = "cwd",
		[FTP_LIST] = "list",
		[FTP_MLSD] = "list",
		[FTP_NLST] = "list",
		[FTP_RETR] = "retr",
		[FTP_SIZE] = "size",
	};

	return steps[session->command.verb];
}

/* A line that is not FTP: refused, and after some in a row the end. */
static void
nonsense(
    struct ftp_session *session, struct ftp_output *output, const char *text)
{
	ftp_talk_reply(output, 500, text);
	if (++session->n_nonsense < FTP_NONSENSE_MAX)
		return;
	ftp_talk_reply(output, 421, "Too much that is not FTP.");
	ftp_talk_end(session, output);
}

static void
run(struct ftp_session *session, struct ftp_output *output)
{
	struct ftp_command *command = &session->command;
	unsigned flags = commands[command->verb].flags;

	session->n_nonsense = 0;
	/* RFC 959 5.3: one or more blanks stand before an argument; RFC 3659
	 * 2.2: one before a name. */
	if (!(flags & NAME))
		command->argument += strspn(command->argument, " ");
	if (!(flags & ANYTIME) && session->login != FTP_LOGIN_DONE)
		ftp_talk_reply(output, 530, "Log in with USER and PASS.");
	else if ((flags & ARGUMENT) && *command->argument == '\0')
		ftp_talk_reply(output, 501, "An argument is missing.");
	else
		commands[command->verb].run(session, output);
}

static void
take_line(struct ftp_session *session, enum ftp_line_status status,
    struct ftp_output *output)
{
	if (status == FTP_LINE_LONG)
		nonsense(session, output, "Line too long.");
	else if (status == FTP_LINE_BAD)
		nonsense(session, output, "No line may hold a NUL.");
	else if (ftp_command_parse(session->line.text, &session->command))
		nonsense(session, output, "Unknown command.");
	else
		run(session, output);
}

/* While a transfer runs, or a listing is told: whether the line must wait for
 * the end of that. */
static bool
must_wait(const struct ftp_session *session, enum ftp_line_status status)
{
	struct ftp_command command;

	if (session->phase != FTP_PHASE_TRANSFER)
		return session->phase == FTP_PHASE_TELLING;
	return status != FTP_LINE_WHOLE ||
	    ftp_command_parse(session->line.text, &command) ||
	    (command.verb != FTP_ABOR && command.verb != FTP_STAT) ||
	    (command.verb == FTP_STAT && *command.argument);
}

size_t
ftp_session_feed(struct ftp_session *session, const uint8_t *bytes, size_t len,
    struct ftp_output *ret_output)
{
	enum ftp_line_status status;
	size_t taken = ftp_line_feed(&session->line, bytes, len, &status);

	output_begin(ret_output);
	/* RFC 1123 4.1.2.12: whatever Telnet offers or asks for is refused. */
	if (status == FTP_LINE_OPTION)
		writer_bytes(&ret_output->reply, session->line.refusal,
		    sizeof(session->line.refusal));
	if (status == FTP_LINE_PARTIAL || status == FTP_LINE_OPTION)
		return taken;
	session->is_held = must_wait(session, status);
	session->held_status = status;
	if (!session->is_held)
		take_line(session, status, ret_output);
	return taken;
}

void
ftp_session_answer(struct ftp_session *session, const struct ftp_found *found,
    struct ftp_output *output)
{
	/* The end of a transfer may be told already, before a held command. */
	output->action = (struct ftp_action){ .what = FTP_DO_NOTHING };
	session->phase = FTP_PHASE_READY;
	commands[session->command.verb].found(session, found, output);
}

void
ftp_session_finish(struct ftp_session *session, enum ftp_outcome outcome,
    struct ftp_output *ret_output)
{
	output_begin(ret_output);
	if (session->phase == FTP_PHASE_TELLING) {
		ftp_talk_reply(ret_output, 213,
		    outcome == FTP_SENT ? "End" : "The rest cannot be read.");
	} else {
		session->data = FTP_DATA_NONE;
		ftp_setup_finished(outcome, ret_output);
	}
	session->phase = FTP_PHASE_READY;
	if (!session->is_held)
		return;
	session->is_held = false;
	take_line(session, session->held_status, ret_output);
}

void
ftp_session_timeout(struct ftp_session *session, struct ftp_output *ret_output)
{
	output_begin(ret_output);
	ftp_talk_reply(ret_output, 421, "No command for too long.");
	ftp_talk_end(session, ret_output);
}
