/* SPDX-License-Identifier: ISC */
#ifndef REPOD_CHECK_CHECK_START_H
#define REPOD_CHECK_CHECK_START_H

#include "common/loop.h"
#include "common/repos_mount.h"
#include "repod/repod_config.h"

/* What -t finds without reading large files, told to the log beside serving:
 * after the start and after each reload. */

struct check_start;

/** check_start_new() - what @settings serve, with @images, which were read;
 * nothing is looked at yet. Before
 * the sandbox, which does not let this host's addresses be asked for. Return:
 * NULL without memory. */
struct check_start *check_start_new(struct loop *loop,
    const struct repod_settings *settings, const struct repos_images *images);

/** check_start_begin() - look at it, as the user that serves */
void check_start_begin(struct check_start *start);

/** check_start_reload() - look at what @settings serve, with @images */
void check_start_reload(struct check_start *start,
    const struct repod_settings *settings, const struct repos_images *images);

/** check_start_free() - NULL is allowed */
void check_start_free(struct check_start *start);

#endif
