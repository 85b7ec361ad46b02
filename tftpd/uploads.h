/* SPDX-License-Identifier: ISC */
#ifndef TFTPD_UPLOADS_H
#define TFTPD_UPLOADS_H

#include "tftpd/find.h"
#include "tftpd/source.h"
#include "tftpd/tftpd_config.h"
#include "tftpd/upload.h"

/** struct uploads_asked - a write request, and what io knows; all borrowed */
struct uploads_asked {
	const struct datagram *datagram;
	const struct tftp_packet *packet;
	const struct tftpd_settings *settings;
	struct negotiate_limits limits;
	const struct find *find; /* its lookup's tree is written to */
	struct source *source;
	struct datagram_socket *shared; /* with single-port; or NULL */
	union endpoint local;		/* as in struct session_request */
	char *text; /* out, REWRITE_TEXT_MAX octets: a rule's refusal */
};

/**
 * uploads_take() - begin to take what a client wants to write
 *
 * Return: 0; -EPERM for a name that is in no folder of upload =; -EFBIG for
 * what is too large; -EMFILE for one more than UPLOADS_MAX; as find_rename(),
 * tree_create() and source_bind().
 */
int uploads_take(struct upload_host *host, const struct uploads_asked *asked);

#endif
