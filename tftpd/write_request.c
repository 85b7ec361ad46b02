/* SPDX-License-Identifier: ISC */
#include "tftpd/write_request.h"

#include <errno.h>

#include "common/neighbours.h"
#include "tftpd/find.h"
#include "tftpd/machine_folder.h"
#include "tftpd/refuse.h"
#include "tftpd/upload_place.h"

/* Why there is no place for one more of @peer; NULL where there is. */
static const char *
why_full(const struct server *server, const union endpoint *peer)
{
	const struct table *table = &server->writes.table;
	uint32_t most = server->settings->max_client_sessions;

	if (table->n >= UPLOADS_MAX)
		return "as many files as there is room for are under way";
	if (table_count(table, peer, most) >= most)
		return "max-client-sessions files of this address are under "
		       "way";
	return NULL;
}

/* What only dallies, or never began, makes room: for anybody, or for more of
 * its own client. Return: as why_full(). */
static const char *
make_room(struct server *server, const union endpoint *peer)
{
	struct table_entry *entry = server->writes.table.oldest;
	const char *reason = why_full(server, peer);

	while (reason && entry) {
		struct upload *upload = upload_of(entry);
		bool is_full = server->writes.table.n >= UPLOADS_MAX;
		bool is_own = endpoint_is_same_host(&entry->peer, peer);

		entry = entry->younger;
		if ((is_full || is_own) && upload_is_spare(upload)) {
			upload_end(upload, "its place was needed");
			reason = why_full(server, peer);
		}
	}
	return reason;
}

static bool
is_allowed(const struct config_names *patterns, const char *name,
    const union endpoint *client)
{
	uint8_t mac[MAC_LEN];
	bool has_mac = false;

	for (unsigned i = 0; i < patterns->n; i++) {
		const char *pattern = patterns->names[i];

		if (machine_folder_needs_mac(pattern) && !has_mac)
			has_mac =
			    neighbours_find(NEIGHBOURS_TABLE, client, mac) == 0;
		if (upload_place_allows(
			pattern, name, client, has_mac ? mac : NULL))
			return true;
	}
	return false;
}

/* How large the client says it is; 0 where it does not. */
static uint64_t
announced(const struct tftp_packet *packet)
{
	for (size_t i = 0; i < packet->n_options; i++) {
		if (packet->options[i].kind == TFTP_OPTION_TSIZE)
			return packet->options[i].value;
	}
	return 0;
}

/* The file that @peer asks for, begun; @ret_text is a rule's that refuses it.
 * Return: 0; -EPERM for a name that is in no folder of upload =; -EFBIG for
 * what is too large; as find_rename() and tree_create(). */
static int
create(const struct server *server, const union endpoint *peer,
    const struct tftp_packet *packet, struct tree_new *ret_file, char *ret_text)
{
	const struct tftpd_settings *settings = server->settings;
	const struct find find = {
		.lookup = { .tree = server->tree, .root = server->root },
		.rewrite = &settings->rules.rewrite,
		.client = peer,
	};
	char renamed[PATH_NAME_MAX], name[PATH_NAME_MAX];
	int r = find_rename(&find, true, packet->name, renamed, ret_text);

	if (r != 0)
		return r;
	if (!upload_place_name(server->root, renamed, name) ||
	    !is_allowed(&settings->uploads, name, peer))
		return -EPERM;
	if (announced(packet) > settings->upload_max_size)
		return -EFBIG;
	return tree_create(server->tree, name, settings->upload_mode, ret_file);
}

static int
start(struct server *server, const struct datagram *datagram,
    const struct tftp_packet *packet, struct tree_new *file)
{
	union endpoint peer = endpoint_unmap(&datagram->peer);
	struct negotiate_limits limits = server_limits(server, &peer);
	struct upload_request request = {
		.name = packet->name,
		.digest = server_digest(datagram),
		.is_netascii = packet->mode == TFTP_MODE_NETASCII,
		.max_size = server->settings->upload_max_size,
	};
	int r = server_channel(server, datagram, &request.channel);

	if (r < 0) {
		tree_discard(file);
		return r;
	}
	upload_limit(&limits, packet, request.channel.shared != NULL);
	request.terms = negotiate(packet, &limits, true, announced(packet));
	return upload_start(&server->writes, &request, file);
}

/* Return: as create() and server_channel(). */
static int
begin(struct server *server, const struct datagram *datagram,
    const struct tftp_packet *packet, char *ret_text)
{
	union endpoint peer = endpoint_unmap(&datagram->peer);
	struct tree_new file;
	int r;

	r = create(server, &peer, packet, &file, ret_text);
	return r == 0 ? start(server, datagram, packet, &file) : r;
}

void
write_request_take(struct server *server, const struct datagram *datagram,
    const struct tftp_packet *packet)
{
	union endpoint peer = endpoint_unmap(&datagram->peer);
	const char *reason = make_room(server, &peer);
	char text[REWRITE_TEXT_MAX] = "";
	int r;

	if (reason) {
		refuse_busy(server, datagram, packet->name, reason);
		return;
	}
	r = begin(server, datagram, packet, text);
	if (r > 0)
		refuse_by_rule(server, datagram, packet->name, r, text);
	else if (r < 0)
		refuse_write_error(server, datagram, packet->name, r);
}
