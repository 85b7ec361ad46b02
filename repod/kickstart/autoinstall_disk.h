/* SPDX-License-Identifier: ISC */
#ifndef REPOD_KICKSTART_AUTOINSTALL_DISK_H
#define REPOD_KICKSTART_AUTOINSTALL_DISK_H

#include "common/cursor.h"
#include "repod/kickstart/install.h"

/** autoinstall_disk_write() - the section storage: a layout of subiquity's, or
 * curtin's list of actions where partitions or a mirror are said. Pure. Source:
 * subiquity's autoinstall reference, curtin's documentation of storage. */
void autoinstall_disk_write(
    const struct install *install, struct writer *writer);

#endif
