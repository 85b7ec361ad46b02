/* SPDX-License-Identifier: ISC */
#ifndef DHCPD_BOOT_SIZES_H
#define DHCPD_BOOT_SIZES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "common/dhcp_packet.h"

/*
 * How large boot files are, as far as anybody looked: what replies ask for is
 * answered from here, and what is not here is noted, for whoever looks next.
 */

enum {
	/* Beyond them the one that was noted first gives way. */
	BOOT_SIZES_MAX = 64,
	BOOT_SIZES_NAME_MAX = DHCP_FILE_LEN, /* with the NUL */
};

/** struct boot_sizes - begin with zeros; iterate over the first @n of @list */
struct boot_sizes {
	size_t n, oldest;
	bool is_missed; /* somebody asked for what was not here */
	struct boot_size {
		char name[BOOT_SIZES_NAME_MAX];
		uint64_t octets; /* 0: no such file, or nobody looked yet */
	} list[BOOT_SIZES_MAX];
};

/** boot_sizes_find() - octets of the boot file @name; 0 where nobody knows
 * them, and then it is noted, unless its name is too long */
uint64_t boot_sizes_find(struct boot_sizes *sizes, const char *name);

/** boot_sizes_set() - @name, not too long, has so many @octets */
void boot_sizes_set(
    struct boot_sizes *sizes, const char *name, uint64_t octets);

/** boot_sizes_take() - all that @found has goes into @sizes; what was noted
 * there since stays */
void boot_sizes_take(struct boot_sizes *sizes, const struct boot_sizes *found);

#endif
