/* SPDX-License-Identifier: ISC */
#ifndef REPOD_ANSWER_MADE_VALUE_H
#define REPOD_ANSWER_MADE_VALUE_H

#include "common/path.h"
#include "repod/answer/answer_config.h"
#include "repod/answer/asker.h"
#include "repod/answer/machine_host.h"
#include "repod/answer/template.h"

/*
 * The names that stand in ${...}, and what they mean for one machine: its own,
 * those of this server, and the keys of its [host] and that one's [group], as
 * they are written there.
 */

/** struct made_values - the machine, as far as it is known; "" where not */
struct made_values {
	const struct answer_config *config;
	struct machine_host host;
	char mac[MAC_TEXT_MAX];
	char ip[ADDRESS_TEXT_MAX];
	char server[ADDRESS_TEXT_MAX];
	const char *serial;
	const char *url;
	char scratch[ORIGIN_MAX + 3 * PATH_NAME_MAX]; /* the last one made */
};

/** made_value_find() - the value of @name, or why there is none: as struct
 * template_calls has it */
enum template_value made_value_find(
    struct made_values *values, const char *name, const char **ret_value);

/** made_value_may_be() - the same for no machine in particular:
 * TEMPLATE_VALUE_SET where some machine may have one. @hosts: where to look for
 * keys of [host]; NULL ones are passed over */
enum template_value made_value_may_be(const struct answer_config *config,
    struct hosts *const hosts[MACHINE_HOST_TABLES], const char *name,
    const char **ret_value);

#endif
