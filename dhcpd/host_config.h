/* SPDX-License-Identifier: ISC */
#ifndef DHCPD_HOST_CONFIG_H
#define DHCPD_HOST_CONFIG_H

#include "common/config.h"
#include "dhcpd/policy.h"

/** host_config_keys - the table of a [host] section; the object is a struct
 * config_target */
extern const struct config_key host_config_keys[];

/** host_config_open() - a new host; the settings are a struct
 * dhcpd_settings */
void *host_config_open(
    struct config *config, const struct config_entry *entry, void *settings);

/** host_config_add() - a host of that name, which is copied, at the end of
 * @policy's. Return: NULL without memory. */
struct policy_host *host_config_add(
    struct policy *policy, const char *name, unsigned line);

/** host_config_add_match() - a copy of @match at the end of @policy's. Return:
 * 0; -ENOMEM. */
int host_config_add_match(
    struct policy *policy, const struct policy_match *match);

/** host_config_group_keys - the table of a [group] section; as above */
extern const struct config_key host_config_group_keys[];

/** host_config_open_group() - a new group; as host_config_open() */
void *host_config_open_group(
    struct config *config, const struct config_entry *entry, void *settings);

#endif
