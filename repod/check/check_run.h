/* SPDX-License-Identifier: ISC */
#ifndef REPOD_CHECK_CHECK_RUN_H
#define REPOD_CHECK_CHECK_RUN_H

#include "common/check/check_report.h"

/** check_run_trial() - -t: check what @settings serve and tell it, as text or
 * as JSON. Return: 0, or -1 as JSON; 1 where there are
 * errors. */
int check_run_trial(void *settings);

#endif
