/* SPDX-License-Identifier: ISC */
#ifndef REPOD_ANSWER_MADE_VALUE_H
#define REPOD_ANSWER_MADE_VALUE_H

#include "repod/answer/asker.h"
#include "repod/answer/template.h"

/* The names that stand in ${...}, and what they mean for one machine. */

/** struct made_values - the machine, as far as it is known; "" where not */
struct made_values {
	const struct asker *asker;
	char mac[MAC_TEXT_MAX];
	char ip[ADDRESS_TEXT_MAX];
	char server[ADDRESS_TEXT_MAX];
};

/** made_value_find() - the value of @name, or why there is none: as struct
 * template_calls has it */
enum template_value made_value_find(
    const struct made_values *values, const char *name, const char **ret_value);

#endif
