/* SPDX-License-Identifier: ISC */
#include "repod/kickstart/kickstart_disk.h"

#include <stdio.h>
#include <string.h>

#include "repod/kickstart/install_value.h"
#include "repod/kickstart/kickstart_line.h"

/* The volume group of `layout = lvm`. */
#define GROUP "system"

/* As the installer calls it: without /dev/. NULL: any. */
static const char *
disk_of(const struct install *install)
{
	const char *disk = install_text(install, INSTALL_DISK);

	return disk && strncmp(disk, "/dev/", 5) == 0 ? disk + 5 : disk;
}

static void
write_bootloader(const struct install *install, struct writer *writer)
{
	struct kickstart_line line =
	    kickstart_line_begin(writer, &install->release, "bootloader");
	const char *arguments = install_text(install, INSTALL_KERNEL_ARGUMENTS);
	const char *hash = install_text(install, INSTALL_BOOTLOADER_PASSWORD);
	const char *disk = disk_of(install);

	kickstart_line_option(
	    &line, "--location", install_text(install, INSTALL_BOOTLOADER));
	if (disk && !kickstart_line_option(&line, "--boot-drive", disk))
		kickstart_line_option(&line, "--driveorder", disk);
	if (arguments)
		kickstart_line_option(&line, "--append", arguments);
	if (hash) {
		kickstart_line_option(&line, "--iscrypted", NULL);
		kickstart_line_option(&line, "--password", hash);
	}
	kickstart_line_end(&line);
}

static void
write_wipe(const struct install *install, struct writer *writer)
{
	const struct release *release = &install->release;
	bool is_all = install_is(install, INSTALL_WIPE, "all");
	struct kickstart_line line;

	if (is_all) {
		line = kickstart_line_begin(writer, release, "zerombr");
		kickstart_line_end(&line);
	}
	line = kickstart_line_begin(writer, release, "clearpart");
	kickstart_line_option(&line,
	    is_all					     ? "--all"
		: install_is(install, INSTALL_WIPE, "linux") ? "--linux"
							     : "--none",
	    NULL);
	if (is_all)
		kickstart_line_option(&line, "--initlabel", NULL);
	kickstart_line_end(&line);
}

static void
write_automatic(const struct install *install, struct writer *writer)
{
	struct kickstart_line line =
	    kickstart_line_begin(writer, &install->release, "autopart");
	const char *layout = install_text(install, INSTALL_LAYOUT);
	const char *type = install_text(install, INSTALL_FILESYSTEM);

	kickstart_line_option(
	    &line, "--type", strcmp(layout, "thin") == 0 ? "thinp" : layout);
	if (type)
		kickstart_line_option(&line, "--fstype", type);
	kickstart_line_end(&line);
}

/* --- partitions by hand --- */

/* What has to be a partition of its own, also beside volumes. */
static bool
is_for_firmware(const struct install_partition *partition)
{
	return strcmp(partition->mount, "biosboot") == 0 ||
	    strncmp(partition->mount, "/boot", 5) == 0;
}

/* In this order: what was said, what the mount point means, the rest's. */
static const char *
type_of(
    const struct install *install, const struct install_partition *partition)
{
	const char *rest = install_text(install, INSTALL_FILESYSTEM);

	if (partition->type[0])
		return partition->type;
	if (strcmp(partition->mount, "swap") == 0 ||
	    strcmp(partition->mount, "biosboot") == 0)
		return partition->mount;
	if (strcmp(partition->mount, "/boot/efi") == 0)
		return "efi";
	if (rest)
		return rest;
	return install->release.is_fedora || install->release.number == 6
	    ? "ext4"
	    : "xfs";
}

static void
add_size(struct kickstart_line *line, const struct install_partition *partition)
{
	char size[16];

	snprintf(size, sizeof(size), "%u", partition->size_mib);
	kickstart_line_option(line, "--size", size);
	if (partition->grows)
		kickstart_line_option(line, "--grow", NULL);
}

static void
write_partition(const struct install *install, struct writer *writer,
    const struct install_partition *partition, const char *type)
{
	struct kickstart_line line =
	    kickstart_line_begin(writer, &install->release, "part");
	const char *disk = disk_of(install);

	kickstart_line_word(&line, partition->mount);
	if (type)
		kickstart_line_option(&line, "--fstype", type);
	if (disk)
		kickstart_line_option(&line, "--ondisk", disk);
	add_size(&line, partition);
	kickstart_line_end(&line);
}

/* "/var/log" is volume var_log. */
static void
name_volume(const struct install_partition *partition, char *out)
{
	const char *name = partition->mount + strspn(partition->mount, "/");

	snprintf(out, INSTALL_VALUE_WORD_MAX, "%s", *name ? name : "root");
	for (; *out; out++)
		if (*out == '/')
			*out = '_';
}

static void
write_volume(const struct install *install, struct writer *writer,
    const struct install_partition *partition)
{
	struct kickstart_line line =
	    kickstart_line_begin(writer, &install->release, "logvol");
	char name[INSTALL_VALUE_WORD_MAX];

	name_volume(partition, name);
	kickstart_line_word(&line, partition->mount);
	kickstart_line_option(&line, "--vgname", GROUP);
	kickstart_line_option(&line, "--name", name);
	kickstart_line_option(&line, "--fstype", type_of(install, partition));
	add_size(&line, partition);
	kickstart_line_end(&line);
}

/* The partition that all volumes share: as large as they are together, with
 * what LVM takes for itself. */
static void
write_group(const struct install *install, struct writer *writer, uint64_t mib)
{
	struct install_partition volume = {
		.mount = "pv.01", .size_mib = (uint32_t)mib + 64, .grows = true
	};
	struct kickstart_line line;

	write_partition(install, writer, &volume, NULL);
	line = kickstart_line_begin(writer, &install->release, "volgroup");
	kickstart_line_word(&line, GROUP);
	kickstart_line_word(&line, volume.mount);
	kickstart_line_end(&line);
}

/* What the firmware boots from, unless it is among them. */
static void
write_required(const struct install *install, struct writer *writer)
{
	struct install_items items = install_items(install, INSTALL_PARTITIONS);
	struct install_partition partition;
	struct kickstart_line line;

	while (install_items_next(&items))
		if (install_value_take_partition(items.item, &partition) &&
		    (strcmp(partition.mount, "/boot/efi") == 0 ||
			strcmp(partition.mount, "biosboot") == 0))
			return;
	line = kickstart_line_begin(writer, &install->release, "reqpart");
	kickstart_line_end(&line);
}

static void
write_by_hand(const struct install *install, struct writer *writer)
{
	struct install_items items = install_items(install, INSTALL_PARTITIONS);
	struct install_partition partition;
	bool is_lvm = install_is(install, INSTALL_LAYOUT, "lvm");
	uint64_t mib = 0;

	write_required(install, writer);
	while (install_items_next(&items)) {
		if (!install_value_take_partition(items.item, &partition))
			continue;
		if (!is_lvm || is_for_firmware(&partition))
			write_partition(install, writer, &partition,
			    type_of(install, &partition));
		else
			mib += partition.size_mib;
	}
	if (mib == 0)
		return;
	write_group(install, writer, mib);
	items = install_items(install, INSTALL_PARTITIONS);
	while (install_items_next(&items))
		if (install_value_take_partition(items.item, &partition) &&
		    !is_for_firmware(&partition))
			write_volume(install, writer, &partition);
}

void
kickstart_disk(const struct install *install, struct writer *writer)
{
	const char *disk = disk_of(install);
	struct kickstart_line line;

	write_bootloader(install, writer);
	if (disk) {
		line = kickstart_line_begin(
		    writer, &install->release, "ignoredisk");
		kickstart_line_option(&line, "--only-use", disk);
		kickstart_line_end(&line);
	}
	write_wipe(install, writer);
	if (install_text(install, INSTALL_PARTITIONS))
		write_by_hand(install, writer);
	else
		write_automatic(install, writer);
}
