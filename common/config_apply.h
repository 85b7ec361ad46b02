/* SPDX-License-Identifier: ISC */
#ifndef COMMON_CONFIG_APPLY_H
#define COMMON_CONFIG_APPLY_H

#include <stdbool.h>

#include "common/config_collect.h"

/*
 * From what was collected to settings: each section and key is looked up in
 * the daemon's tables. Internal to common/config.
 */

/** config_apply() - hand every entry to its setter, into @settings; errors
 * are reported and counted in @config */
void config_apply(struct config *config, void *settings);

/** config_apply_knows() - whether @key stands in the table of the section
 * that was collected last */
bool config_apply_knows(const struct config *config, const char *key);

#endif
