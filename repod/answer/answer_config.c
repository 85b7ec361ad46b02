/* SPDX-License-Identifier: ISC */
#include "repod/answer/answer_config.h"

#include <stdlib.h>

#include "common/glob.h"

struct answer_config *
answer_config_new(void)
{
	struct answer_config *config = calloc(1, sizeof(*config));

	if (config)
		config->n_holders = 1;
	return config;
}

struct answer_config *
answer_config_ref(struct answer_config *config)
{
	config->n_holders++;
	return config;
}

void
answer_config_unref(struct answer_config *config)
{
	if (!config || --config->n_holders > 0)
		return;
	config_names_free(&config->templates);
	free(config);
}

void
answer_config_templates(
    struct config *config, const struct config_entry *entry, void *field)
{
	struct answer_config *answers = *(struct answer_config **)field;

	config_set_names(config, entry, &answers->templates);
}

/* Patterns are of names below the root, as one might write them with a slash
 * before. */
bool
answer_config_is_template(const struct answer_config *config, const char *name)
{
	for (unsigned i = 0; i < config->templates.n; i++) {
		const char *pattern = config->templates.names[i];

		while (*pattern == '/')
			pattern++;
		if (glob_match(pattern, name))
			return true;
	}
	return false;
}
