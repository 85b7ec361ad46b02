/* SPDX-License-Identifier: ISC */
#ifndef REPOD_KICKSTART_KICKSTART_TEXT_H
#define REPOD_KICKSTART_KICKSTART_TEXT_H

#include "common/cursor.h"
#include "repod/kickstart/install.h"

/**
 * kickstart_text() - append the kickstart of @install
 *
 * Nothing is written that the installer of its release does not know
 * (repod/kickstart/kickstart_syntax.h); install_check() tells before what that
 * leaves out. Pure.
 */
void kickstart_text(const struct install *install, struct writer *writer);

#endif
