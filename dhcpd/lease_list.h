/* SPDX-License-Identifier: ISC */
#ifndef DHCPD_LEASE_LIST_H
#define DHCPD_LEASE_LIST_H

/**
 * lease_list_run() - print the leases: `dhcpd -l`, a struct daemon_tool
 * @settings: a struct dhcpd_settings of the file, not checked
 *
 * Reads STATE/leases and nothing else; takes no lock and writes nothing, so a
 * server may run or not. Failures are logged with the next step to take.
 * Return: enum daemon_exit.
 */
int lease_list_run(void *settings);

#endif
