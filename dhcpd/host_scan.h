/* SPDX-License-Identifier: ISC */
#ifndef DHCPD_HOST_SCAN_H
#define DHCPD_HOST_SCAN_H

#include <limits.h>
#include <stdbool.h>

#include "dhcpd/host_table.h"

/* Reads the folder of hosts into a table, whole or file by file. */

/** struct host_scan - its members are for reading */
struct host_scan {
	char path[PATH_MAX]; /* of the folder */
	const char *only; /* the one file of the folder that counts; or NULL */
	const struct policy *policy;
	struct host_table table;
	unsigned n_errors; /* told of files so far */
};

/**
 * host_scan_begin() - nothing is read yet
 * @path: of the folder; or of a file in the form of ethers(5), which is read
 *	alone then
 * @policy: as for host_file_read(); borrowed. Hosts that it names itself come
 *	before those of the folder.
 */
void host_scan_begin(
    struct host_scan *scan, const char *path, const struct policy *policy);

/** host_scan_read() - read all of it anew. Errors of files are logged.
 * Return: 0; -errno where the folder cannot be read, not logged. */
int host_scan_read(struct host_scan *scan);

/** host_scan_file() - read the file of that name anew, or drop it where it is
 * gone or bad; one that counts for nothing is passed over */
void host_scan_file(struct host_scan *scan, const char *name);

/** host_scan_settle() - make what was read known; machines that are named twice
 * are told of. Return: whether hosts' addresses are others than before. */
bool host_scan_settle(struct host_scan *scan);

/** host_scan_end() - free the table */
void host_scan_end(struct host_scan *scan);

#endif
