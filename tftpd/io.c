/* SPDX-License-Identifier: ISC */
#include "tftpd/io.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "common/datagram.h"
#include "common/log.h"
#include "common/neighbours.h"
#include "common/tftp_packet.h"
#include "common/tree.h"
#include "tftpd/ahead.h"
#include "tftpd/command_option.h"
#include "tftpd/descriptors.h"
#include "tftpd/find.h"
#include "tftpd/last_boot.h"
#include "tftpd/listen.h"
#include "tftpd/miss_log.h"
#include "tftpd/refusal.h"
#include "tftpd/report.h"
#include "tftpd/session.h"
#include "tftpd/source.h"
#include "tftpd/uploads.h"

enum {
	REQUEST_LEN = 2048, /* RFC 2347 says 512; be generous */
	REQUEST_BATCH = 32,
	/* A client that has not answered for so long may make room. */
	IDLER_US = 2000000,
	IDLERS_LOOKED_AT = 64,
};

struct listener {
	struct io *io;
	struct datagram_socket *socket;
};

struct io {
	const struct daemon_context *context;
	const struct tftpd_settings *settings;
	struct session_host host;
	struct upload_host uploads;
	struct listener listeners[LISTEN_SOCKETS_MAX];
	unsigned n_listeners;
	struct listen bound; /* until io_begin() adopts them */
	struct source source;
	struct tree *tree;
	char *root;
	struct negotiate_limits limits;
	uint32_t max_sessions;
	uint32_t max_client_sessions;
	bool is_single_port;
	const char *machine_root; /* or NULL */
	const struct rewrite *rewrite;
	/* What the messages being taken came by. */
	struct datagram_socket *asked;
	struct last_boot last_boot;
	struct miss_log *misses;
	bool is_draining; /* begin no transfer */
	bool is_passed;	  /* the sockets are inetd's, or systemd's */
	uint64_t idle_ms;
	struct loop_timer *idle; /* runs only on sockets passed in */
};

/* --- refusals --- */

/* The address of ours that @request was sent to; family 0: not known. */
static union endpoint
asked_address(const struct datagram *request)
{
	const union endpoint none = { .any.sa_family = AF_UNSPEC };

	return request->is_broadcast ? none : request->local;
}

static void
send_from_listener(const struct io *io, const struct datagram *request,
    uint8_t *bytes, size_t len)
{
	const struct datagram message = {
		.peer = endpoint_unmap(&request->peer),
		.local = asked_address(request),
		.bytes = bytes,
		.len = len,
	};

	datagram_send(io->asked, &message, 1);
}

/* An ERROR in answer to a request leaves from a port of its own, as any other
 * answer does (but for single-port): sent from port 69 to another server's port
 * 69 it could begin a loop (CVE-2024-2169). */
static void
send_error(struct io *io, const struct datagram *request,
    const struct refusal *refusal)
{
	union endpoint peer = endpoint_unmap(&request->peer);
	uint8_t bytes[128];
	struct writer writer = writer_over(bytes, sizeof(bytes));
	int fd;

	tftp_packet_write_error(&writer, refusal->error, refusal->text);
	if (io->is_single_port) {
		send_from_listener(io, request, bytes, writer.pos);
		return;
	}
	if (source_bind(&io->source, request, &fd) < 0)
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

static void
refuse(struct io *io, const struct datagram *request, const char *name,
    const struct refusal *refusal, const char *detail)
{
	union endpoint peer = endpoint_unmap(&request->peer);

	send_error(io, request, refusal);
	report_refusal(is_write(request) ? "write" : "read", refusal, &peer,
	    name, detail, io->context->events);
	if (refusal->error == TFTP_ERROR_NOT_FOUND && !is_write(request))
		miss_log_add(io->misses, &peer, name);
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

static void
refuse_error(
    struct io *io, const struct datagram *request, const char *name, int error)
{
	struct refusal refusal = refusal_for(error);

	refuse(io, request, name, &refusal, detail_of(&refusal, error));
}

static void
refuse_by_rule(struct io *io, const struct datagram *request, const char *name,
    int verdict, const char *text)
{
	struct refusal refusal = refusal_by_rule(verdict, text);

	refuse(io, request, name, &refusal, refusal_detail(verdict));
}

/* --- requests --- */

/* Drop the oldest client that never answered: whoever asks with a made-up
 * address fills the table with those. Return: whether there was one. */
static bool
make_room(struct io *io)
{
	struct table_entry *entry = io->host.table.oldest;

	for (int i = 0; entry && i < IDLERS_LOOKED_AT; i++) {
		if (session_is_idler(session_of(entry), IDLER_US)) {
			session_end(session_of(entry),
			    "never answered, and its place was needed");
			return true;
		}
		entry = entry->younger;
	}
	return false;
}

/* What this client is granted at most. */
static struct negotiate_limits
limits_for(const struct io *io, const union endpoint *client)
{
	const struct machine_limits *machines = io->settings->machines;
	unsigned n = io->settings->n_machines;
	struct negotiate_limits limits = io->limits;
	uint8_t mac[MAC_LEN];
	bool has_mac = machine_limits_need_mac(machines, n) &&
	    neighbours_find(NEIGHBOURS_TABLE, client, mac) == 0;

	machine_limits_apply(
	    machines, n, client, has_mac ? mac : NULL, &limits);
	return limits;
}

static int
start_session(struct io *io, const struct datagram *datagram,
    const struct tftp_packet *packet, struct tree_file *file)
{
	bool is_netascii = packet->mode == TFTP_MODE_NETASCII;
	union endpoint peer = endpoint_unmap(&datagram->peer);
	struct negotiate_limits limits = limits_for(io, &peer);
	struct session_request request = {
		.peer = peer,
		.name = packet->name,
		.digest = session_digest(datagram->bytes, datagram->len),
		.is_netascii = is_netascii,
	};
	int fd = -1, r = 0;

	if (io->is_single_port) {
		request.shared = io->asked;
		request.local = asked_address(datagram);
	} else {
		r = source_bind(&io->source, datagram, &fd);
	}
	if (r < 0) {
		tree_close(file);
		return r;
	}
	/* How long a text gets, and where its blocks begin, is not known
	 * before it was translated. */
	if (is_netascii)
		limits.max_windowsize = 1;
	request.terms = negotiate(packet, &limits, !is_netascii, file->size);
	return session_start(&io->host, &request, fd, file);
}

/* What the client asked for, or means by that; @ret_text is a rule's that
 * refuses it. Return: as find_open(). */
static int
find_file(struct io *io, const union endpoint *peer, const char *name,
    struct tree_file *ret_file, char *ret_text)
{
	char folder[PATH_NAME_MAX];
	const struct find find = {
		.lookup = {
			.tree = io->tree,
			.root = io->root,
			.folder = find_own_folder(io->machine_root, peer, folder)
			    ? folder
			    : NULL,
			.boot_file = last_boot_of(&io->last_boot, peer),
		},
		.rewrite = io->rewrite,
		.client = peer,
	};
	struct lookup_found found;
	int r = find_open(&find, name, &found, ret_text);

	if (r != 0)
		return r;
	miss_log_end(io->misses, peer);
	if (found.repair)
		report_repair(peer, name, found.name, found.repair);
	last_boot_note(&io->last_boot, peer, found.name);
	*ret_file = found.file;
	return 0;
}

/* Why there is no place for a transfer to @peer; NULL where there is one. */
static const char *
why_full(struct io *io, const union endpoint *peer)
{
	uint32_t most = io->max_client_sessions;

	if (table_count(&io->host.table, peer, most) >= most)
		return "max-client-sessions transfers to this address are "
		       "under way";
	if (io->host.table.n >= io->max_sessions && !make_room(io))
		return "max-sessions transfers are under way";
	return NULL;
}

static void
serve(struct io *io, const struct datagram *datagram,
    const struct tftp_packet *packet)
{
	static const struct refusal full = { TFTP_ERROR_OTHER,
		"Server is busy, try again", "failed" };
	union endpoint peer = endpoint_unmap(&datagram->peer);
	char text[REWRITE_TEXT_MAX] = "";
	const char *reason = why_full(io, &peer);
	struct tree_file file;
	int r;

	if (reason) {
		refuse(io, datagram, packet->name, &full, reason);
		return;
	}
	r = find_file(io, &peer, packet->name, &file, text);
	if (r == 0)
		r = start_session(io, datagram, packet, &file);
	if (r < 0)
		refuse_error(io, datagram, packet->name, r);
	else if (r > 0)
		refuse_by_rule(io, datagram, packet->name, r, text);
}

/* The transfer that runs to @peer, or NULL. Its last ACK may be waiting on its
 * own socket while the client's next request is here already. */
static struct session *
running_session(struct io *io, const union endpoint *peer)
{
	struct session *session = session_of(table_find(&io->host.table, peer));

	if (session)
		session_catch_up(session);
	return session_of(table_find(&io->host.table, peer));
}

/* A request from the port of a transfer that runs. Sent again, it has its
 * answer already. A client that asks for something else, or has stopped
 * answering (a machine that was reset), wants the new transfer.
 * Return: whether there is nothing more to do. */
static bool
is_answered_already(struct io *io, const struct datagram *datagram)
{
	static const char again[] = "its client sent a new request";
	union endpoint peer = endpoint_unmap(&datagram->peer);
	uint64_t digest = session_digest(datagram->bytes, datagram->len);
	struct session *session = running_session(io, &peer);
	struct upload *upload =
	    upload_of(table_find(&io->uploads.table, &peer));

	if ((session && session_is_same(session, digest)) ||
	    (upload && upload_is_same(upload, digest)))
		return true;
	if (session)
		session_end(session, again);
	if (upload)
		upload_end(upload, again);
	return false;
}

static const struct refusal no_mode = { TFTP_ERROR_ILLEGAL,
	"Only octet and netascii are served", "refused" };

static void
take_read(struct io *io, const struct datagram *datagram,
    const struct tftp_packet *packet)
{
	if (is_answered_already(io, datagram))
		return;
	if (packet->mode == TFTP_MODE_OTHER)
		refuse(io, datagram, packet->name, &no_mode, "");
	else
		serve(io, datagram, packet);
}

/* Begin to take what a client writes. Return: as uploads_take(). */
static int
begin_upload(struct io *io, const struct datagram *datagram,
    const struct tftp_packet *packet, char *ret_text)
{
	union endpoint peer = endpoint_unmap(&datagram->peer);
	const struct find find = {
		.lookup = { .tree = io->tree, .root = io->root },
		.rewrite = io->rewrite,
		.client = &peer,
	};
	const struct uploads_asked asked = {
		.datagram = datagram,
		.packet = packet,
		.settings = io->settings,
		.limits = limits_for(io, &peer),
		.find = &find,
		.source = &io->source,
		.shared = io->is_single_port ? io->asked : NULL,
		.local = asked_address(datagram),
		.text = ret_text,
	};

	return uploads_take(&io->uploads, &asked);
}

static void
take_write(struct io *io, const struct datagram *datagram,
    const struct tftp_packet *packet)
{
	static const struct refusal no_write = { TFTP_ERROR_ACCESS,
		"Nothing can be written here", "refused" };
	char text[REWRITE_TEXT_MAX] = "";
	struct refusal refusal;
	int r;

	if (io->settings->uploads.n == 0) {
		refuse(io, datagram, packet->name, &no_write, "");
		return;
	}
	if (is_answered_already(io, datagram))
		return;
	if (packet->mode == TFTP_MODE_OTHER) {
		refuse(io, datagram, packet->name, &no_mode, "");
		return;
	}
	r = begin_upload(io, datagram, packet, text);
	if (r > 0) {
		refuse_by_rule(io, datagram, packet->name, r, text);
	} else if (r < 0) {
		refusal = refusal_for_write(r);
		refuse(io, datagram, packet->name, &refusal,
		    refusal_write_detail(r));
	}
}

/* With single-port the packets of transfers arrive here, too. */
static void
take_answer(struct io *io, struct datagram *datagram)
{
	union endpoint peer = endpoint_unmap(&datagram->peer);
	struct session *session =
	    session_of(table_find(&io->host.table, &peer));

	struct upload *upload =
	    upload_of(table_find(&io->uploads.table, &peer));

	if (session && session_is_shared(session))
		session_take(session, datagram);
	else if (upload && upload_is_shared(upload))
		upload_take(upload, datagram);
}

/* Only a request is ever answered here: an ERROR, DATA or ACK to this port is
 * another server's, and an answer to it could go round for ever. */
static void
take_request(struct io *io, struct datagram *datagram)
{
	static const struct refusal illegal = { TFTP_ERROR_ILLEGAL,
		"Malformed request", "refused" };
	struct tftp_packet packet;
	int verdict =
	    tftp_packet_parse(datagram->bytes, datagram->len, &packet);

	if (verdict == TFTP_PACKET_UNTERMINATED ||
	    verdict == TFTP_PACKET_NAMELESS)
		refuse(io, datagram, "", &illegal, "");
	else if (verdict == 0 && packet.opcode != TFTP_RRQ &&
	    packet.opcode != TFTP_WRQ)
		take_answer(io, datagram);
	else if (verdict != 0 || io->is_draining)
		return;
	else if (packet.opcode == TFTP_WRQ)
		take_write(io, datagram, &packet);
	else
		take_read(io, datagram, &packet);
}

static void
rest_until_idle(struct io *io)
{
	if (io->is_passed && io->host.table.n == 0 && io->uploads.table.n == 0)
		loop_timer_start(io->idle, io->idle_ms);
}

/* RFC 1123 4.2.3.4: requests to a broadcast address are not answered. From
 * port 0 nobody can ask. */
static void
received(void *owner, struct datagram *messages, size_t n)
{
	struct listener *listener = owner;
	struct io *io = listener->io;

	io->asked = listener->socket;
	for (size_t i = 0; i < n; i++) {
		if (!messages[i].is_broadcast && !messages[i].is_truncated &&
		    endpoint_port(&messages[i].peer) != 0)
			take_request(io, &messages[i]);
	}
	rest_until_idle(io);
}

static void
session_ended(void *owner)
{
	rest_until_idle(owner);
}

static void
idle_fired(void *owner)
{
	struct io *io = owner;

	if (io->host.table.n > 0 || io->uploads.table.n > 0)
		return;
	log_debug("idle: the next request starts the next one");
	daemon_end(io->context, DAEMON_EXIT_OK);
}

/* --- start and stop --- */

static int
open_tree(const struct tftpd_settings *settings, struct tree **ret_tree,
    char **ret_root)
{
	const char *path = settings->site.root;
	char *root = strdup(path);
	int r = -ENOMEM;

	if (root)
		r = tree_open(path, settings->is_private, ret_tree);
	if (r < 0) {
		log_error("cannot serve %s: %s; make the folder, or name "
			  "another with root = or -s",
		    path, strerror(-r));
		free(root);
		return r;
	}
	*ret_root = root;
	return 0;
}

static void
apply(struct io *io, const struct tftpd_settings *settings)
{
	io->settings = settings;
	io->limits = (struct negotiate_limits){
		.max_blksize = settings->max_blksize,
		.max_windowsize = settings->max_windowsize,
		.refused = settings->refused,
		.rollover = settings->rollover,
	};
	io->source.ports = settings->ports;
	io->max_sessions = settings->max_sessions;
	io->max_client_sessions = settings->max_client_sessions;
	io->is_single_port = settings->is_single_port;
	io->machine_root = settings->machine_root;
	io->rewrite = &settings->rules.rewrite;
	io->idle_ms = settings->idle_ms;
}

static int
bind_or_inherit(struct io *io, const struct tftpd_settings *settings)
{
	int r = listen_inherit(&io->bound);

	io->is_passed = r > 0;
	return r == 0 ? listen_bind(settings, &io->bound) : r < 0 ? r : 0;
}

static int
prepare(struct io *io, const struct tftpd_settings *settings)
{
	int r;

	apply(io, settings);
	command_option_tell(settings);
	descriptors_raise_limit(io->max_sessions);
	io->host.loop = io->context->loop;
	io->host.ahead_left = AHEAD_OCTETS_ALL;
	io->host.ended = session_ended;
	io->host.owner = io;
	io->uploads.loop = io->context->loop;
	io->uploads.ended = session_ended;
	io->uploads.owner = io;
	io->host.scratch = malloc(SESSION_SCRATCH);
	if (!io->host.scratch)
		return -ENOMEM;
	r = loop_timer_new(io->host.loop, idle_fired, io, &io->idle);
	if (r == 0)
		r = miss_log_new(io->host.loop, &io->misses);
	if (r == 0)
		r = open_tree(settings, &io->tree, &io->root);
	if (r == 0)
		r = bind_or_inherit(io, settings);
	return r;
}

int
io_start(const struct daemon_context *context, void *settings, void **ret_io)
{
	struct io *io = calloc(1, sizeof(*io));
	int r = -ENOMEM;

	if (io) {
		io->context = context;
		r = prepare(io, settings);
	}
	if (r == -ENOMEM)
		log_error("out of memory");
	if (r < 0) {
		io_stop(io);
		return r;
	}
	*ret_io = io;
	return 0;
}

int
io_begin(void *owner)
{
	struct io *io = owner;

	io->host.events = io->context->events;
	io->uploads.events = io->context->events;
	while (io->bound.n > 0) {
		struct listener *listener = &io->listeners[io->n_listeners];
		int r;

		listener->io = io;
		r = datagram_adopt(io->host.loop, io->bound.fd[--io->bound.n],
		    REQUEST_LEN, REQUEST_BATCH, received, listener,
		    &listener->socket);

		if (r < 0) {
			log_error("cannot listen: %s", strerror(-r));
			return r;
		}
		io->n_listeners++;
	}
	rest_until_idle(io);
	log_info("serving %s%s", io->root,
	    io->is_passed ? ", on sockets passed in" : "");
	return 0;
}

int
io_reload(void *owner, void *settings)
{
	struct io *io = owner;
	struct tree *tree;
	char *root;

	if (open_tree(settings, &tree, &root) < 0)
		return 1;
	tree_unref(io->tree);
	free(io->root);
	io->tree = tree;
	io->root = root;
	apply(io, settings);
	return 0;
}

static void
close_listeners(struct io *io)
{
	while (io->n_listeners > 0)
		datagram_free(io->listeners[--io->n_listeners].socket);
}

/* Transfers without a port of their own need the listening one to the end; a
 * request that comes there is sent again by its client. */
unsigned
io_drain(void *owner)
{
	struct io *io = owner;

	io->is_draining = true;
	if (io->host.table.n + io->uploads.table.n == 0 || !io->is_single_port)
		close_listeners(io);
	return (unsigned)(io->host.table.n + io->uploads.table.n);
}

void
io_stop(void *owner)
{
	struct io *io = owner;

	if (!io)
		return;
	session_free_all(&io->host);
	upload_free_all(&io->uploads);
	close_listeners(io);
	while (io->bound.n > 0)
		close(io->bound.fd[--io->bound.n]);
	loop_timer_free(io->idle);
	miss_log_free(io->misses);
	tree_unref(io->tree);
	free(io->host.scratch);
	free(io->root);
	free(io);
}
