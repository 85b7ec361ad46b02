/* SPDX-License-Identifier: ISC */
#include "repod/kickstart/autoinstall_disk.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "repod/kickstart/install_disk.h"
#include "repod/kickstart/yaml.h"

enum {
	TEXT_MAX = INSTALL_VALUE_WORD_MAX + 64,
	/* Steps before an action, and before what stands in it. */
	ACTION = 3,
	INSIDE = 4,
	/* Parts of a mount point. */
	PARTS_MAX = 16,
};

struct plan {
	const struct install *install;
	struct writer *writer;
	const char *list;
	unsigned n_disks;
	bool is_uefi; /* /boot/efi is among them */
	unsigned n_raids;
};

typedef void partition_fn(
    struct plan *plan, const struct install_partition *partition);

/* --- lines --- */

/* printf behind @depth steps, for what needs no quotes. */
static void __attribute__((format(printf, 3, 4)))
say(const struct plan *plan, unsigned depth, const char *format, ...)
{
	char text[TEXT_MAX];
	va_list args;

	va_start(args, format);
	vsnprintf(text, sizeof(text), format, args);
	va_end(args);
	yaml_line(plan->writer, depth, text);
}

static bool
is_at(const struct install_partition *partition, const char *mount)
{
	return strcmp(partition->mount, mount) == 0;
}

/* What grows takes the rest of the disk or group, and has to come last. Swap is
 * a file, and no partition. */
static void
each(struct plan *plan, partition_fn *fn)
{
	for (int round = 0; round < 2; round++) {
		struct install_items items = { .rest = plan->list };
		struct install_partition partition;

		while (install_disk_next(&items, &partition))
			if (!is_at(&partition, "swap") &&
			    !is_at(&partition, "biosboot") &&
			    partition.grows == (round == 1))
				fn(plan, &partition);
	}
}

/* --- disks, partitions and RAIDs of them --- */

static void
write_disk(const struct plan *plan, unsigned disk)
{
	char path[INSTALL_ITEM_MAX];

	say(plan, ACTION, "- type: disk");
	say(plan, INSIDE, "id: disk%u", disk);
	if (install_disk_path(plan->install, disk, path)) {
		yaml_pair(plan->writer, INSIDE, "path", path);
	} else {
		say(plan, INSIDE, "match:");
		say(plan, INSIDE + 1, "size: largest");
	}
	say(plan, INSIDE, "ptable: gpt");
	say(plan, INSIDE, "wipe: superblock-recursive");
	if (plan->is_uefi)
		return;
	say(plan, INSIDE, "grub_device: true");
	say(plan, ACTION, "- type: partition");
	say(plan, INSIDE, "id: bios%u", disk);
	say(plan, INSIDE, "device: disk%u", disk);
	say(plan, INSIDE, "size: 1M");
	say(plan, INSIDE, "flag: bios_grub");
}

static void
say_size(const struct plan *plan, const struct install_partition *partition)
{
	if (partition->grows)
		say(plan, INSIDE, "size: -1");
	else
		say(plan, INSIDE, "size: %uM", partition->size_mib);
}

static void
write_slice(const struct plan *plan, const struct install_partition *partition,
    const char *name, unsigned disk)
{
	say(plan, ACTION, "- type: partition");
	say(plan, INSIDE, "id: part%u-%s", disk, name);
	say(plan, INSIDE, "device: disk%u", disk);
	say_size(plan, partition);
	if (is_at(partition, "/boot/efi")) {
		say(plan, INSIDE, "flag: boot");
		say(plan, INSIDE, "grub_device: true");
	}
}

/* The same on each disk; firmware reads no RAID. */
static void
write_slices(struct plan *plan, const struct install_partition *partition,
    const char *name)
{
	for (unsigned disk = 0; disk < plan->n_disks; disk++)
		write_slice(plan, partition, name, disk);
	if (plan->n_disks == 1 || is_at(partition, "/boot/efi"))
		return;
	say(plan, ACTION, "- type: raid");
	say(plan, INSIDE, "id: raid-%s", name);
	say(plan, INSIDE, "name: md%u", plan->n_raids++);
	say(plan, INSIDE, "raidlevel: raid1");
	say(plan, INSIDE, "devices:");
	for (unsigned disk = 0; disk < plan->n_disks; disk++)
		say(plan, INSIDE + 1, "- part%u-%s", disk, name);
}

static void
write_partition(struct plan *plan, const struct install_partition *partition)
{
	char name[INSTALL_VALUE_WORD_MAX];

	if (!install_disk_is_volume(plan->install, partition))
		write_slices(
		    plan, partition, install_disk_volume_name(partition, name));
}

/* --- volumes, in a group that has the rest --- */

static void
write_volume(struct plan *plan, const struct install_partition *partition)
{
	char name[INSTALL_VALUE_WORD_MAX];

	if (!install_disk_is_volume(plan->install, partition))
		return;
	install_disk_volume_name(partition, name);
	say(plan, ACTION, "- type: lvm_partition");
	say(plan, INSIDE, "id: volume-%s", name);
	say(plan, INSIDE, "name: %s", name);
	say(plan, INSIDE, "volgroup: group");
	say_size(plan, partition);
}

static void
write_group(struct plan *plan)
{
	static const struct install_partition rest = { .grows = true };

	if (!install_is(plan->install, INSTALL_LAYOUT, "lvm"))
		return;
	write_slices(plan, &rest, "group");
	say(plan, ACTION, "- type: lvm_volgroup");
	say(plan, INSIDE, "id: group");
	say(plan, INSIDE, "name: system");
	say(plan, INSIDE, "devices:");
	say(plan, INSIDE + 1, "- %s-group",
	    plan->n_disks > 1 ? "raid" : "part0");
	each(plan, write_volume);
}

/* --- file systems --- */

static void
write_format(struct plan *plan, const struct install_partition *partition)
{
	char name[INSTALL_VALUE_WORD_MAX];
	bool is_esp = is_at(partition, "/boot/efi");
	const char *on = install_disk_is_volume(plan->install, partition)
	    ? "volume"
	    : plan->n_disks > 1 && !is_esp ? "raid"
					   : "part0";

	install_disk_volume_name(partition, name);
	say(plan, ACTION, "- type: format");
	say(plan, INSIDE, "id: format-%s", name);
	say(plan, INSIDE, "fstype: %s",
	    is_esp ? "fat32" : install_disk_type(plan->install, partition));
	say(plan, INSIDE, "volume: %s-%s", on, name);
}

static unsigned
count_parts(const char *mount)
{
	unsigned n = 0;

	for (const char *at = mount; *at; at++)
		n += *at == '/' && at[1];
	return n;
}

/* A folder is there before what is mounted in it. */
static void
write_mounts(const struct plan *plan)
{
	for (unsigned parts = 0; parts < PARTS_MAX; parts++) {
		struct install_items items = { .rest = plan->list };
		struct install_partition partition;

		while (install_disk_next(&items, &partition)) {
			char name[INSTALL_VALUE_WORD_MAX];

			if (partition.mount[0] != '/' ||
			    count_parts(partition.mount) != parts)
				continue;
			install_disk_volume_name(&partition, name);
			say(plan, ACTION, "- type: mount");
			say(plan, INSIDE, "id: mount-%s", name);
			say(plan, INSIDE, "device: format-%s", name);
			say(plan, INSIDE, "path: %s", partition.mount);
		}
	}
}

/* --- the section --- */

static void
look_at(struct plan *plan, uint32_t *ret_swap_mib)
{
	struct install_items items = { .rest = plan->list };
	struct install_partition partition;

	while (install_disk_next(&items, &partition)) {
		plan->is_uefi |= is_at(&partition, "/boot/efi");
		if (is_at(&partition, "swap"))
			*ret_swap_mib += partition.size_mib;
	}
}

static void
write_actions(struct plan *plan)
{
	uint32_t swap_mib = 0;

	look_at(plan, &swap_mib);
	say(plan, 2, "swap:");
	say(plan, 3, "size: %u%s", swap_mib, swap_mib > 0 ? "M" : "");
	say(plan, 2, "config:");
	for (unsigned disk = 0; disk < plan->n_disks; disk++)
		write_disk(plan, disk);
	each(plan, write_partition);
	write_group(plan);
	each(plan, write_format);
	write_mounts(plan);
}

static void
write_layout(const struct plan *plan)
{
	const char *layout = install_text(plan->install, INSTALL_LAYOUT);
	char path[INSTALL_ITEM_MAX];

	say(plan, 2, "layout:");
	say(plan, 3, "name: %s",
	    strcmp(layout, "plain") == 0 ? "direct" : layout);
	if (!install_disk_path(plan->install, 0, path))
		return;
	say(plan, 3, "match:");
	yaml_pair(plan->writer, 4, "path", path);
}

void
autoinstall_disk_write(const struct install *install, struct writer *writer)
{
	struct plan plan = {
		.install = install,
		.writer = writer,
		.list = install_disk_partitions(install),
		.n_disks = install_disk_count(install),
	};

	say(&plan, 1, "storage:");
	if (plan.list)
		write_actions(&plan);
	else
		write_layout(&plan);
}
