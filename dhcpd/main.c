/* SPDX-License-Identifier: ISC */
#include <getopt.h>
#include <libgen.h>
#include <limits.h>
#include <stdio.h>
#include <sys/socket.h>

#include "common/daemon.h"
#include "dhcpd/config_check.h"
#include "dhcpd/config_trial.h"
#include "dhcpd/dhcpd_config.h"
#include "dhcpd/import/import_lease_run.h"
#include "dhcpd/import/import_run.h"
#include "dhcpd/io.h"
#include "dhcpd/lease_list.h"
#include "dhcpd/ports.h"
#include "dhcpd/server_trial.h"

/* Beyond every letter. */
enum {
	OPTION_IMPORT = 256,
	OPTION_IMPORT_LEASES,
};

static int
take_option(void *settings, int letter, const char *value)
{
	struct dhcpd_settings *all = settings;

	if (letter == 'j')
		all->tool.is_json = true;
	else
		all->tool.input = value;
	return 0;
}

/* The folder that holds the folder: the hosts may be put there later, or in the
 * old ones' place. */
static void
allow_hosts(struct sandbox *sandbox, const char *hosts)
{
	char path[PATH_MAX];

	if (snprintf(path, sizeof(path), "%s", hosts) < (int)sizeof(path))
		sandbox_allow_path(sandbox, dirname(path), false);
}

static void
dhcpd_confine(const void *owner, struct sandbox *sandbox)
{
	static const char *const calls[] = { "fallocate", "fdatasync", "flock",
		"fsync", "ftruncate", "inotify_add_watch", "inotify_init1",
		"inotify_rm_watch", "link", "linkat", "unlink", "unlinkat",
		NULL };
	const struct dhcpd_settings *settings = owner;

	sandbox_allow_path(sandbox, settings->site.root, false);
	sandbox_allow_path(sandbox, settings->site.state, true);
	if (settings->hosts)
		allow_hosts(sandbox, settings->hosts);
	sandbox_allow_calls(sandbox, calls);
	/* Frames and probes; interfaces that come and go. */
	sandbox_allow_socket(sandbox, AF_INET, SOCK_DGRAM);
	sandbox_allow_socket(sandbox, AF_PACKET, SOCK_DGRAM);
	sandbox_allow_socket(sandbox, AF_NETLINK, SOCK_RAW);
}

/* A machine that asks elsewhere for its boot files is worth a word, and no
 * reason not to serve. */
static int
dhcpd_start(
    const struct daemon_context *context, void *settings, void **ret_server)
{
	const struct dhcpd_settings *ours = settings;
	int r = io_start(context, settings, ret_server);

	if (r == 0)
		server_trial_run(ours->path, &ours->policy);
	return r;
}

static int
dhcpd_reload(void *server, void *settings)
{
	const struct dhcpd_settings *ours = settings;
	int r = io_reload(server, settings);

	if (r == 0)
		server_trial_run(ours->path, &ours->policy);
	return r;
}

int
main(int argc, char **argv)
{
	static const struct daemon_tool tools[] = {
		{ 'l', true, lease_list_run },
		{ 'j', true, lease_list_run },
		{ OPTION_IMPORT, false, import_run },
		{ OPTION_IMPORT_LEASES, true, import_lease_run },
		{ 0, false, NULL },
	};
	static const struct option own_long[] = {
		{ "import", required_argument, NULL, OPTION_IMPORT },
		{ "import-leases", required_argument, NULL,
		    OPTION_IMPORT_LEASES },
		{ NULL, 0, NULL, 0 },
	};
	static const struct daemon dhcpd = {
		.name = "dhcpd",
		.own_options = "lj",
		.own_usage = "  -l        print the leases and stop\n"
			     "  -j        print them as JSON, a line each\n"
			     "  --import FILE\n"
			     "            print FILE of another DHCP server as "
			     "bootyard.ini\n"
			     "  --import-leases FILE\n"
			     "            take over the leases in FILE of "
			     "another DHCP server\n",
		.own_long = own_long,
		.tools = tools,
		.sections = dhcpd_sections,
		.settings_new = dhcpd_settings_new,
		.settings_free = dhcpd_settings_free,
		.option = take_option,
		.check = config_check,
		.ports = ports_try,
		.trial = config_trial,
		.start = dhcpd_start,
		.confine = dhcpd_confine,
		.begin = io_begin,
		.reload = dhcpd_reload,
		.stop = io_stop,
	};

	return daemon_main(&dhcpd, argc, argv);
}
