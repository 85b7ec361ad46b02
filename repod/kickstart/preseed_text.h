/* SPDX-License-Identifier: ISC */
#ifndef REPOD_KICKSTART_PRESEED_TEXT_H
#define REPOD_KICKSTART_PRESEED_TEXT_H

#include "common/cursor.h"
#include "repod/kickstart/install.h"

/**
 * preseed_text() - append the preseed file of @install
 *
 * Questions are those of debian-installer from Debian 10 to 13. Pure.
 * Source: the installation guide, appendix B; the templates of netcfg,
 * partman-auto, user-setup, pkgsel, grub-installer and others.
 */
void preseed_text(const struct install *install, struct writer *writer);

#endif
