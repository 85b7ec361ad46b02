/* SPDX-License-Identifier: ISC */
#ifndef REPOD_ANSWER_ANSWER_CONFIG_H
#define REPOD_ANSWER_ANSWER_CONFIG_H

#include <stdbool.h>

#include "common/config_value.h"
#include "common/hosts.h"
#include "common/repos.h"
#include "repod/kickstart/install_config.h"

/* What the INI file says of files that are made for each machine. */

/** struct answer_config - read-only once it was read; it may outlive the
 * settings that it was read into */
struct answer_config {
	unsigned n_holders;
	struct config_names templates;	/* patterns of names below the root */
	struct hosts *hosts;		/* [host] and [group] */
	char *hosts_folder;		/* of [dhcpd]; NULL: none */
	struct repos repos;		/* [repo NAME] */
	struct install_config installs; /* [kickstart], [preseed] and so on */
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

/** answer_config_dhcpd_keys - what repod reads of [dhcpd]; the object is a
 * struct answer_config */
extern const struct config_key answer_config_dhcpd_keys[];

/** answer_config_pass_over - takes a key of another daemon, and does nothing */
config_set_fn answer_config_pass_over;

/** answer_config_open_host() - a new [host] of @config's. Return: NULL without
 * memory, told. */
struct host *answer_config_open_host(struct config *reading,
    const struct config_entry *entry, struct answer_config *config);

/** answer_config_open_group() - the same of a [group] */
struct host *answer_config_open_group(struct config *reading,
    const struct config_entry *entry, struct answer_config *config);

/** answer_config_repo() - the path of [repo @name]; NULL: it has none */
const char *answer_config_repo(
    const struct answer_config *config, const char *name);

/** answer_config_is_template() - whether the file @name, below the root, is
 * one to fill in */
bool answer_config_is_template(
    const struct answer_config *config, const char *name);

#endif
