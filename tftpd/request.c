/* SPDX-License-Identifier: ISC */
#include "tftpd/request.h"

#include "common/tftp_packet.h"
#include "tftpd/read_request.h"
#include "tftpd/refuse.h"
#include "tftpd/write_request.h"

static const struct refusal no_mode = { TFTP_ERROR_ILLEGAL,
	"Only octet and netascii are served", "refused" };

/* The transfer that runs to @peer, or NULL. Its last ACK may be waiting on its
 * own socket while the client's next request is here already. */
static struct session *
running_session(struct server *server, const union endpoint *peer)
{
	struct session *session =
	    session_of(table_find(&server->reads.table, peer));

	if (session)
		session_catch_up(session);
	return session_of(table_find(&server->reads.table, peer));
}

/* Make way for a request from the port of a transfer that runs: a client that
 * asks for something else, or has stopped answering (a machine that was reset),
 * wants the new one. Return: false where the request is the one that is served
 * already, sent again, and needs no other answer. */
static bool
make_way(struct server *server, const struct datagram *datagram)
{
	static const char again[] = "its client sent a new request";
	union endpoint peer = endpoint_unmap(&datagram->peer);
	uint64_t digest = server_digest(datagram);
	struct session *session = running_session(server, &peer);
	struct upload *upload =
	    upload_of(table_find(&server->writes.table, &peer));

	if ((session && session_is_same(session, digest)) ||
	    (upload && upload_is_same(upload, digest)))
		return false;
	if (session)
		session_end(session, again);
	if (upload)
		upload_end(upload, again);
	return true;
}

static void
take_read(struct server *server, const struct datagram *datagram,
    const struct tftp_packet *packet)
{
	if (!make_way(server, datagram))
		return;
	if (packet->mode == TFTP_MODE_OTHER)
		refuse(server, datagram, packet->name, &no_mode, "");
	else
		read_request_take(server, datagram, packet);
}

static void
take_write(struct server *server, const struct datagram *datagram,
    const struct tftp_packet *packet)
{
	static const struct refusal no_write = { TFTP_ERROR_ACCESS,
		"Nothing can be written here", "refused" };

	if (server->settings->uploads.n == 0) {
		refuse(server, datagram, packet->name, &no_write, "");
		return;
	}
	if (!make_way(server, datagram))
		return;
	if (packet->mode == TFTP_MODE_OTHER)
		refuse(server, datagram, packet->name, &no_mode, "");
	else
		write_request_take(server, datagram, packet);
}

/* With single-port the packets of transfers arrive here, too. */
static void
take_answer(struct server *server, struct datagram *datagram)
{
	union endpoint peer = endpoint_unmap(&datagram->peer);
	struct session *session =
	    session_of(table_find(&server->reads.table, &peer));
	struct upload *upload =
	    upload_of(table_find(&server->writes.table, &peer));

	if (session && session_is_shared(session))
		session_take(session, datagram);
	else if (upload && upload_is_shared(upload))
		upload_take(upload, datagram);
}

void
request_take(struct server *server, struct datagram *datagram)
{
	static const struct refusal illegal = { TFTP_ERROR_ILLEGAL,
		"Malformed request", "refused" };
	struct tftp_packet packet;
	int verdict =
	    tftp_packet_parse(datagram->bytes, datagram->len, &packet);

	if (verdict == TFTP_PACKET_UNTERMINATED ||
	    verdict == TFTP_PACKET_NAMELESS)
		refuse(server, datagram, "", &illegal, "");
	else if (verdict == 0 && packet.opcode != TFTP_RRQ &&
	    packet.opcode != TFTP_WRQ)
		take_answer(server, datagram);
	else if (verdict != 0 || server->is_draining)
		return;
	else if (packet.opcode == TFTP_WRQ)
		take_write(server, datagram, &packet);
	else
		take_read(server, datagram, &packet);
}
