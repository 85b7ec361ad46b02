/* SPDX-License-Identifier: ISC */
#include "repod/ftp_setup.h"

#include "common/ftp_address.h"
#include "common/text.h"
#include "repod/ftp_talk.h"

void
ftp_setup_type(struct ftp_session *session, struct ftp_output *output)
{
	const char *type = session->command.argument;

	if (text_equal(type, "I") || text_equal(type, "L 8")) {
		session->is_ascii = false;
		/* lpxelinux takes 200 and nothing else. */
		ftp_talk_reply(output, 200, "Type is I: octets.");
	} else if (text_equal(type, "A") || text_equal(type, "A N") ||
	    text_equal(type, "A T")) {
		/* No line here is a Telnet one: T is N (RFC 1123 4.1.2.2). */
		session->is_ascii = true;
		ftp_talk_reply(output, 200, "Type is A: lines.");
	} else {
		ftp_talk_reply(output, 504, "Types are A, I and L 8.");
	}
}

void
ftp_setup_mode(struct ftp_session *session, struct ftp_output *output)
{
	if (text_equal(session->command.argument, "S"))
		ftp_talk_reply(output, 200, "Mode is S.");
	else
		ftp_talk_reply(output, 504, "The mode is S.");
}

void
ftp_setup_stru(struct ftp_session *session, struct ftp_output *output)
{
	if (text_equal(session->command.argument, "F"))
		ftp_talk_reply(output, 200, "Structure is F.");
	else
		ftp_talk_reply(output, 504, "The structure is F.");
}

void
ftp_setup_rest(struct ftp_session *session, struct ftp_output *output)
{
	uint64_t offset;

	if (!text_parse_u64(session->command.argument, INT64_MAX, &offset)) {
		ftp_talk_reply(output, 501, "Not a number of octets.");
		return;
	}
	session->restart = offset;
	ftp_talk_reply(output, 350, "RETR will start there.");
}

void
ftp_setup_abor(struct ftp_session *session, struct ftp_output *output)
{
	bool is_under_way = session->phase == FTP_PHASE_TRANSFER;

	session->phase = FTP_PHASE_READY;
	session->data = FTP_DATA_NONE;
	output->action.what = FTP_DO_DROP;
	if (is_under_way)
		ftp_talk_reply(output, 426, "Transfer aborted.");
	/* RFC 959 4.1.3: this is the answer in both cases. */
	ftp_talk_reply(output, 226,
	    is_under_way ? "Abort done." : "No transfer was under way.");
}

/* After EPSV ALL a firewall may rely on hearing of nothing else. */
static bool
is_refused_by_epsv_all(
    const struct ftp_session *session, struct ftp_output *output)
{
	if (session->is_epsv_only)
		ftp_talk_reply(output, 503, "Not after EPSV ALL.");
	return session->is_epsv_only;
}

void
ftp_setup_pasv(struct ftp_session *session, struct ftp_output *output)
{
	if (is_refused_by_epsv_all(session, output))
		return;
	if (session->local.any.sa_family != AF_INET) {
		ftp_talk_reply(output, 425, "This is IPv6: use EPSV.");
		return;
	}
	ftp_talk_ask(session, FTP_DO_LISTEN, output);
}

void
ftp_setup_epsv(struct ftp_session *session, struct ftp_output *output)
{
	bool is_ipv6 = session->local.any.sa_family == AF_INET6;
	enum ftp_epsv epsv;
	int verdict;

	verdict = ftp_address_parse_epsv(session->command.argument, &epsv);
	if (verdict == FTP_ADDRESS_SYNTAX) {
		ftp_talk_reply(output, 501, "EPSV takes 1, 2 or ALL.");
	} else if (verdict == 0 && epsv == FTP_EPSV_ALL) {
		session->is_epsv_only = true;
		ftp_talk_reply(output, 200, "EPSV alone from now on.");
	} else if (verdict == 0 &&
	    (epsv == FTP_EPSV_SAME || is_ipv6 == (epsv == FTP_EPSV_IPV6))) {
		ftp_talk_ask(session, FTP_DO_LISTEN, output);
	} else {
		ftp_talk_reply(output, 522,
		    is_ipv6 ? "Network protocol not supported, use (2)"
			    : "Network protocol not supported, use (1)");
	}
}

void
ftp_setup_listening(struct ftp_session *session, const struct ftp_found *found,
    struct ftp_output *output)
{
	union endpoint told = session->local;

	if (found->error) {
		session->data = FTP_DATA_NONE;
		ftp_talk_reply(output, 425, "No port for data is free.");
		return;
	}
	session->data = FTP_DATA_PASSIVE;
	if (session->command.verb == FTP_EPSV) {
		ftp_address_write_epsv(&output->reply, found->port);
		return;
	}
	/* The address that the client reached, unless a NAT is in between. */
	if (session->passive_address)
		told = endpoint_ipv4(session->passive_address, 0);
	endpoint_set_port(&told, found->port);
	ftp_address_write_pasv(&output->reply, &told);
}

/* A link-local address on the wire has no scope: it is the control peer's. */
static void
adopt_scope(const struct ftp_session *session, union endpoint *to)
{
	if (to->any.sa_family == AF_INET6 &&
	    session->peer.any.sa_family == AF_INET6)
		to->ipv6.sin6_scope_id = session->peer.ipv6.sin6_scope_id;
}

/* RFC 2577 3: never a third party's host, never a service's port. */
static void
set_active(
    struct ftp_session *session, union endpoint to, struct ftp_output *output)
{
	adopt_scope(session, &to);
	if (!endpoint_is_same_host(&to, &session->peer)) {
		ftp_talk_reply(output, 504, "Data goes to you alone.");
		return;
	}
	if (endpoint_port(&to) < FTP_DATA_PORT_MIN) {
		ftp_talk_reply(output, 504, "Data goes to ports over 1023.");
		return;
	}
	session->data = FTP_DATA_ACTIVE;
	session->to = to;
	/* A listener that PASV opened before is not wanted any more. */
	output->action.what = FTP_DO_DROP;
	ftp_talk_reply(output, 200, "Data will go there.");
}

void
ftp_setup_port(struct ftp_session *session, struct ftp_output *output)
{
	union endpoint to;

	if (is_refused_by_epsv_all(session, output))
		return;
	if (ftp_address_parse_port(session->command.argument, &to))
		ftp_talk_reply(output, 501, "PORT takes h,h,h,h,p,p.");
	else
		set_active(session, to, output);
}

void
ftp_setup_eprt(struct ftp_session *session, struct ftp_output *output)
{
	bool is_ipv6 = session->local.any.sa_family == AF_INET6;
	union endpoint to;
	int verdict;

	if (is_refused_by_epsv_all(session, output))
		return;
	verdict = ftp_address_parse_eprt(session->command.argument, &to);
	if (verdict == FTP_ADDRESS_SYNTAX)
		ftp_talk_reply(output, 501, "EPRT takes |1|host|port|.");
	else if (verdict == FTP_ADDRESS_FAMILY ||
	    to.any.sa_family != session->local.any.sa_family)
		ftp_talk_reply(output, 522,
		    is_ipv6 ? "Network protocol not supported, use (2)"
			    : "Network protocol not supported, use (1)");
	else
		set_active(session, to, output);
}

void
ftp_setup_finished(enum ftp_outcome outcome, struct ftp_output *output)
{
	switch (outcome) {
	case FTP_SENT:
		ftp_talk_reply(output, 226, "Transfer complete.");
		break;
	case FTP_NO_CONNECTION:
		ftp_talk_reply(output, 425, "No data connection.");
		break;
	case FTP_BROKEN:
		ftp_talk_reply(output, 426, "Data connection broken.");
		break;
	case FTP_STALLED:
		ftp_talk_reply(output, 426, "Data connection timed out.");
		break;
	case FTP_FAILED:
		ftp_talk_reply(output, 451, "Cannot read it to its end.");
		break;
	}
}
