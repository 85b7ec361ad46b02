/* SPDX-License-Identifier: ISC */
#ifndef REPOD_KICKSTART_KICKSTART_SYNTAX_H
#define REPOD_KICKSTART_KICKSTART_SYNTAX_H

#include <stdbool.h>

#include "repod/kickstart/release.h"

/**
 * kickstart_syntax_has() - whether the installer of @release knows @option of
 * @command, and takes it without a warning
 * @command: "timezone"; a section: "%packages"
 * @option: "--utc"; "--type=btrfs" for a value that came or went by itself; ""
 *	for the command alone
 *
 * Known here is what Bootyard writes, no more. Pure.
 * Source: pykickstart, its documentation and the commands of its handlers for
 * RHEL6 to RHEL10 and F40 to F46; where 7.0 and 7.9 differ, 7.0.
 */
bool kickstart_syntax_has(
    const struct release *release, const char *command, const char *option);

#endif
