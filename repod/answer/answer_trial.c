/* SPDX-License-Identifier: ISC */
#include "repod/answer/answer_trial.h"

#include <stdlib.h>
#include <string.h>

#include "common/glob.h"
#include "common/hosts_folder.h"
#include "common/log.h"
#include "common/path.h"
#include "repod/answer/made_source.h"
#include "repod/answer/made_value.h"
#include "repod/answer/template.h"
#include "repod/file_reason.h"

struct trial {
	const struct answer_config *config;
	const struct tree *tree;
	const char *root;
	struct hosts *hosts[MACHINE_HOST_TABLES];
	bool has_files[CONFIG_LIST_MAX]; /* one a pattern */
	unsigned n_files;
	unsigned n_errors;
	/* Of the template that is looked at now. */
	struct made_source sources[1 + TEMPLATE_INCLUDES_MAX];
	unsigned n_sources;
	/* Of the value that is looked at now. */
	const struct install_section *section;
	enum install_field field;
};

/* --- one template --------------------------------------------------------- */

static enum template_value
on_value(void *owner, const char *name, const char **ret_value)
{
	struct trial *trial = owner;

	return made_value_may_be(trial->config, trial->hosts, name, ret_value);
}

static struct template_text
keep(struct trial *trial, const struct made_source *source)
{
	trial->sources[trial->n_sources++] = *source;
	return (
	    struct template_text){ source->file, source->text, source->len };
}

static bool
on_include(void *owner, const char *from, const char *name,
    struct template_text *ret_text, const char **ret_reason)
{
	struct trial *trial = owner;
	struct made_source source;
	int r = made_source_include(trial->tree, from, name, &source);

	if (r < 0) {
		*ret_reason = file_reason(r);
		return false;
	}
	*ret_text = keep(trial, &source);
	return true;
}

static void
on_error(void *owner, const char *file, unsigned line, const char *message)
{
	struct trial *trial = owner;

	trial->n_errors++;
	log_error("%s%s:%u: %s", file[0] == '/' ? trial->root : "", file, line,
	    message);
}

static void
try_template(struct trial *trial, const char *name)
{
	const struct template_calls calls = { on_value, on_include, on_error,
		trial };
	struct made_source source;
	struct template_text text;
	int r = made_source_open(trial->config, trial->tree, name, &source);

	trial->n_files++;
	if (r < 0) {
		trial->n_errors++;
		log_error("%s/%s: %s", trial->root, name, file_reason(r));
		return;
	}
	text = keep(trial, &source);
	template_check(&text, &calls);
	while (trial->n_sources > 0)
		made_source_free(&trial->sources[--trial->n_sources]);
}

/* --- what is written of sections ------------------------------------------ */

static void
on_value_error(
    void *owner, const char *file, unsigned line, const char *message)
{
	struct trial *trial = owner;
	const struct install_section *section = trial->section;

	(void)file;
	(void)line;
	trial->n_errors++;
	log_error("%s:%u: [%s %s] %s: %s", trial->config->installs.path,
	    section->lines[trial->field],
	    installer_name(section->install.installer), section->name,
	    install_about(trial->field)->key, message);
}

/* A value is filled in with the file that it stands in. */
static void
try_sections(struct trial *trial)
{
	const struct template_calls calls = { on_value, on_include,
		on_value_error, trial };
	const struct install_config *installs = &trial->config->installs;

	for (size_t i = 0; i < installs->n; i++) {
		trial->section = installs->sections[i];
		for (trial->field = 0; trial->field < N_INSTALL_FIELDS;
		     trial->field++) {
			const char *value =
			    trial->section->install.text[trial->field];
			struct template_text text = { "", value,
				value ? strlen(value) : 0 };

			if (value && strstr(value, "${"))
				template_check(&text, &calls);
		}
	}
}

/* --- all of them ---------------------------------------------------------- */

static const char *
pattern_at(const struct trial *trial, unsigned i)
{
	const char *pattern = trial->config->templates.names[i];

	return pattern + strspn(pattern, "/");
}

/* Whether a pattern may mean something in folder: its letters before the first
 * wildcard agree with the folder's name. */
static bool
may_hold(const struct trial *trial, const char *folder)
{
	size_t len = strlen(folder);

	for (unsigned i = 0; i < trial->config->templates.n; i++) {
		const char *pattern = pattern_at(trial, i);
		size_t plain = strcspn(pattern, "*?[\\");
		size_t least = plain < len ? plain : len;

		if (strncmp(pattern, folder, least) == 0 &&
		    (plain <= len || pattern[len] == '/' || len == 0))
			return true;
	}
	return false;
}

static void
try_file(struct trial *trial, const char *name)
{
	bool is_template = false;

	for (unsigned i = 0; i < trial->config->templates.n; i++)
		if (glob_match(pattern_at(trial, i), name))
			is_template = trial->has_files[i] = true;
	if (is_template)
		try_template(trial, name);
}

/* A link to a folder may lead round in a circle, and what it leads to lies in
 * the tree by another name, too. */
static void
try_folder(struct trial *trial, const char *path, unsigned depth)
{
	char name[PATH_NAME_MAX];
	const struct tree_entry *entry;
	struct tree_folder *folder;
	struct stat st;

	if (depth > ANSWER_TRIAL_DEPTH_MAX || !may_hold(trial, path) ||
	    tree_open_folder(trial->tree, path, &folder) < 0)
		return;
	while ((entry = tree_folder_next(folder))) {
		if (entry->name[0] == '.' ||
		    !path_resolve(path, entry->name, name) ||
		    tree_stat(trial->tree, name, &st) < 0)
			continue;
		if (!S_ISDIR(st.st_mode))
			try_file(trial, name);
		else if (entry->type != DT_LNK)
			try_folder(trial, name, depth + 1);
	}
	tree_folder_close(folder);
}

static void
tell_idle_patterns(const struct trial *trial)
{
	for (unsigned i = 0; i < trial->config->templates.n; i++)
		if (!trial->has_files[i])
			log_warn("[repod] templates: there is no file %s/%s",
			    trial->root, pattern_at(trial, i));
}

unsigned
answer_trial(const struct answer_config *config, const struct tree *tree,
    const char *root)
{
	struct hosts_folder *folder = NULL;
	struct trial *trial = calloc(1, sizeof(*trial));
	unsigned n_errors = 1;

	if (config->hosts_folder)
		folder = hosts_folder_new(config->hosts_folder);
	if (!trial || (config->hosts_folder && !folder)) {
		log_error("out of memory");
	} else {
		trial->config = config;
		trial->tree = tree;
		trial->root = root;
		trial->hosts[0] = config->hosts;
		trial->hosts[1] = folder ? hosts_folder_table(folder, 0) : NULL;
		try_folder(trial, "", 0);
		tell_idle_patterns(trial);
		try_sections(trial);
		n_errors = trial->n_errors;
	}
	free(trial);
	hosts_folder_free(folder);
	return n_errors;
}
