/* SPDX-License-Identifier: ISC */
#ifndef COMMON_SITE_H
#define COMMON_SITE_H

#include <stdint.h>

#include "common/config.h"
#include "common/config_value.h"

enum {
	SITE_STOP_TIMEOUT_MS = 10000
};

/**
 * struct site - the [site] section, which all daemons read
 *
 * A daemon's settings begin with it. Strings are owned by the struct.
 */
struct site {
	char *root;  /* the boot tree */
	char *state; /* leases, events */
	char *user;  /* NULL: bootyard, or nobody where there is no bootyard */
	struct config_names interfaces; /* none: every one that fits */
	uint32_t server; /* host order; 0: the address that was asked */
	uint64_t stop_timeout_ms; /* for transfers to end at SIGTERM */
};

/** site_keys - the table of [site], for a daemon's list of sections */
extern const struct config_key site_keys[];

/** site_init() - the defaults: /var/lib/tftpboot, /var/lib/bootyard,
 * ten seconds to stop. Return: 0; -ENOMEM. */
int site_init(struct site *site);

/** site_free() - free what @site owns; @site itself stays the caller's */
void site_free(struct site *site);

#endif
