/* SPDX-License-Identifier: ISC */
#ifndef DHCPD_BOOT_FILES_H
#define DHCPD_BOOT_FILES_H

#include "common/arch.h"
#include "dhcpd/boot_sizes.h"

/** struct boot_files - what a boot tree held when somebody looked; begin with
 * zeros */
struct boot_files {
	/* Of arch_boot_files(), best first; borrowed from that table. */
	const char *names[CLASS_ANY][ARCH_FILES_MAX + 1];
	struct boot_sizes sizes;
};

/** boot_files_read() - see what the tree at @root holds now: @files->names, the
 * size of each, and that of what @files->sizes has a note of. Return: 0; -errno
 * where there is no such tree, and then it holds nothing. */
int boot_files_read(const char *root, struct boot_files *files);

/** boot_files_read_first() - the same; a failure is logged */
void boot_files_read_first(const char *root, struct boot_files *files);

#endif
