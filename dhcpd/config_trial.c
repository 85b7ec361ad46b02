/* SPDX-License-Identifier: ISC */
#include "dhcpd/config_trial.h"

#include <stdlib.h>
#include <string.h>

#include "common/log.h"
#include "dhcpd/boot_files.h"
#include "dhcpd/dhcpd_config.h"
#include "dhcpd/host_scan.h"
#include "dhcpd/interfaces.h"
#include "dhcpd/server_trial.h"

static int
try_hosts(const char *path, const struct policy *policy)
{
	struct host_scan *scan = calloc(1, sizeof(*scan));
	int n_errors = 1, r;

	if (!scan) {
		log_error("out of memory");
		return 1;
	}
	host_scan_begin(scan, path, policy);
	r = host_scan_read(scan);
	host_scan_settle(scan);
	if (r)
		log_error("hosts = %s: %s", path, strerror(-r));
	else
		n_errors = scan->n_errors > 0;
	host_scan_end(scan);
	free(scan);
	return n_errors;
}

static void
try_servers(const struct policy *policy)
{
	struct interfaces *interfaces = calloc(1, sizeof(*interfaces));

	if (interfaces && interfaces_read(interfaces) == 0)
		server_trial(policy, interfaces);
	free(interfaces);
}

int
config_trial(void *settings_)
{
	struct dhcpd_settings *settings = settings_;

	boot_files_look(settings->site.root, &settings->policy);
	try_servers(&settings->policy);
	return settings->hosts ? try_hosts(settings->hosts, &settings->policy)
			       : 0;
}
