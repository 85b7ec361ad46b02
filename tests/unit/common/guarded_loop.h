/* SPDX-License-Identifier: ISC */
#ifndef TESTS_UNIT_COMMON_GUARDED_LOOP_H
#define TESTS_UNIT_COMMON_GUARDED_LOOP_H

#include <check.h>
#include <stdbool.h>

#include "common/loop.h"

/* Each test runs a loop that a guard stops after two seconds: a callback that
 * never comes is a failure, not a test that hangs. */

enum {
	GUARD_MS = 2000
};

static struct loop *loop;
static struct loop_timer *guard;
static bool is_late;

static void
stop_late(void *owner)
{
	(void)owner;
	is_late = true;
	loop_stop(loop);
}

static void
set_up(void)
{
	is_late = false;
	loop = loop_new();
	ck_assert_ptr_nonnull(loop);
	ck_assert_int_eq(loop_timer_new(loop, stop_late, NULL, &guard), 0);
	loop_timer_start(guard, GUARD_MS);
}

static void
tear_down(void)
{
	loop_timer_free(guard);
	loop_free(loop);
	loop = NULL;
}

static void
run(void)
{
	ck_assert_int_eq(loop_run(loop), 0);
	ck_assert_msg(!is_late, "nothing stopped the loop");
}

#endif
