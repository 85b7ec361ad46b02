/* SPDX-License-Identifier: ISC */
#ifndef COMMON_SITE_TRIAL_H
#define COMMON_SITE_TRIAL_H

#include "common/site.h"

/**
 * site_trial() - whether this machine has what [site] names, for -t
 *
 * A missing account is an error. A missing interface is a warning: it may come
 * until the daemon is started.
 * Return: 0; 1 with the errors logged.
 */
int site_trial(const struct site *site);

#endif
