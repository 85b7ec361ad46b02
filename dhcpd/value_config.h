/* SPDX-License-Identifier: ISC */
#ifndef DHCPD_VALUE_CONFIG_H
#define DHCPD_VALUE_CONFIG_H

#include "common/config.h"

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
	{                                                                      \
		"option", value_config_option, 0, CONFIG_SUFFIX                \
	}

#endif
