/* SPDX-License-Identifier: ISC */
#ifndef DHCPD_HOST_FILE_H
#define DHCPD_HOST_FILE_H

#include "common/host_file_kind.h"
#include "dhcpd/host_table.h"

/*
 * One file of the folder of hosts: the keys of one [host], its name that of
 * the file; or lines as in ethers(5), a MAC and a name or an address each.
 */

enum {
	HOST_FILE_HOSTS_MAX = 100000,
};

/**
 * host_file_read() - read @folder/@name
 * @kind: how to read it
 * @policy: its subnets and groups are those that hosts may name
 * @ret_file: out, set only on 0; host_file_free() is the caller's
 *
 * Errors are logged as file:line: message. In an ethers file each costs its
 * line alone.
 * Return: 0; 1 where the file has errors and no host is to be had of it;
 * -errno where it cannot be read, logged but for -ENOENT.
 */
int host_file_read(const char *folder, const char *name,
    enum host_file_kind kind, const struct policy *policy,
    struct host_file **ret_file);

#endif
