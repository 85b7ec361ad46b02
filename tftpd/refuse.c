/* SPDX-License-Identifier: ISC */
#include "tftpd/refuse.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

#include "common/log.h"
#include "tftpd/report.h"

static void
send_from_listener(const struct server *server, const struct datagram *request,
    uint8_t *bytes, size_t len)
{
	const struct datagram message = {
		.peer = endpoint_unmap(&request->peer),
		.local = server_asked(request),
		.bytes = bytes,
		.len = len,
	};

	datagram_send(server->asked, &message, 1);
}

/* An ERROR in answer to a request leaves from a port of its own, as any other
 * answer does (but for single-port): sent from port 69 to another server's port
 * 69 it could begin a loop (CVE-2024-2169). */
static void
send_error(struct server *server, const struct datagram *request,
    const struct refusal *refusal)
{
	union endpoint peer = endpoint_unmap(&request->peer);
	uint8_t bytes[128];
	struct writer writer = writer_over(bytes, sizeof(bytes));
	int fd;

	tftp_packet_write_error(&writer, refusal->error, refusal->text);
	if (server->settings->is_single_port) {
		send_from_listener(server, request, bytes, writer.pos);
		return;
	}
	if (source_bind(&server->source, request, &fd) < 0)
		return;
	/* What is lost here, the client asks for again. */
	if (sendto(fd, bytes, writer.pos, 0, &peer.any, endpoint_len(&peer)) <
	    0)
		log_debug("cannot send an error: %s", strerror(errno));
	close(fd);
}

static bool
is_write(const struct datagram *request)
{
	return request->bytes[1] == TFTP_WRQ;
}

void
refuse(struct server *server, const struct datagram *request, const char *name,
    const struct refusal *refusal, const char *detail)
{
	union endpoint peer = endpoint_unmap(&request->peer);

	send_error(server, request, refusal);
	report_refusal(is_write(request) ? "write" : "read", refusal, &peer,
	    name, detail, server->events);
	if (refusal->error == TFTP_ERROR_NOT_FOUND && !is_write(request))
		miss_log_add(server->misses, &peer, name);
}

void
refuse_busy(struct server *server, const struct datagram *request,
    const char *name, const char *reason)
{
	static const struct refusal busy = { TFTP_ERROR_OTHER,
		"Server is busy, try again", "failed" };

	refuse(server, request, name, &busy, reason);
}

/* For the log alone: what the text for the client leaves open. */
static const char *
detail_of(const struct refusal *refusal, int error)
{
	switch (error) {
	case -EACCES:
	case -EPERM:
		return "not readable by everybody: chmod a+rX it and the "
		       "folders above, or private = yes";
	case -EXDEV:
		return "the name leads out of the root";
	case -ELOOP:
		return strerror(-error);
	default:
		return refusal->error == TFTP_ERROR_OTHER ? strerror(-error)
							  : "";
	}
}

void
refuse_error(struct server *server, const struct datagram *request,
    const char *name, int error)
{
	struct refusal refusal = refusal_for(error);

	refuse(server, request, name, &refusal, detail_of(&refusal, error));
}

void
refuse_write_error(struct server *server, const struct datagram *request,
    const char *name, int error)
{
	struct refusal refusal = refusal_for_write(error);

	refuse(server, request, name, &refusal, refusal_write_detail(error));
}

void
refuse_by_rule(struct server *server, const struct datagram *request,
    const char *name, int verdict, const char *text)
{
	struct refusal refusal = refusal_by_rule(verdict, text);

	refuse(server, request, name, &refusal, refusal_detail(verdict));
}
