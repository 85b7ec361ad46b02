/* SPDX-License-Identifier: ISC */
#ifndef REPOD_KICKSTART_AUTOINSTALL_TEXT_H
#define REPOD_KICKSTART_AUTOINSTALL_TEXT_H

#include "common/cursor.h"
#include "repod/kickstart/install.h"

/* The three files that cloud-init's data source NoCloud fetches, of which
 * Ubuntu's installer reads the first. All are asked for, and all have to be
 * there (cloud-init issue 3759). Pure. */

/** autoinstall_user_data() - append user-data: the autoinstall of @install.
 * Source: the Autoinstall configuration reference manual of subiquity. */
void autoinstall_user_data(
    const struct install *install, struct writer *writer);

/** autoinstall_meta_data() - append meta-data. @name: of the section */
void autoinstall_meta_data(
    const struct install *install, const char *name, struct writer *writer);

#endif
