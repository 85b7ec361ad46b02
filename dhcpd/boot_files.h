/* SPDX-License-Identifier: ISC */
#ifndef DHCPD_BOOT_FILES_H
#define DHCPD_BOOT_FILES_H

#include "dhcpd/policy.h"

/** boot_files_read() - see which of arch_boot_files() the tree at @root holds
 * now, into @policy->boot_files, and have @policy ask boot_files_size(); @root
 * is borrowed by it. Return: 0; -errno where there is no such tree, and no file
 * is offered from it. */
int boot_files_read(const char *root, struct policy *policy);

/** boot_files_size() - octets of the file @name in the tree at @root now; 0
 * where there is no such file */
uint64_t boot_files_size(const char *root, const char *name);

/** boot_files_look() - the same; a failure is logged */
void boot_files_look(const char *root, struct policy *policy);

#endif
