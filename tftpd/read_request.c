/* SPDX-License-Identifier: ISC */
#include "tftpd/read_request.h"

#include "tftpd/find.h"
#include "tftpd/refuse.h"
#include "tftpd/report.h"

enum {
	/* A client that has not answered for so long may make room. */
	IDLER_US = 2000000,
	IDLERS_LOOKED_AT = 64,
};

/* Drop the oldest client that never answered: whoever asks with a made-up
 * address fills the table with those. Return: whether there was one. */
static bool
make_room(struct server *server)
{
	struct table_entry *entry = server->reads.table.oldest;

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

/* Why there is no place for a transfer to @peer; NULL where there is one. */
static const char *
why_full(struct server *server, const union endpoint *peer)
{
	const struct table *table = &server->reads.table;
	uint32_t most = server->settings->max_client_sessions;

	if (table_count(table, peer, most) >= most)
		return "max-client-sessions transfers to this address are "
		       "under way";
	if (table->n >= server->settings->max_sessions && !make_room(server))
		return "max-sessions transfers are under way";
	return NULL;
}

/* What the client asked for, or means by that; @ret_text is a rule's that
 * refuses it. Return: as find_open(). */
static int
find_file(struct server *server, const union endpoint *peer, const char *name,
    struct tree_file *ret_file, char *ret_text)
{
	const struct tftpd_settings *settings = server->settings;
	char folder[PATH_NAME_MAX];
	const struct find find = {
		.lookup = {
			.tree = server->tree,
			.root = server->root,
			.folder = find_own_folder(
			    settings->machine_root, peer, folder)
			    ? folder
			    : NULL,
			.boot_file = last_boot_of(&server->last_boot, peer),
		},
		.rewrite = &settings->rules.rewrite,
		.client = peer,
	};
	struct lookup_found found;
	int r = find_open(&find, name, &found, ret_text);

	if (r != 0)
		return r;
	miss_log_end(server->misses, peer);
	if (found.repair)
		report_repair(peer, name, found.name, found.repair);
	last_boot_note(&server->last_boot, peer, found.name);
	*ret_file = found.file;
	return 0;
}

static int
start_session(struct server *server, const struct datagram *datagram,
    const struct tftp_packet *packet, struct tree_file *file)
{
	bool is_netascii = packet->mode == TFTP_MODE_NETASCII;
	union endpoint peer = endpoint_unmap(&datagram->peer);
	struct negotiate_limits limits = server_limits(server, &peer);
	struct session_request request = {
		.name = packet->name,
		.digest = server_digest(datagram),
		.is_netascii = is_netascii,
	};
	int r = server_channel(server, datagram, &request.channel);

	if (r < 0) {
		tree_close(file);
		return r;
	}
	/* How long a text gets, and where its blocks begin, is not known
	 * before it was translated. */
	if (is_netascii)
		limits.max_windowsize = 1;
	request.terms = negotiate(packet, &limits, !is_netascii, file->size);
	return session_start(&server->reads, &request, file);
}

void
read_request_take(struct server *server, const struct datagram *datagram,
    const struct tftp_packet *packet)
{
	union endpoint peer = endpoint_unmap(&datagram->peer);
	char text[REWRITE_TEXT_MAX] = "";
	const char *reason = why_full(server, &peer);
	struct tree_file file;
	int r;

	if (reason) {
		refuse_busy(server, datagram, packet->name, reason);
		return;
	}
	r = find_file(server, &peer, packet->name, &file, text);
	if (r == 0)
		r = start_session(server, datagram, packet, &file);
	if (r < 0)
		refuse_error(server, datagram, packet->name, r);
	else if (r > 0)
		refuse_by_rule(server, datagram, packet->name, r, text);
}
