/* SPDX-License-Identifier: ISC */
#include "repod/ftp_list.h"

#include <errno.h>
#include <string.h>

#include "common/glob.h"
#include "repod/ftp_object.h"
#include "repod/ftp_send.h"
#include "repod/ftp_talk.h"

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

/* Where its first part that is a pattern begins; its length without one. */
static size_t
plain_len(const char *name)
{
	size_t at = strcspn(name, "*?[");

	if (name[at] == '\0')
		return at;
	while (at > 0 && name[at - 1] != '/')
		at--;
	return at;
}

/* Of the argument, the folder in which what is behind is looked for. */
static size_t
folder_len(const struct ftp_session *session)
{
	const char *argument = list_argument(session);

	return session->is_pattern ? plain_len(argument) : parent_len(argument);
}

void
ftp_list(struct ftp_session *session, struct ftp_output *output)
{
	session->is_parent = session->is_pattern = false;
	if (ftp_send_is_ready(session, output) &&
	    ftp_object_resolve(session, list_argument(session), output))
		ftp_talk_ask(session, FTP_DO_LOOK, output);
}

/* The folder of the argument, to look there for the rest. */
static void
resolve_parent(struct ftp_session *session)
{
	const char *argument = list_argument(session);
	size_t len = folder_len(session);
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

	ftp_talk_reply(output, 150, "Here is the listing.");
	ftp_send_begin(session, FTP_DO_SEND_LIST, output);
	output->action.form = forms[session->command.verb];
	output->action.facts = session->facts;
	/* Names that NLST gives must be good for RETR (RFC 1123 4.1.2.7). */
	output->action.prefix = argument;
	output->action.prefix_len =
	    session->is_parent ? folder_len(session) : strlen(argument);
	if (session->is_parent)
		output->action.only = argument + folder_len(session);
}

/* The parent folder was looked at, for a pattern or for a single file. */
static void
parent_found(struct ftp_session *session, const struct ftp_found *found,
    struct ftp_output *output)
{
	if (!found->entry.is_folder) {
		ftp_object_refuse(-ENOTDIR, output);
		ftp_send_drop(session, output);
		return;
	}
	send_list(session, output);
	output->action.is_glob = session->is_pattern;
}

/* Look for the rest of the argument in its folder. The parent of a name that
 * resolved is no longer than the name. */
static void
look_at_parent(
    struct ftp_session *session, bool is_pattern, struct ftp_output *output)
{
	session->is_pattern = is_pattern;
	session->is_parent = true;
	resolve_parent(session);
	ftp_talk_ask(session, FTP_DO_LOOK, output);
}

/* Whether a name that does not exist is a pattern, and its folder is looked
 * at next. A file whose own name looks like a pattern was found before. */
static bool
try_pattern(struct ftp_session *session, struct ftp_output *output)
{
	if (session->is_parent || session->command.verb == FTP_MLSD ||
	    !glob_is_pattern(list_argument(session)))
		return false;
	look_at_parent(session, true, output);
	return true;
}

static void
not_found(struct ftp_session *session, const struct ftp_found *found,
    struct ftp_output *output)
{
	int error = found->error;

	/* A pattern may be longer than any name. */
	if ((error == -ENOENT || error == -ENOTDIR || error == -ENAMETOOLONG) &&
	    try_pattern(session, output))
		return;
	ftp_object_is_refused(found, output);
	ftp_send_drop(session, output);
}

void
ftp_list_found(struct ftp_session *session, const struct ftp_found *found,
    struct ftp_output *output)
{
	if (found->error)
		not_found(session, found, output);
	else if (session->is_parent)
		parent_found(session, found, output);
	else if (found->entry.is_folder)
		send_list(session, output);
	else if (session->command.verb == FTP_MLSD) {
		/* RFC 3659 7.2.1: MLSD of a file is 501. */
		ftp_talk_reply(output, 501, "Not a folder.");
		ftp_send_drop(session, output);
	} else {
		look_at_parent(session, false, output);
	}
}
