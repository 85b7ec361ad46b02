/* SPDX-License-Identifier: ISC */
#ifndef DHCPD_VALUE_CONFIG_H
#define DHCPD_VALUE_CONFIG_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "common/config.h"
#include "dhcpd/menu_config.h"

/*
 * The keys that [dhcpd], [subnet] and [host] share: each may end in .CLASS,
 * and an empty value means that nothing is sent. The field of a setter is a
 * struct config_target.
 */
config_set_fn value_config_router;
config_set_fn value_config_dns;
config_set_fn value_config_domain;
config_set_fn value_config_lease_time;
config_set_fn value_config_min_lease_time;
config_set_fn value_config_max_lease_time;
config_set_fn value_config_next_server;
config_set_fn value_config_filename;
config_set_fn value_config_http_root;
config_set_fn value_config_option; /* option.NUMBER or option.NAME */

struct config_target;

enum {
	/* One option 67, with its NUL. */
	VALUE_CONFIG_FILENAME_MAX = 254,
	VALUE_CONFIG_NAME_MAX = 64, /* of an option, with a NUL */
};

/**
 * value_config_set() - @bytes become the value of @key for a class
 * @class_name: as in KEY.CLASS; "" for all
 *
 * What is wrong with it is told with config_error().
 */
void value_config_set(struct config *config, const struct config_entry *entry,
    const char *class_name, struct config_target *target, uint16_t key,
    const void *bytes, size_t len);

/** value_config_is_filename() - whether @name is not too long for a boot file;
 * else config_error() tells */
bool value_config_is_filename(
    struct config *config, const struct config_entry *entry, const char *name);

/** value_config_split() - of KEY.NAME[.CLASS] the name into @ret_name,
 * VALUE_CONFIG_NAME_MAX, cut to fit. Return: the class, or "". */
const char *value_config_split(
    const struct config_entry *entry, char *ret_name);

/** VALUE_CONFIG_KEYS - their rows, for a section's table */
#define VALUE_CONFIG_KEYS                                                      \
	{ "router", value_config_router, 0, CONFIG_SUFFIX },                   \
	    { "dns", value_config_dns, 0, CONFIG_SUFFIX },                     \
	    { "domain", value_config_domain, 0, CONFIG_SUFFIX },               \
	    { "lease-time", value_config_lease_time, 0, CONFIG_SUFFIX },       \
	    { "min-lease-time", value_config_min_lease_time, 0,                \
		    CONFIG_SUFFIX },                                           \
	    { "max-lease-time", value_config_max_lease_time, 0,                \
		    CONFIG_SUFFIX },                                           \
	    { "next-server", value_config_next_server, 0, CONFIG_SUFFIX },     \
	    { "filename", value_config_filename, 0, CONFIG_SUFFIX },           \
	    { "http-root", value_config_http_root, 0, CONFIG_SUFFIX },         \
	    { "menu-prompt", menu_config_prompt, 0, CONFIG_SUFFIX },           \
	    { "menu-timeout", menu_config_timeout, 0, CONFIG_SUFFIX },         \
	    { "menu", menu_config_item, 0, CONFIG_SUFFIX },                    \
	{                                                                      \
		"option", value_config_option, 0, CONFIG_SUFFIX                \
	}

#endif
