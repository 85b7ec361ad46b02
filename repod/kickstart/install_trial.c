/* SPDX-License-Identifier: ISC */
#include "repod/kickstart/install_trial.h"

#include <stdio.h>
#include <string.h>

#include "common/log.h"
#include "repod/file_reason.h"
#include "repod/kickstart/install_file.h"

struct trial {
	const struct install_config *config;
	const struct tree *tree;
	const char *root;
	unsigned n_errors;
};

static void
try_name(const struct trial *trial, const struct install_section *section,
    const char *name)
{
	struct stat st;

	if (tree_stat(trial->tree, name, &st) == 0)
		log_warn("%s:%u: %s/%s is there, and is served in place of "
			 "[%s %s]",
		    trial->config->path, section->line, trial->root, name,
		    installer_name(section->install.installer), section->name);
}

static void
try_script(struct trial *trial, const struct install_section *section,
    enum install_field field)
{
	const char *name = section->install.text[field];
	struct tree_file file;
	int r;

	if (!name)
		return;
	r = tree_open_file(trial->tree, name, &file);
	if (r == 0) {
		tree_close(&file);
		return;
	}
	log_error("%s:%u: %s = %s: %s/%s: %s", trial->config->path,
	    section->lines[field], install_about(field)->key, name, trial->root,
	    name, file_reason(r));
	trial->n_errors++;
}

unsigned
install_trial(const struct install_config *config, const struct tree *tree,
    const char *root)
{
	struct trial trial = { config, tree, root, 0 };
	char name[INSTALL_FILE_NAME_MAX];

	for (size_t i = 0; i < config->n; i++) {
		const struct install_section *section = config->sections[i];

		for (unsigned part = 0; install_file_name(section, part, name);
		     part++)
			try_name(&trial, section, name);
		try_script(&trial, section, INSTALL_PRE_SCRIPT);
		try_script(&trial, section, INSTALL_POST_SCRIPT);
	}
	return trial.n_errors;
}
