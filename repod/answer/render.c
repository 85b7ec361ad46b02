/* SPDX-License-Identifier: ISC */
#include "repod/answer/render.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "common/daemon.h"
#include "common/lease_index.h"
#include "common/log.h"
#include "common/neighbours.h"
#include "common/path.h"
#include "repod/answer/made.h"
#include "repod/file_reason.h"
#include "repod/repod_config.h"
#include "repod/served_tree.h"

static int
bad_value(const char *option, const char *value, const char *wanted)
{
	log_error("--%s %s: want %s", option, value, wanted);
	return 1;
}

int
render_option(void *opaque, int letter, const char *value)
{
	struct repod_settings *settings = opaque;
	struct repod_render *render = &settings->render;

	switch (letter) {
	case RENDER_PATH:
		render->path = value;
		return 0;
	case RENDER_MAC:
		render->has_mac = mac_parse(value, render->mac);
		return render->has_mac
		    ? 0
		    : bad_value("mac", value, "one like 52:54:00:12:34:56");
	case RENDER_IP:
		return address_parse(value, &render->address)
		    ? 0
		    : bad_value("ip", value, "one like 192.168.10.100");
	default:
		render->serial = value;
		return 0;
	}
}

/* --- the machine ---------------------------------------------------------- */

/* The address that a machine has by dhcpd's leases; 0 without. */
static uint32_t
leased_address(const struct repod_settings *settings)
{
	struct lease_index *leases = lease_index_new(settings->site.state);
	uint32_t address = 0;

	while (leases && lease_index_read(leases) == 1)
		;
	if (leases &&
	    !lease_index_address(leases, settings->render.mac, &address))
		address = 0;
	lease_index_free(leases);
	return address;
}

/* By which of our addresses a machine at @peer reaches us: the kernel knows,
 * and sends nothing. Unspecified where it does not. */
static union endpoint
local_for(const union endpoint *peer)
{
	union endpoint local = { .any.sa_family = AF_UNSPEC };
	socklen_t len = sizeof(local);
	int fd = socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0);

	if (fd < 0)
		return local;
	if (connect(fd, &peer->any, endpoint_len(peer)) < 0 ||
	    getsockname(fd, &local.any, &len) < 0)
		local.any.sa_family = AF_UNSPEC;
	close(fd);
	return local;
}

static void
name_server(const struct repod_settings *settings, struct asker *asker)
{
	const struct http_span nobody = { "", 0 };
	const struct repod_listen *http = &settings->http;
	union endpoint local = { .any.sa_family = AF_UNSPEC };

	if (settings->site.server != 0)
		local = endpoint_ipv4(settings->site.server, 0);
	else if (asker->peer.any.sa_family == AF_INET)
		local = local_for(&asker->peer);
	if (local.any.sa_family == AF_UNSPEC)
		return;
	endpoint_address_text(asker->server, &local);
	endpoint_set_port(&local,
	    endpoint_port(http->n > 0 ? &http->at[0] : &settings->ftp.at[0]));
	origin_text(asker->origin, http->n > 0 ? ORIGIN_HTTP : ORIGIN_FTP,
	    &nobody, &local);
}

static void
describe(const struct repod_settings *settings, struct asker *asker)
{
	const struct repod_render *render = &settings->render;
	uint32_t address = render->address;

	*asker = (struct asker){ .peer.any.sa_family = AF_UNSPEC };
	if (address == 0 && render->has_mac)
		address = leased_address(settings);
	if (address != 0)
		asker->peer = endpoint_ipv4(address, 1);
	if (render->has_mac) {
		memcpy(asker->macs[0], render->mac, MAC_LEN);
		asker->n_macs = 1;
	}
	if (render->serial)
		snprintf(
		    asker->serial, sizeof(asker->serial), "%s", render->serial);
	name_server(settings, asker);
}

/* --- the file ------------------------------------------------------------- */

static bool
print(const void *bytes, size_t len)
{
	return len == 0 || fwrite(bytes, len, 1, stdout) == 1;
}

static bool
print_file(const struct tree_file *file)
{
	char piece[16 << 10];
	uint64_t at = 0;

	while (at < file->size) {
		ssize_t n = tree_read(file, piece, sizeof(piece), at);

		if (n <= 0 || !print(piece, (size_t)n))
			return false;
		at += (uint64_t)n;
	}
	return true;
}

/* Return: 0; -errno of the file; -EPIPE where it was not printed whole. */
static int
print_for(struct made *made, const struct tree *tree, const char *name,
    const struct asker *asker)
{
	char reason[MADE_REASON_MAX];
	struct made_file text;
	struct tree_file file;
	bool is_printed = false;
	int r = -ENOENT;

	if (made_has(made, name))
		r = made_open(made, tree, name, asker, 0, &text, reason);
	if (r == 0) {
		is_printed = print(text.text, text.size);
		free(text.text);
	} else if (r == -ENOENT &&
	    (r = tree_open_file(tree, name, &file)) == 0) {
		is_printed = print_file(&file);
		tree_close(&file);
	}
	if (r < 0)
		return r;
	return is_printed && fflush(stdout) == 0 ? 0 : -EPIPE;
}

static int
render_name(struct repod_settings *settings, struct made *made,
    const struct tree *tree, const char *name)
{
	const struct made_terms terms = {
		.config = settings->answers,
		.root = repod_config_root(settings),
		.server = settings->site.server,
	};
	struct asker asker;
	int r;

	if (made_configure(made, &terms) < 0)
		return DAEMON_EXIT_START;
	describe(settings, &asker);
	if (asker.peer.any.sa_family != AF_UNSPEC &&
	    !access_allows(&settings->access, name, &asker.peer)) {
		log_error("/%s: %s", name, file_reason(ACCESS_REFUSED));
		return DAEMON_EXIT_CONFIG;
	}
	r = print_for(made, tree, name, &asker);
	if (r == -EPIPE)
		return DAEMON_EXIT_FAILED;
	if (r < 0 && r != -EBADMSG)
		log_error("/%s: %s", name, file_reason(r));
	return r < 0 ? DAEMON_EXIT_CONFIG : DAEMON_EXIT_OK;
}

int
render_run(void *opaque)
{
	struct repod_settings *settings = opaque;
	struct machines *machines = NULL;
	struct made *made = NULL;
	struct repos_images images;
	struct tree *tree = NULL;
	char name[PATH_NAME_MAX];
	int status = DAEMON_EXIT_START;

	if (!settings->render.path ||
	    !path_resolve("", settings->render.path, name)) {
		log_error("which file? --render PATH, as it is asked for");
		return DAEMON_EXIT_USAGE;
	}
	if (served_tree_open(settings, NULL, &tree, &images) < 0)
		return status;
	repos_images_read(&images);
	machines = machines_new(NEIGHBOURS_TABLE, settings->site.state);
	made = made_new(machines);
	if (machines && made)
		status = render_name(settings, made, tree, name);
	made_free(made);
	machines_free(machines);
	tree_unref(tree);
	repos_images_free(&images);
	return status;
}
