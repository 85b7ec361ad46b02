/* SPDX-License-Identifier: ISC */
/*
 * tftpd - hand out boot files by TFTP
 */
#include <libgen.h>
#include <limits.h>
#include <stdio.h>
#include <sys/socket.h>

#include "common/daemon.h"
#include "common/log.h"
#include "tftpd/boot_tree.h"
#include "tftpd/command_line.h"
#include "tftpd/command_option.h"
#include "tftpd/io.h"
#include "tftpd/listen.h"
#include "tftpd/name_trial.h"
#include "tftpd/tftpd_config.h"
#include "tftpd/upload_place.h"

/* A file that is read again may be another one by then. */
static void
allow_folder_of(struct sandbox *sandbox, const char *path)
{
	char folder[PATH_MAX];

	if (snprintf(folder, sizeof(folder), "%s", path) < (int)sizeof(folder))
		sandbox_allow_path(sandbox, dirname(folder), false);
}

static void
allow_upload(struct sandbox *sandbox, const char *root, const char *pattern)
{
	static const char *const calls[] = { "fchmod", "fdatasync", "linkat",
		NULL };
	char folder[PATH_NAME_MAX], path[PATH_MAX];

	upload_place_fixed(pattern, folder);
	if (snprintf(path, sizeof(path), "%s/%s", root, folder) <
	    (int)sizeof(path))
		sandbox_allow_path(sandbox, path, true);
	sandbox_allow_calls(sandbox, calls);
}

static void
tftpd_confine(const void *owner, struct sandbox *sandbox)
{
	const struct tftpd_settings *settings = owner;

	sandbox_allow_path(sandbox, settings->site.root, false);
	repos_allow(&settings->repos, sandbox);
	for (unsigned i = 0; i < settings->rules.maps.n; i++)
		allow_folder_of(sandbox, settings->rules.maps.names[i]);
	for (unsigned i = 0; i < settings->uploads.n; i++)
		allow_upload(
		    sandbox, settings->site.root, settings->uploads.names[i]);
	/* A socket a transfer. */
	sandbox_allow_socket(sandbox, AF_INET, SOCK_DGRAM);
	sandbox_allow_socket(sandbox, AF_INET6, SOCK_DGRAM);
}

int
main(int argc, char **argv)
{
	static const struct daemon_tool tools[] = {
		{ COMMAND_OPTION_TRY, true, name_trial_run },
		{ COMMAND_OPTION_FROM, true, name_trial_run },
		{ 0, false, NULL },
	};
	static const struct daemon tftpd = {
		.name = "tftpd",
		.own_options = COMMAND_OPTION_LETTERS,
		.own_usage = COMMAND_OPTION_USAGE,
		.own_long = command_option_long,
		.tools = tools,
		.sections = tftpd_sections,
		.settings_new = tftpd_config_new,
		.settings_free = tftpd_config_free,
		.option = command_option_take,
		.check = tftpd_config_check,
		.ports = listen_ports,
		.trial = boot_tree_trial,
		.start = io_start,
		.confine = tftpd_confine,
		.begin = io_begin,
		.reload = io_reload,
		.drain = io_drain,
		.stop = io_stop,
	};
	struct command_line line;

	/* From inetd standard error is the clients' socket. */
	if (daemon_is_inetd(SOCK_DGRAM)) {
		log_open(tftpd.name, 0);
		log_to_syslog();
	}
	if (!command_line_sort(argc, argv, &line)) {
		log_open(tftpd.name, 0);
		log_error("the command line is too long");
		return DAEMON_EXIT_USAGE;
	}
	return daemon_main(&tftpd, line.n, line.words);
}
