/* SPDX-License-Identifier: ISC */
#ifndef REPOD_CHECK_KERNEL_CHECK_H
#define REPOD_CHECK_KERNEL_CHECK_H

#include "common/check/check_place.h"

/** kernel_check_run() - the menus of the boot tree: whether what they name is
 * there, and whether a kernel that installs from a tree here is that tree's
 *
 * One of another tree here is an error; one of none may be meant so, and is a
 * warning. With @place->is_quick sizes are compared alone.
 */
void kernel_check_run(const struct check_place *place);

#endif
