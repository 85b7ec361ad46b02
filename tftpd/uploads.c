/* SPDX-License-Identifier: ISC */
#include "tftpd/uploads.h"

#include <errno.h>
#include <unistd.h>

#include "common/neighbours.h"
#include "tftpd/machine_folder.h"
#include "tftpd/session.h"
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

/* The file that is asked for, begun. */
static int
create(const struct uploads_asked *asked, struct tree_new *ret_file)
{
	const struct tftpd_settings *settings = asked->settings;
	const struct find *find = asked->find;
	char renamed[PATH_NAME_MAX], name[PATH_NAME_MAX];
	int r =
	    find_rename(find, true, asked->packet->name, renamed, asked->text);

	if (r != 0)
		return r;
	if (!upload_place_name(find->lookup.root, renamed, name) ||
	    !is_allowed(&settings->uploads, name, find->client))
		return -EPERM;
	if (announced(asked->packet) > settings->upload_max_size)
		return -EFBIG;
	return tree_create(
	    find->lookup.tree, name, settings->upload_mode, ret_file);
}

static int
start(struct upload_host *host, const struct uploads_asked *asked,
    struct tree_new *file)
{
	const struct tftp_packet *packet = asked->packet;
	struct negotiate_limits limits = asked->limits;
	struct upload_request request = {
		.peer = *asked->find->client,
		.name = packet->name,
		.digest = session_digest(
		    asked->datagram->bytes, asked->datagram->len),
		.is_netascii = packet->mode == TFTP_MODE_NETASCII,
		.max_size = asked->settings->upload_max_size,
		.shared = asked->shared,
		.local = asked->local,
	};
	int fd = -1, r = 0;

	if (!asked->shared)
		r = source_bind(asked->source, asked->datagram, &fd);
	if (r < 0) {
		tree_discard(file);
		return r;
	}
	upload_limit(&limits, packet, asked->shared != NULL);
	request.terms = negotiate(packet, &limits, true, announced(packet));
	return upload_start(host, &request, fd, file);
}

int
uploads_take(struct upload_host *host, const struct uploads_asked *asked)
{
	struct tree_new file;
	int r;

	if (!has_place(host))
		return -EMFILE;
	r = create(asked, &file);
	return r == 0 ? start(host, asked, &file) : r;
}
