/* SPDX-License-Identifier: ISC */
#include "repod/ftp_object.h"

#include <errno.h>
#include <string.h>

#include "common/ftp_reply.h"
#include "common/glob.h"

/* Put what the client calls name into session->object. */
static bool
resolve(
    struct ftp_session *session, const char *name, struct ftp_output *output)
{
	if (path_resolve(session->folder, name, session->object))
		return true;
	ftp_session_reply(output, 550, "That name is too long.");
	return false;
}

/* The first line of a reason is all that a reply takes. */
static void
reply_reason(const char *reason, struct ftp_output *output)
{
	ftp_reply_begin(&output->reply, 451, true);
	ftp_reply_name(&output->reply, reason);
	ftp_reply_end(&output->reply);
}

/* What is not there, or not to be had, will not be there in a minute either:
 * 550. What this machine could not do is 451: Anaconda takes a 550 for a file
 * that need not be there, and goes on without it. */
static void
reply_error(int error, struct ftp_output *output)
{
	switch (-error) {
	case ENOENT:
	case ENOTDIR:
	case ENAMETOOLONG:
		ftp_session_reply(output, 550, "No such file or folder.");
		break;
	case EACCES:
	case EPERM:
	case EXDEV:
	case ELOOP:
		ftp_session_reply(output, 550, "Not allowed.");
		break;
	case EISDIR:
	case EINVAL:
		ftp_session_reply(output, 550, "Not a regular file.");
		break;
	default:
		ftp_session_reply(output, 451, "The server cannot read it.");
	}
}

/* --- where the client is -------------------------------------------------- */

void
ftp_object_pwd(struct ftp_session *session, struct ftp_output *output)
{
	char path[PATH_NAME_MAX + 1] = "/";

	memcpy(path + 1, session->folder, strlen(session->folder) + 1);
	ftp_reply_path(&output->reply, path, "is the current folder.");
}

void
ftp_object_cdup(struct ftp_session *session, struct ftp_output *output)
{
	if (!resolve(session, "..", output))
		return;
	ftp_session_ask(session, FTP_DO_LOOK, output);
}

static void
cwd_found(struct ftp_session *session, const struct ftp_found *found,
    struct ftp_output *output)
{
	if (!found->entry.is_folder) {
		ftp_session_reply(output, 550, "Not a folder.");
		return;
	}
	memcpy(session->folder, session->object, sizeof(session->folder));
	ftp_session_reply(output, 250, "Folder changed.");
}

/* --- what a name is ------------------------------------------------------- */

void
ftp_object_look(struct ftp_session *session, struct ftp_output *output)
{
	if (resolve(session, session->command.argument, output))
		ftp_session_ask(session, FTP_DO_LOOK, output);
}

/*
 * RFC 3659 4 wants SIZE to count the octets of the present type's transfer; in
 * type A that is the whole file read for one number. The octets stored are
 * what clients take it for, whatever type they are in.
 */
static void
size_found(const struct ftp_found *found, struct ftp_output *output)
{
	if (found->entry.is_folder) {
		reply_error(-EISDIR, output);
		return;
	}
	ftp_reply_begin(&output->reply, 213, true);
	writer_format(
	    &output->reply, "%llu", (unsigned long long)found->entry.size);
	ftp_reply_end(&output->reply);
}

static void
mdtm_found(const struct ftp_found *found, struct ftp_output *output)
{
	if (found->entry.is_folder) {
		reply_error(-EISDIR, output);
		return;
	}
	ftp_reply_begin(&output->reply, 213, true);
	ftp_listing_time(&output->reply, found->entry.mtime_s);
	ftp_reply_end(&output->reply);
}

static void
mlst_found(const struct ftp_session *session, const struct ftp_found *found,
    struct ftp_output *output)
{
	struct writer *reply = &output->reply;

	ftp_reply_begin(reply, 250, false);
	writer_text(reply, "Facts:");
	ftp_reply_end(reply);
	writer_u8(reply, ' ');
	ftp_listing_facts(reply, &found->entry, session->facts);
	writer_u8(reply, '/');
	ftp_reply_name(reply, session->object);
	ftp_reply_end(reply);
	ftp_session_reply(output, 250, "End");
}

static void
stat_found(const struct ftp_session *session, const struct ftp_found *found,
    struct ftp_output *output)
{
	struct writer *reply = &output->reply;

	ftp_reply_begin(reply, 213, false);
	writer_text(reply, "Status:");
	ftp_reply_end(reply);
	writer_u8(reply, ' ');
	ftp_listing_long(reply, &found->entry, found->now_s);
	ftp_reply_name(reply, path_last(session->object));
	ftp_reply_end(reply);
	ftp_session_reply(output, 213, "End");
}

/* --- transfers ------------------------------------------------------------ */

/* The data connection that was set up serves this command, or nothing. */
static void
drop(struct ftp_session *session, struct ftp_output *output)
{
	session->data = FTP_DATA_NONE;
	session->restart = 0;
	output->action.what = FTP_DO_DROP;
}

static bool
has_data(struct ftp_session *session, struct ftp_output *output)
{
	if (session->data != FTP_DATA_NONE)
		return true;
	session->restart = 0;
	ftp_session_reply(output, 425, "Use PASV, EPSV, PORT or EPRT first.");
	return false;
}

static void
begin_transfer(
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
ftp_object_retr(struct ftp_session *session, struct ftp_output *output)
{
	if (has_data(session, output) &&
	    resolve(session, session->command.argument, output))
		ftp_session_ask(session, FTP_DO_OPEN, output);
}

static void
retr_found(struct ftp_session *session, const struct ftp_found *found,
    struct ftp_output *output)
{
	struct writer *reply = &output->reply;

	/* In type A the offset counts line ends as CR LF: more octets. */
	if (!session->is_ascii && session->restart > found->entry.size) {
		ftp_session_reply(output, 554, "REST is behind the end.");
		drop(session, output);
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
	begin_transfer(session, FTP_DO_SEND_FILE, output);
}

/* What follows the flags that clients give LIST as if it were ls(1). */
static const char *
after_flags(const char *argument)
{
	while (*argument == ' ')
		argument++;
	while (*argument == '-') {
		argument += strcspn(argument, " ");
		argument += strspn(argument, " ");
	}
	return argument;
}

static const char *
list_argument(const struct ftp_session *session)
{
	const char *argument = session->command.argument;

	return session->command.verb == FTP_MLSD ? argument
						 : after_flags(argument);
}

/* Where the last part of a name begins. */
static size_t
parent_len(const char *name)
{
	return (size_t)(path_last(name) - name);
}

void
ftp_object_list(struct ftp_session *session, struct ftp_output *output)
{
	session->is_parent = false;
	if (has_data(session, output) &&
	    resolve(session, list_argument(session), output))
		ftp_session_ask(session, FTP_DO_LOOK, output);
}

/* The folder of the argument, to look there for its last part. */
static void
resolve_parent(struct ftp_session *session)
{
	const char *argument = list_argument(session);
	size_t len = parent_len(argument);
	char parent[FTP_LINE_MAX + 1];

	memcpy(parent, argument, len);
	parent[len] = '\0';
	path_resolve(session->folder, parent, session->object);
}

static void
send_list(struct ftp_session *session, struct ftp_output *output)
{
	static const enum ftp_form forms[FTP_VERBS] = {
		[FTP_LIST] = FTP_FORM_LONG,
		[FTP_NLST] = FTP_FORM_NAMES,
		[FTP_MLSD] = FTP_FORM_FACTS,
	};
	const char *argument = list_argument(session);

	ftp_session_reply(output, 150, "Here is the listing.");
	begin_transfer(session, FTP_DO_SEND_LIST, output);
	output->action.form = forms[session->command.verb];
	output->action.facts = session->facts;
	/* Names that NLST gives must be good for RETR (RFC 1123 4.1.2.7). */
	output->action.prefix = argument;
	output->action.prefix_len =
	    session->is_parent ? parent_len(argument) : strlen(argument);
	if (session->is_parent)
		output->action.only = path_last(argument);
}

/* The parent folder was looked at, for a pattern or for a single file. */
static void
parent_found(struct ftp_session *session, const struct ftp_found *found,
    struct ftp_output *output)
{
	if (!found->entry.is_folder) {
		reply_error(-ENOTDIR, output);
		drop(session, output);
		return;
	}
	send_list(session, output);
	output->action.is_glob = session->is_pattern;
}

/* Look for the last part of the argument in its folder. The parent of a name
 * that resolved is no longer than the name. */
static void
look_at_parent(
    struct ftp_session *session, bool is_pattern, struct ftp_output *output)
{
	session->is_pattern = is_pattern;
	session->is_parent = true;
	resolve_parent(session);
	ftp_session_ask(session, FTP_DO_LOOK, output);
}

static void
list_found(struct ftp_session *session, const struct ftp_found *found,
    struct ftp_output *output)
{
	if (session->is_parent)
		parent_found(session, found, output);
	else if (found->entry.is_folder)
		send_list(session, output);
	else if (session->command.verb == FTP_MLSD) {
		/* RFC 3659 7.2.1: MLSD of a file is 501. */
		ftp_session_reply(output, 501, "Not a folder.");
		drop(session, output);
	} else {
		look_at_parent(session, false, output);
	}
}

/* Whether a name that does not exist is a pattern, and its folder is looked
 * at next. A file whose own name looks like a pattern was found before. */
static bool
try_pattern(struct ftp_session *session, struct ftp_output *output)
{
	if (session->is_parent || session->command.verb == FTP_MLSD ||
	    !glob_is_pattern(path_last(list_argument(session))))
		return false;
	look_at_parent(session, true, output);
	return true;
}

static bool
is_listing(enum ftp_verb verb)
{
	return verb == FTP_LIST || verb == FTP_NLST || verb == FTP_MLSD;
}

static void
not_found(struct ftp_session *session, const struct ftp_found *found,
    struct ftp_output *output)
{
	enum ftp_verb verb = session->command.verb;
	int error = found->error;

	/* A pattern may be longer than any name. */
	if (is_listing(verb) && (error == -ENOENT || error == -ENAMETOOLONG) &&
	    try_pattern(session, output))
		return;
	if (found->reason)
		reply_reason(found->reason, output);
	else
		reply_error(error, output);
	if (is_listing(verb) || verb == FTP_RETR)
		drop(session, output);
}

void
ftp_object_found(struct ftp_session *session, const struct ftp_found *found,
    struct ftp_output *output)
{
	if (found->error) {
		not_found(session, found, output);
		return;
	}
	switch (session->command.verb) {
	case FTP_CDUP:
	case FTP_CWD:
		cwd_found(session, found, output);
		break;
	case FTP_SIZE:
		size_found(found, output);
		break;
	case FTP_MDTM:
		mdtm_found(found, output);
		break;
	case FTP_MLST:
		mlst_found(session, found, output);
		break;
	case FTP_STAT:
		stat_found(session, found, output);
		break;
	case FTP_RETR:
		retr_found(session, found, output);
		break;
	default:
		list_found(session, found, output);
	}
}
