/* SPDX-License-Identifier: ISC */
#ifndef DHCPD_RANGE_CONFIG_H
#define DHCPD_RANGE_CONFIG_H

#include "common/config.h"

/* The keys of [subnet] that list addresses: "192.168.10.100 - 192.168.10.200",
 * or one alone, several after commas. For the table of keys; @field is a
 * struct config_target with a subnet. */

/** range_config_range() - range = */
void range_config_range(
    struct config *config, const struct config_entry *entry, void *field);

/** range_config_exclude() - exclude = */
void range_config_exclude(
    struct config *config, const struct config_entry *entry, void *field);

#endif
