/* SPDX-License-Identifier: ISC */
#include "repod/answer/answer_config.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "common/glob.h"
#include "common/path.h"

struct answer_config *
answer_config_new(void)
{
	struct answer_config *config = calloc(1, sizeof(*config));

	if (!config)
		return NULL;
	config->n_holders = 1;
	config->hosts = hosts_new();
	if (!config->hosts) {
		answer_config_unref(config);
		return NULL;
	}
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
	hosts_free(config->hosts);
	free(config->hosts_folder);
	repos_free(&config->repos);
	install_config_free(&config->installs);
	free(config);
}

void
answer_config_templates(
    struct config *config, const struct config_entry *entry, void *field)
{
	struct answer_config *answers = *(struct answer_config **)field;

	config_set_names(config, entry, &answers->templates);
}

const struct config_key answer_config_dhcpd_keys[] = {
	{ "hosts", config_set_path,
	    offsetof(struct answer_config, hosts_folder), 0 },
	{ NULL, NULL, 0, 0 },
};

void
answer_config_pass_over(
    struct config *config, const struct config_entry *entry, void *field)
{
	(void)config;
	(void)entry;
	(void)field;
}

static struct host *
told(
    struct config *reading, const struct config_entry *entry, struct host *host)
{
	if (!host)
		config_error(reading, entry, "out of memory");
	return host;
}

struct host *
answer_config_open_host(struct config *reading,
    const struct config_entry *entry, struct answer_config *config)
{
	return told(
	    reading, entry, hosts_add(config->hosts, entry->argument, NULL));
}

struct host *
answer_config_open_group(struct config *reading,
    const struct config_entry *entry, struct answer_config *config)
{
	return told(
	    reading, entry, hosts_add_group(config->hosts, entry->argument));
}

const char *
answer_config_repo(const struct answer_config *config, const char *name)
{
	const struct repo *repo = repos_find(&config->repos, name);

	return repo ? repo->path : NULL;
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
