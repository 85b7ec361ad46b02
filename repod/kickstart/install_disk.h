/* SPDX-License-Identifier: ISC */
#ifndef REPOD_KICKSTART_INSTALL_DISK_H
#define REPOD_KICKSTART_INSTALL_DISK_H

#include "repod/kickstart/install.h"
#include "repod/kickstart/install_value.h"

/* How preseed and autoinstall divide disks. Pure. */

enum {
	INSTALL_DISKS_MAX = 2, /* `disk` and its `mirror` */
};

/** install_disk_path() - the path of the disk @i, 0 or 1, with /dev/, into @out
 * of INSTALL_ITEM_MAX. Return: false where there is none. */
bool install_disk_path(const struct install *install, unsigned i, char *out);

/** install_disk_count() - 2 with a mirror, else 1 */
unsigned install_disk_count(const struct install *install);

/** install_disk_partitions() - the list that was said, or that a mirror has
 * without one; NULL: the installer's own layout */
const char *install_disk_partitions(const struct install *install);

/** install_disk_next() - the next partition of the list @items, which was found
 * good. Return: false at its end. */
bool install_disk_next(
    struct install_items *items, struct install_partition *ret_partition);

/** install_disk_is_volume() - whether it is a logical volume with layout = lvm,
 * and not a partition beside them, for the firmware */
bool install_disk_is_volume(
    const struct install *install, const struct install_partition *partition);

/** install_disk_volume_name() - what the volume is called: "root", "var_log";
 * into @out of INSTALL_VALUE_WORD_MAX. Return: @out. */
char *install_disk_volume_name(
    const struct install_partition *partition, char *out);

/** install_disk_type() - the type of its file system: as it was said, the one
 * for all, or ext4 */
const char *install_disk_type(
    const struct install *install, const struct install_partition *partition);

#endif
