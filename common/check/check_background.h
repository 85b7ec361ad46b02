/* SPDX-License-Identifier: ISC */
#ifndef COMMON_CHECK_CHECK_BACKGROUND_H
#define COMMON_CHECK_CHECK_BACKGROUND_H

#include "common/check/check_place.h"
#include "common/loop.h"

/* The quick checks beside a daemon's work: on a thread of the pool, told to the
 * log at their end. */

struct check_background;

/** check_background_fn - what is to be checked of @place */
typedef void check_background_fn(const struct check_place *place);

/** check_background_new() - checks by @run. Return: NULL without memory. */
struct check_background *check_background_new(
    struct loop *loop, check_background_fn *run);

/** check_background_start() - check @place, which is freed at the end; one that
 * is under way is given up, and tells nothing */
void check_background_start(
    struct check_background *background, struct check_place *place);

/** check_background_free() - and give up what is under way; NULL is allowed */
void check_background_free(struct check_background *background);

#endif
