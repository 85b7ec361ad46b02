/* SPDX-License-Identifier: ISC */
#ifndef REPOD_ANSWER_ANSWER_CONFIG_H
#define REPOD_ANSWER_ANSWER_CONFIG_H

#include <stdbool.h>

#include "common/config_value.h"

/* What the INI file says of files that are made for each machine. */

/** struct answer_config - read-only once it was read; it may outlive the
 * settings that it was read into */
struct answer_config {
	unsigned n_holders;
	struct config_names templates; /* patterns of names below the root */
};

/** answer_config_new() - nothing said yet, and one holder; NULL without
 * memory */
struct answer_config *answer_config_new(void);

/** answer_config_ref() - one more holder. Return: @config. */
struct answer_config *answer_config_ref(struct answer_config *config);

/** answer_config_unref() - one holder less; the last one frees it. NULL is
 * allowed. */
void answer_config_unref(struct answer_config *config);

/** answer_config_templates - the setter of templates =; the field is a struct
 * answer_config * */
config_set_fn answer_config_templates;

/** answer_config_is_template() - whether the file @name, below the root, is
 * one to fill in */
bool answer_config_is_template(
    const struct answer_config *config, const char *name);

#endif
