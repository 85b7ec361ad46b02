/* SPDX-License-Identifier: ISC */
#include "common/daemon.h"
#include "dhcpd/config_check.h"
#include "dhcpd/dhcpd_config.h"
#include "dhcpd/io.h"

int
main(int argc, char **argv)
{
	static const struct daemon dhcpd = {
		.name = "dhcpd",
		.sections = dhcpd_sections,
		.settings_new = dhcpd_settings_new,
		.settings_free = dhcpd_settings_free,
		.check = config_check,
		.start = io_start,
		.begin = io_begin,
		.reload = io_reload,
		.stop = io_stop,
	};

	return daemon_main(&dhcpd, argc, argv);
}
