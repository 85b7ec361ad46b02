/* SPDX-License-Identifier: ISC */
#ifndef COMMON_CONFIG_VALUE_H
#define COMMON_CONFIG_VALUE_H

#include <stdint.h>

#include "common/config.h"

/*
 * Setters that most keys share; the comment is the type of the field. A value
 * that does not fit is told with config_error() and an example of one that
 * would. A string that was set before is freed.
 */
config_set_fn config_set_string;    /* char *: malloc'd, any text */
config_set_fn config_set_path;	    /* char *: malloc'd, must start with / */
config_set_fn config_set_bool;	    /* bool */
config_set_fn config_set_ms;	    /* uint64_t: a duration in milliseconds */
config_set_fn config_set_seconds;   /* uint32_t: a duration in whole seconds */
config_set_fn config_set_size;	    /* uint64_t: octets */
config_set_fn config_set_count;	    /* uint32_t: a number */
config_set_fn config_set_address;   /* uint32_t: an IPv4 address, host order */
config_set_fn config_set_addresses; /* struct config_addresses: a list */
config_set_fn config_set_names;	    /* struct config_names: a list of words */

enum {
	CONFIG_LIST_MAX = 32
};

/** struct config_addresses - a list of IPv4 addresses, host order */
struct config_addresses {
	unsigned n;
	uint32_t addresses[CONFIG_LIST_MAX];
};

/** struct config_names - a list of words, each malloc'd */
struct config_names {
	unsigned n;
	char *names[CONFIG_LIST_MAX];
};

/** config_names_free() - free the words of @names, not @names itself */
void config_names_free(struct config_names *names);

#endif
