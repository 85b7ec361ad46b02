/* SPDX-License-Identifier: ISC */
#ifndef REPOD_CHECK_CHECK_RUN_H
#define REPOD_CHECK_CHECK_RUN_H

#include "common/check/check_place.h"
#include "common/repos_mount.h"
#include "repod/repod_config.h"

/**
 * check_run_place() - what @settings serve, with this host's addresses
 * @before: as of check_place_new()
 * @images: those of its [repo] sections, which were read
 *
 * Return: 0; -errno.
 */
int check_run_place(const struct repod_settings *settings,
    const struct check_own *before, const struct repos_images *images,
    struct check_place **ret_place);

/** check_run_all() - every check of @place; with @place->is_quick those that
 * read no large file */
void check_run_all(const struct check_place *place);

/** check_run_trial() - -t: check what @settings serve and tell it, as text or
 * as JSON; @images as above. Return: 0, or -1 as JSON; 1 where there are
 * errors. */
int check_run_trial(
    const struct repod_settings *settings, const struct repos_images *images);

#endif
