/* SPDX-License-Identifier: ISC */
/*
 * A whole session: the input is the control connection; 0x80 to 0x84 at the
 * start of a line end the transfer that runs. Replies fit, end with CR LF, and
 * the engine never asks for something about nothing.
 */
#include <stdlib.h>
#include <string.h>

#include "repod/ftp_session.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void
perform(struct ftp_session *session, struct ftp_output *output)
{
	int questions = 0;

	while (output->action.what == FTP_DO_LISTEN ||
	    output->action.what == FTP_DO_LOOK ||
	    output->action.what == FTP_DO_OPEN) {
		struct ftp_found found = { .port = 50000 };
		const char *name = output->action.name;

		if (!name || strlen(name) >= PATH_NAME_MAX || ++questions > 4)
			abort();
		/* A name's length decides what it is. */
		found.error = strlen(name) % 5 == 3 ? -2 : 0;
		found.entry.is_folder = strlen(name) % 2 == 0;
		found.entry.size = 100;
		ftp_session_answer(session, &found, output);
	}
	/* Whole lines, or the refusal of a Telnet option. */
	if (output->reply.failed ||
	    (output->reply.pos > 0 &&
		output->bytes[output->reply.pos - 1] != '\n' &&
		(output->reply.pos != 3 || output->bytes[0] != 0xff)))
		abort();
}

/* Whether ftp_session_finish() is due. */
static bool
is_under_way(const struct ftp_session *session)
{
	return ftp_session_is_sending(session) ||
	    session->phase == FTP_PHASE_TELLING;
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static struct ftp_session session;
	static struct ftp_output output;
	union endpoint peer = endpoint_ipv4(0xc0a80a02, 51000);
	union endpoint local = endpoint_ipv4(0xc0a80a01, 21);

	ftp_session_begin(&session, &peer, &local, 0, &output);
	while (size > 0) {
		if (is_under_way(&session) && data[0] >= 0x80 &&
		    data[0] <= 0x84) {
			ftp_session_finish(&session,
			    (enum ftp_outcome)(data[0] - 0x80), &output);
			data++;
			size--;
		} else if (ftp_session_wants_input(&session)) {
			size_t taken =
			    ftp_session_feed(&session, data, size, &output);

			if (taken == 0)
				abort();
			data += taken;
			size -= taken;
		} else if (is_under_way(&session)) {
			ftp_session_finish(&session, FTP_SENT, &output);
		} else {
			return 0; /* over */
		}
		perform(&session, &output);
	}
	return 0;
}
