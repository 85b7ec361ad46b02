/* SPDX-License-Identifier: ISC */
#include "tftpd/server.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "common/neighbours.h"
#include "common/tree.h"
#include "tftpd/boot_tree.h"

static void
close_tree(struct server *server)
{
	tree_unref(server->tree);
	free(server->root);
}

int
server_serve(struct server *server, const struct tftpd_settings *settings)
{
	char *root = strdup(settings->site.root);
	struct repos_images images;
	struct tree *tree;
	int r = -ENOMEM;

	if (root)
		r = boot_tree_open(settings, image_watch_images(server->images),
		    &tree, &images);
	if (r < 0) {
		free(root);
		return r;
	}
	image_watch_set(server->images, &images);
	close_tree(server);
	server->tree = tree;
	server->root = root;
	server->settings = settings;
	server->source.ports = settings->ports;
	return 0;
}

void
server_close(struct server *server)
{
	session_free_all(&server->reads);
	upload_free_all(&server->writes);
	close_tree(server);
}

unsigned
server_transfers(const struct server *server)
{
	return (unsigned)(server->reads.table.n + server->writes.table.n);
}

struct negotiate_limits
server_limits(const struct server *server, const union endpoint *client)
{
	const struct tftpd_settings *settings = server->settings;
	const struct machine_limits *machines = settings->machines;
	struct negotiate_limits limits = {
		.max_blksize = settings->max_blksize,
		.max_windowsize = settings->max_windowsize,
		.refused = settings->refused,
		.rollover = settings->rollover,
	};
	uint8_t mac[MAC_LEN];
	bool has_mac =
	    machine_limits_need_mac(machines, settings->n_machines) &&
	    neighbours_find(NEIGHBOURS_TABLE, client, mac) == 0;

	machine_limits_apply(machines, settings->n_machines, client,
	    has_mac ? mac : NULL, &limits);
	return limits;
}

uint64_t
server_digest(const struct datagram *request)
{
	uint64_t digest = UINT64_C(0xcbf29ce484222325); /* FNV-1a */

	for (size_t i = 0; i < request->len; i++)
		digest = (digest ^ request->bytes[i]) * UINT64_C(0x100000001b3);
	return digest;
}

union endpoint
server_asked(const struct datagram *request)
{
	const union endpoint none = { .any.sa_family = AF_UNSPEC };

	return request->is_broadcast ? none : request->local;
}

int
server_channel(struct server *server, const struct datagram *request,
    struct channel_request *ret_channel)
{
	struct channel_request channel = {
		.peer = endpoint_unmap(&request->peer),
		.fd = -1,
	};
	int r = 0;

	if (server->settings->is_single_port) {
		channel.shared = server->asked;
		channel.local = server_asked(request);
	} else {
		r = source_bind(&server->source, request, &channel.fd);
	}
	if (r == 0)
		*ret_channel = channel;
	return r;
}
