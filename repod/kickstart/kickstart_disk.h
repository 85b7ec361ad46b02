/* SPDX-License-Identifier: ISC */
#ifndef REPOD_KICKSTART_KICKSTART_DISK_H
#define REPOD_KICKSTART_KICKSTART_DISK_H

#include "common/cursor.h"
#include "repod/kickstart/install.h"

/** kickstart_disk() - append what a kickstart says of boot loader and disks.
 * Pure.
 */
void kickstart_disk(const struct install *install, struct writer *writer);

#endif
