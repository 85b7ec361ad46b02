/* SPDX-License-Identifier: ISC */
#ifndef REPOD_KICKSTART_PRESEED_DISK_H
#define REPOD_KICKSTART_PRESEED_DISK_H

#include "common/cursor.h"
#include "repod/kickstart/install.h"

/* What the recipe is called. */
#define PRESEED_DISK_RECIPE "bootyard"

/** preseed_disk_recipe() - the value of partman-auto/expert_recipe; nothing
 * where install_disk_partitions() has nothing. Pure. Source: debian-installer's
 * partman-auto-recipe.txt. */
void preseed_disk_recipe(const struct install *install, struct writer *writer);

/** preseed_disk_raid() - the value of partman-auto-raid/recipe; nothing without
 * a mirror. Pure. Source: debian-installer's partman-auto-raid-recipe.txt. */
void preseed_disk_raid(const struct install *install, struct writer *writer);

#endif
