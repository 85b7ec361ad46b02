/* SPDX-License-Identifier: ISC */
#ifndef COMMON_HOSTS_FOLDER_H
#define COMMON_HOSTS_FOLDER_H

#include <stdint.h>

#include "common/hosts.h"

/*
 * The folder of hosts, hosts = of [dhcpd], for programs other than dhcpd. What
 * changed in it is read when somebody is looked for.
 */

enum {
	/* A folder that is gone is looked for again after so long; its hosts
	 * stay until it is back. */
	HOSTS_FOLDER_RETRY_MS = 1000,
	/* Of one file of ethers(5). */
	HOSTS_FOLDER_ETHERS_MAX = 100000,
};

/** struct hosts_folder - opaque */
struct hosts_folder;

/** hosts_folder_new() - read the folder @path, or a file as in ethers(5).
 * Errors are logged; a file that has some counts for nothing. Return: NULL
 * without memory. */
struct hosts_folder *hosts_folder_new(const char *path);

/** hosts_folder_table() - its hosts, as they are now. @now_ms: monotonic */
struct hosts *hosts_folder_table(struct hosts_folder *folder, uint64_t now_ms);

/** hosts_folder_free() - NULL is allowed */
void hosts_folder_free(struct hosts_folder *folder);

#endif
