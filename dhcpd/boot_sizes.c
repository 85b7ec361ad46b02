/* SPDX-License-Identifier: ISC */
#include "dhcpd/boot_sizes.h"

#include <string.h>

static struct boot_size *
find(struct boot_sizes *sizes, const char *name)
{
	for (size_t i = 0; i < sizes->n; i++)
		if (strcmp(sizes->list[i].name, name) == 0)
			return &sizes->list[i];
	return NULL;
}

static struct boot_size *
add(struct boot_sizes *sizes, const char *name, size_t len)
{
	struct boot_size *size;

	if (sizes->n < BOOT_SIZES_MAX) {
		size = &sizes->list[sizes->n++];
	} else {
		size = &sizes->list[sizes->oldest];
		sizes->oldest = (sizes->oldest + 1) % BOOT_SIZES_MAX;
	}
	memcpy(size->name, name, len + 1);
	size->octets = 0;
	return size;
}

uint64_t
boot_sizes_find(struct boot_sizes *sizes, const char *name)
{
	const struct boot_size *size = find(sizes, name);
	size_t len = strlen(name);

	if (size)
		return size->octets;
	if (len < BOOT_SIZES_NAME_MAX) {
		add(sizes, name, len);
		sizes->is_missed = true;
	}
	return 0;
}

void
boot_sizes_set(struct boot_sizes *sizes, const char *name, uint64_t octets)
{
	struct boot_size *size = find(sizes, name);

	if (!size)
		size = add(sizes, name, strlen(name));
	size->octets = octets;
}

void
boot_sizes_take(struct boot_sizes *sizes, const struct boot_sizes *found)
{
	for (size_t i = 0; i < found->n; i++)
		boot_sizes_set(
		    sizes, found->list[i].name, found->list[i].octets);
}
