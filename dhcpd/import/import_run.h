/* SPDX-License-Identifier: ISC */
#ifndef DHCPD_IMPORT_RUN_H
#define DHCPD_IMPORT_RUN_H

/**
 * import_run() - print an INI file made of another server's configuration:
 * `dhcpd --import FILE`, a struct daemon_tool
 * @settings: a struct dhcpd_settings whose tool.input names the file
 *
 * The INI file goes to standard output; a line for everything that could not
 * be carried over, as file:line: message, to standard error.
 * Return: enum daemon_exit.
 */
int import_run(void *settings);

#endif
