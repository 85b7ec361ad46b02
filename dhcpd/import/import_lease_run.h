/* SPDX-License-Identifier: ISC */
#ifndef DHCPD_IMPORT_LEASE_RUN_H
#define DHCPD_IMPORT_LEASE_RUN_H

/**
 * import_lease_run() - take over the leases in another server's file:
 * `dhcpd --import-leases FILE`, a struct daemon_tool
 * @settings: a struct dhcpd_settings of the file, not checked; its tool.input
 *	names the other server's file
 *
 * What can be taken over is appended to STATE/leases, as the [site] user and
 * under the lock that a running server has. Standard output gets the counts,
 * standard error a line for each lease in conflict, as file:line: message.
 * Failures are logged with the next step to take. Return: enum daemon_exit.
 */
int import_lease_run(void *settings);

#endif
