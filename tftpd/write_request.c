/* SPDX-License-Identifier: ISC */
#include "tftpd/write_request.h"

#include <errno.h>

#include "common/neighbours.h"
#include "tftpd/find.h"
#include "tftpd/machine_folder.h"
#include "tftpd/refuse.h"
#include "tftpd/upload_place.h"

/* Whether one more fits; what only dallies, or never began, makes room. */
static bool
has_place(struct upload_host *host)
{
	struct table_entry *entry = host->table.oldest;

	while (host->table.n >= UPLOADS_MAX && entry) {
		struct upload *upload = upload_of(entry);

		entry = entry->younger;
		if (upload_is_spare(upload))
			upload_end(upload, "its place was needed");
	}
	return host->table.n < UPLOADS_MAX;
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

/* Return: as create() and server_channel(); -EMFILE for one more than
 * UPLOADS_MAX. */
static int
begin(struct server *server, const struct datagram *datagram,
    const struct tftp_packet *packet, char *ret_text)
{
	union endpoint peer = endpoint_unmap(&datagram->peer);
	struct tree_new file;
	int r;

	if (!has_place(&server->writes))
		return -EMFILE;
	r = create(server, &peer, packet, &file, ret_text);
	return r == 0 ? start(server, datagram, packet, &file) : r;
}

void
write_request_take(struct server *server, const struct datagram *datagram,
    const struct tftp_packet *packet)
{
	char text[REWRITE_TEXT_MAX] = "";
	int r = begin(server, datagram, packet, text);

	if (r > 0)
		refuse_by_rule(server, datagram, packet->name, r, text);
	else if (r < 0)
		refuse_write_error(server, datagram, packet->name, r);
}
