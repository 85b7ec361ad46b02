/* SPDX-License-Identifier: ISC */
#include "repod/kickstart/preseed_disk.h"

#include <inttypes.h>
#include <string.h>

#include "repod/kickstart/install_disk.h"

/* The first two are for a disk with a GPT alone, and the ones that the
 * installer's own recipes begin with. */
#define FOR_BIOS                                                               \
	"1 1 1 free $iflabel{ gpt } $reusemethod{ } method{ biosgrub } ."
#define FOR_UEFI                                                               \
	" free $iflabel{ gpt } $reusemethod{ } method{ efi } format{ } ."

static bool
is_mirrored(const struct install *install)
{
	return install_disk_count(install) > 1;
}

/* It becomes a RAID of its own. */
static bool
is_raid(
    const struct install *install, const struct install_partition *partition)
{
	return is_mirrored(install) &&
	    strcmp(partition->mount, "biosboot") != 0 &&
	    strcmp(partition->mount, "/boot/efi") != 0 &&
	    !install_disk_is_volume(install, partition);
}

/* "MINIMUM PRIORITY MAXIMUM", in megabytes; what grows has a priority well
 * above its minimum, and no maximum. */
static void
write_size(const struct install_partition *partition, struct writer *writer)
{
	uint64_t mb =
	    (((uint64_t)partition->size_mib << 20) + 999999) / 1000000;

	if (partition->grows)
		writer_format(
		    writer, " %" PRIu64 " %" PRIu64 " -1", mb, mb + 10000);
	else
		writer_format(
		    writer, " %" PRIu64 " %" PRIu64 " %" PRIu64, mb, mb, mb);
}

static void
write_content(const struct install *install,
    const struct install_partition *partition, struct writer *writer)
{
	const char *type = install_disk_type(install, partition);
	char name[INSTALL_VALUE_WORD_MAX];
	bool is_swap = strcmp(partition->mount, "swap") == 0;

	writer_format(writer, " %s", is_swap ? "linux-swap" : type);
	if (strcmp(partition->mount, "/boot") == 0)
		writer_text(writer, " $primary{ } $bootable{ }");
	if (install_disk_is_volume(install, partition))
		writer_format(writer, "%s $lvmok{ } lv_name{ %s }",
		    is_mirrored(install) ? " $defaultignore{ }" : "",
		    install_disk_volume_name(partition, name));
	if (is_swap)
		writer_text(writer, " method{ swap } format{ } .");
	else
		writer_format(writer,
		    " method{ format } format{ } use_filesystem{ } "
		    "filesystem{ %s } mountpoint{ %s } .",
		    type, partition->mount);
}

static void
write_partition(const struct install *install,
    const struct install_partition *partition, unsigned raid,
    struct writer *writer)
{
	if (strcmp(partition->mount, "biosboot") == 0)
		return;
	write_size(partition, writer);
	if (strcmp(partition->mount, "/boot/efi") == 0)
		writer_text(writer, FOR_UEFI);
	else if (is_raid(install, partition))
		writer_format(
		    writer, " raid method{ raid } raidid{ %u } .", raid);
	else
		write_content(install, partition, writer);
}

static bool
has_mount(const char *list, const char *mount)
{
	struct install_items items = { .rest = list };
	struct install_partition partition;

	while (install_disk_next(&items, &partition))
		if (strcmp(partition.mount, mount) == 0)
			return true;
	return false;
}

void
preseed_disk_recipe(const struct install *install, struct writer *writer)
{
	const char *list = install_disk_partitions(install);
	struct install_items items = { .rest = list };
	struct install_partition partition;
	unsigned n_raids = 0;

	if (!list)
		return;
	writer_text(writer, PRESEED_DISK_RECIPE " :: " FOR_BIOS);
	if (!has_mount(list, "/boot/efi"))
		writer_text(writer, " 538 538 1075" FOR_UEFI);
	while (install_disk_next(&items, &partition)) {
		n_raids += is_raid(install, &partition);
		write_partition(install, &partition, n_raids, writer);
	}
	if (is_mirrored(install) && install_is(install, INSTALL_LAYOUT, "lvm"))
		writer_format(writer,
		    " 1000 20000 -1 raid $lvmignore{ } method{ raid } "
		    "raidid{ %u } .",
		    n_raids + 1);
}

/* "LEVEL DISKS SPARES TYPE MOUNT PARTITIONS ." */
void
preseed_disk_raid(const struct install *install, struct writer *writer)
{
	struct install_items items = { .rest =
					   install_disk_partitions(install) };
	struct install_partition partition;
	unsigned n_raids = 0;

	if (!is_mirrored(install))
		return;
	while (install_disk_next(&items, &partition)) {
		bool is_swap = strcmp(partition.mount, "swap") == 0;

		if (!is_raid(install, &partition))
			continue;
		writer_format(writer, "%s1 2 0 %s %s raidid=%u .",
		    n_raids > 0 ? " " : "",
		    is_swap ? "swap" : install_disk_type(install, &partition),
		    is_swap ? "-" : partition.mount, n_raids + 1);
		n_raids++;
	}
	if (install_is(install, INSTALL_LAYOUT, "lvm"))
		writer_format(writer, "%s1 2 0 lvm - raidid=%u .",
		    n_raids > 0 ? " " : "", n_raids + 1);
}
