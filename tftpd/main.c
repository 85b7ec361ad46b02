/* SPDX-License-Identifier: ISC */
/*
 * tftpd - hand out boot files by TFTP, read-only
 */
#include <sys/socket.h>

#include "common/daemon.h"
#include "common/log.h"
#include "tftpd/io.h"
#include "tftpd/tftpd_config.h"

static void
tftpd_confine(const void *owner, struct sandbox *sandbox)
{
	const struct tftpd_settings *settings = owner;

	sandbox_allow_path(sandbox, settings->site.root, false);
	/* A socket a transfer. */
	sandbox_allow_socket(sandbox, AF_INET, SOCK_DGRAM);
	sandbox_allow_socket(sandbox, AF_INET6, SOCK_DGRAM);
}

int
main(int argc, char **argv)
{
	static const struct daemon tftpd = {
		.name = "tftpd",
		.own_options = TFTPD_OPTIONS,
		.own_usage = TFTPD_USAGE,
		.sections = tftpd_sections,
		.settings_new = tftpd_config_new,
		.settings_free = tftpd_config_free,
		.option = tftpd_config_option,
		.check = tftpd_config_check,
		.start = io_start,
		.confine = tftpd_confine,
		.begin = io_begin,
		.reload = io_reload,
		.stop = io_stop,
	};

	/* From inetd standard error is the clients' socket. */
	if (daemon_is_inetd(SOCK_DGRAM)) {
		log_open(tftpd.name, 0);
		log_to_syslog();
	}
	return daemon_main(&tftpd, argc, argv);
}
