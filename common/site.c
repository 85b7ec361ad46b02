/* SPDX-License-Identifier: ISC */
#include "common/site.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

const struct config_key site_keys[] = {
	{ "root", config_set_path, offsetof(struct site, root), 0 },
	{ "state", config_set_path, offsetof(struct site, state), 0 },
	{ "interface", config_set_names, offsetof(struct site, interfaces), 0 },
	{ "server", config_set_address, offsetof(struct site, server), 0 },
	{ "user", config_set_string, offsetof(struct site, user), 0 },
	{ "stop-timeout", config_set_ms, offsetof(struct site, stop_timeout_ms),
	    0 },
	{ NULL, NULL, 0, 0 },
};

int
site_init(struct site *site)
{
	memset(site, 0, sizeof(*site));
	site->stop_timeout_ms = SITE_STOP_TIMEOUT_MS;
	site->root = strdup("/var/lib/tftpboot");
	site->state = strdup("/var/lib/bootyard");
	if (!site->root || !site->state) {
		site_free(site);
		return -ENOMEM;
	}
	return 0;
}

void
site_free(struct site *site)
{
	free(site->root);
	free(site->state);
	free(site->user);
	config_names_free(&site->interfaces);
	memset(site, 0, sizeof(*site));
}
