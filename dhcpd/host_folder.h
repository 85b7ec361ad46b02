/* SPDX-License-Identifier: ISC */
#ifndef DHCPD_HOST_FOLDER_H
#define DHCPD_HOST_FOLDER_H

#include "common/loop.h"
#include "dhcpd/host_table.h"

/*
 * The folder of hosts, watched: a file that comes, changes or goes is read by
 * itself, and no other host notices.
 */

enum {
	/* A folder that is gone is looked for again after so long; its hosts
	 * stay until it is there. */
	HOST_FOLDER_RETRY_MS = 1000,
};

/** struct host_folder - opaque */
struct host_folder;

/** called when hosts came or went; @is_moved: as in host_table_settle() */
typedef void host_folder_fn(void *owner, bool is_moved);

/**
 * host_folder_new() - read the folder @path, and watch it
 * @path: borrowed; or a file in the form of ethers(5)
 * @policy: as for host_file_read(); borrowed. Hosts that it names itself come
 *	before those of the folder.
 * @changed: called from the loop, never from here
 *
 * What cannot be read is logged, and looked for again.
 * Return: 0; -ENOMEM.
 */
int host_folder_new(struct loop *loop, const char *path,
    const struct policy *policy, host_folder_fn *changed, void *owner,
    struct host_folder **ret_folder);

/** host_folder_table() - its hosts, as long as it lives */
const struct host_table *host_folder_table(const struct host_folder *folder);

/** host_folder_free() - NULL is allowed */
void host_folder_free(struct host_folder *folder);

#endif
