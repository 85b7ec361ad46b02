/* SPDX-License-Identifier: ISC */
#ifndef COMMON_SITE_TRIAL_H
#define COMMON_SITE_TRIAL_H

#include "common/site.h"

/**
 * site_trial() - whether this machine has what [site] names, for -t
 *
 * A missing interface is a warning: it may come until the daemon is started. A
 * missing account is an error; else the process is that account's from now on,
 * so that what is tried next is tried as the daemon would.
 * Return: 0; 1 with the errors logged.
 */
int site_trial(const struct site *site);

#endif
