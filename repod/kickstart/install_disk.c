/* SPDX-License-Identifier: ISC */
#include "repod/kickstart/install_disk.h"

#include <stdio.h>
#include <string.h>

bool
install_disk_path(const struct install *install, unsigned i, char *out)
{
	const char *disk =
	    install_text(install, i == 0 ? INSTALL_DISK : INSTALL_MIRROR);

	if (!disk)
		return false;
	snprintf(out, INSTALL_ITEM_MAX, "%s%s",
	    *disk != '/' && *disk != '$' ? "/dev/" : "", disk);
	return true;
}

unsigned
install_disk_count(const struct install *install)
{
	return install_text(install, INSTALL_MIRROR) ? 2 : 1;
}

const char *
install_disk_partitions(const struct install *install)
{
	const char *said = install_text(install, INSTALL_PARTITIONS);

	if (said || install_disk_count(install) == 1)
		return said;
	return "swap 1G, / 4G+";
}

bool
install_disk_next(
    struct install_items *items, struct install_partition *ret_partition)
{
	return install_items_next(items) &&
	    install_value_take_partition(items->item, ret_partition);
}

bool
install_disk_is_volume(
    const struct install *install, const struct install_partition *partition)
{
	return install_is(install, INSTALL_LAYOUT, "lvm") &&
	    strcmp(partition->mount, "biosboot") != 0 &&
	    strcmp(partition->mount, "/boot") != 0 &&
	    strcmp(partition->mount, "/boot/efi") != 0;
}

char *
install_disk_volume_name(const struct install_partition *partition, char *out)
{
	const char *mount = partition->mount;

	if (strcmp(mount, "/") == 0)
		mount = "root";
	snprintf(
	    out, INSTALL_VALUE_WORD_MAX, "%s", mount + (*mount == '/' ? 1 : 0));
	/* A dash is the device mapper's own. */
	for (char *at = out; *at; at++)
		if (*at == '/' || *at == '-')
			*at = '_';
	return out;
}

const char *
install_disk_type(
    const struct install *install, const struct install_partition *partition)
{
	const char *rest = install_text(install, INSTALL_FILESYSTEM);

	if (partition->type[0])
		return partition->type;
	return rest ? rest : "ext4";
}
