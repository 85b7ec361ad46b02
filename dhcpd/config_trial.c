/* SPDX-License-Identifier: ISC */
#include "dhcpd/config_trial.h"

#include <stdlib.h>
#include <string.h>

#include "common/log.h"
#include "dhcpd/boot_files.h"
#include "dhcpd/dhcpd_config.h"
#include "dhcpd/host_scan.h"
#include "dhcpd/server_trial.h"

static int
try_hosts(const struct dhcpd_settings *settings)
{
	struct host_scan *scan = calloc(1, sizeof(*scan));
	int n_errors = 1, r;

	if (!scan) {
		log_error("out of memory");
		return 1;
	}
	host_scan_begin(scan, settings->hosts, &settings->policy);
	r = host_scan_read(scan);
	host_scan_settle(scan);
	if (r)
		log_error("%s:%u: hosts = %s: %s; make it, readable for the "
			  "daemon's user, or take the line out",
		    settings->path, settings->hosts_line, settings->hosts,
		    strerror(-r));
	else
		n_errors = scan->n_errors > 0;
	host_scan_end(scan);
	free(scan);
	return n_errors;
}

int
config_trial(void *settings_)
{
	struct dhcpd_settings *settings = settings_;
	struct boot_files files = { 0 };

	boot_files_read_first(settings->site.root, &files);
	server_trial_run(settings->path, &settings->policy);
	return settings->hosts ? try_hosts(settings) : 0;
}
