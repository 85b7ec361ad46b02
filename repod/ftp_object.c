/* SPDX-License-Identifier: ISC */
#include "repod/ftp_object.h"

#include <errno.h>
#include <string.h>

#include "common/ftp_reply.h"
#include "repod/ftp_talk.h"

bool
ftp_object_resolve(
    struct ftp_session *session, const char *name, struct ftp_output *output)
{
	if (path_resolve(session->folder, name, session->object))
		return true;
	ftp_talk_reply(output, 550, "That name is too long.");
	return false;
}

void
ftp_object_refuse(int error, struct ftp_output *output)
{
	switch (-error) {
	case ENOENT:
	case ENOTDIR:
	case ENAMETOOLONG:
		ftp_talk_reply(output, 550, "No such file or folder.");
		break;
	case EACCES:
	case EPERM:
	case EXDEV:
	case ELOOP:
		ftp_talk_reply(output, 550, "Not allowed.");
		break;
	case EISDIR:
	case EINVAL:
		ftp_talk_reply(output, 550, "Not a regular file.");
		break;
	default:
		ftp_talk_reply(output, 451, "The server cannot read it.");
	}
}

/* The first line of a reason is all that a reply takes. */
static void
reply_reason(const char *reason, struct ftp_output *output)
{
	ftp_reply_begin(&output->reply, 451, true);
	ftp_reply_name(&output->reply, reason);
	ftp_reply_end(&output->reply);
}

bool
ftp_object_is_refused(const struct ftp_found *found, struct ftp_output *output)
{
	if (!found->error)
		return false;
	if (found->reason)
		reply_reason(found->reason, output);
	else
		ftp_object_refuse(found->error, output);
	return true;
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
	if (!ftp_object_resolve(session, "..", output))
		return;
	ftp_talk_ask(session, FTP_DO_LOOK, output);
}

void
ftp_object_cwd_found(struct ftp_session *session, const struct ftp_found *found,
    struct ftp_output *output)
{
	if (ftp_object_is_refused(found, output))
		return;
	if (!found->entry.is_folder) {
		ftp_talk_reply(output, 550, "Not a folder.");
		return;
	}
	memcpy(session->folder, session->object, sizeof(session->folder));
	ftp_talk_reply(output, 250, "Folder changed.");
}

/* --- what a name is ------------------------------------------------------- */

void
ftp_object_look(struct ftp_session *session, struct ftp_output *output)
{
	if (ftp_object_resolve(session, session->command.argument, output))
		ftp_talk_ask(session, FTP_DO_LOOK, output);
}

/*
 * RFC 3659 4 wants SIZE to count the octets of the present type's transfer; in
 * type A that is the whole file read for one number. The octets stored are
 * what clients take it for, whatever type they are in.
 */
void
ftp_object_size_found(struct ftp_session *session,
    const struct ftp_found *found, struct ftp_output *output)
{
	(void)session;
	if (ftp_object_is_refused(found, output))
		return;
	if (found->entry.is_folder) {
		ftp_object_refuse(-EISDIR, output);
		return;
	}
	ftp_reply_begin(&output->reply, 213, true);
	writer_format(
	    &output->reply, "%llu", (unsigned long long)found->entry.size);
	ftp_reply_end(&output->reply);
}

void
ftp_object_mdtm_found(struct ftp_session *session,
    const struct ftp_found *found, struct ftp_output *output)
{
	(void)session;
	if (ftp_object_is_refused(found, output))
		return;
	if (found->entry.is_folder) {
		ftp_object_refuse(-EISDIR, output);
		return;
	}
	ftp_reply_begin(&output->reply, 213, true);
	ftp_listing_time(&output->reply, found->entry.mtime_s);
	ftp_reply_end(&output->reply);
}

void
ftp_object_mlst_found(struct ftp_session *session,
    const struct ftp_found *found, struct ftp_output *output)
{
	struct writer *reply = &output->reply;

	if (ftp_object_is_refused(found, output))
		return;
	ftp_reply_begin(reply, 250, false);
	writer_text(reply, "Facts:");
	ftp_reply_end(reply);
	writer_u8(reply, ' ');
	ftp_listing_facts(reply, &found->entry, session->facts);
	writer_u8(reply, '/');
	ftp_reply_name(reply, session->object);
	ftp_reply_end(reply);
	ftp_talk_reply(output, 250, "End");
}

/* RFC 959 4.1.3: as LIST, but the listing is part of the reply. */
static void
tell_folder(struct ftp_session *session, struct ftp_output *output)
{
	session->phase = FTP_PHASE_TELLING;
	output->action.what = FTP_DO_TELL_LIST;
	output->action.name = session->object;
	output->action.form = FTP_FORM_STATUS;
}

void
ftp_object_stat_found(struct ftp_session *session,
    const struct ftp_found *found, struct ftp_output *output)
{
	struct writer *reply = &output->reply;

	if (ftp_object_is_refused(found, output))
		return;
	ftp_reply_begin(reply, 213, false);
	writer_text(reply, "Status of /");
	ftp_reply_name(reply, session->object);
	writer_u8(reply, ':');
	ftp_reply_end(reply);
	if (found->entry.is_folder) {
		tell_folder(session, output);
		return;
	}
	writer_u8(reply, ' ');
	ftp_listing_long(reply, &found->entry, found->now_s);
	ftp_reply_name(reply, path_last(session->object));
	ftp_reply_end(reply);
	ftp_talk_reply(output, 213, "End");
}
