/* SPDX-License-Identifier: ISC */
#include "repod/answer/made_source.h"

#include <assert.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "common/log.h"
#include "repod/answer/made.h"
#include "repod/file_reason.h"
#include "repod/kickstart/install_file.h"

/* --- files of the tree ---------------------------------------------------- */

static int
read_text(const struct tree_file *file, char **ret_text, size_t *ret_len)
{
	size_t size = (size_t)file->size, len = 0;
	ssize_t n;
	char *text;

	if (file->size > MADE_TEXT_MAX)
		return -EFBIG;
	text = malloc(size + 1);
	if (!text)
		return -ENOMEM;
	while (len < size &&
	    (n = tree_read(file, text + len, size - len, len)) != 0) {
		if (n < 0) {
			free(text);
			return (int)n;
		}
		len += (size_t)n;
	}
	if (len < size) {
		free(text);
		return -EIO;
	}
	*ret_text = text;
	*ret_len = len;
	return 0;
}

static int
open_of_tree(
    const struct tree *tree, const char *name, struct made_source *ret_source)
{
	struct made_source source = { .file = NULL };
	struct tree_file file;
	int r = tree_open_file(tree, name, &file);

	if (r < 0)
		return r;
	source.mtime = file.mtime;
	r = read_text(&file, &source.text, &source.len);
	tree_close(&file);
	if (r == 0 && asprintf(&source.file, "/%s", name) < 0) {
		free(source.text);
		r = -ENOMEM;
	}
	if (r == 0)
		*ret_source = source;
	return r;
}

static int
open_template(const struct answer_config *config, const struct tree *tree,
    const char *name, struct made_source *ret_source)
{
	(void)config;
	return open_of_tree(tree, name, ret_source);
}

int
made_source_include(const struct tree *tree, const char *from, const char *name,
    struct made_source *ret_source)
{
	char folder[PATH_NAME_MAX] = "", full[PATH_NAME_MAX];

	if (*from == '/' && !path_resolve(from + 1, "..", folder))
		return -ENAMETOOLONG;
	if (!path_resolve(folder, name, full))
		return -ENAMETOOLONG;
	return open_of_tree(tree, full, ret_source);
}

/* --- files that are written of the INI file ------------------------------- */

/* A shell's ${ is not ours to fill in. */
static char *
escape(const char *text, size_t len)
{
	char *out = malloc(2 * len + 1), *at = out;

	if (!out)
		return NULL;
	for (size_t i = 0; i < len; i++) {
		if (text[i] == '$' && i + 1 < len && text[i + 1] == '{')
			*at++ = '$';
		*at++ = text[i];
	}
	*at = '\0';
	return out;
}

/* The script of @field, or NULL where none is named. One that is a template is
 * filled in with the rest. */
static int
open_script(const struct answer_config *config, const struct tree *tree,
    const struct install_file *file, enum install_field field, char **ret_text)
{
	const char *name = install_file_script(file, field);
	struct made_source script = { 0 };
	int r;

	*ret_text = NULL;
	if (!name)
		return 0;
	r = open_of_tree(tree, name, &script);
	if (r < 0) {
		log_error("[%s %s] %s = %s: %s",
		    installer_name(file->section->install.installer),
		    file->section->name, install_about(field)->key, name,
		    file_reason(r));
		return -EIO;
	}
	assert(script.text);
	if (answer_config_is_template(config, name))
		*ret_text = strndup(script.text, script.len);
	else
		*ret_text = escape(script.text, script.len);
	made_source_free(&script);
	return *ret_text ? 0 : -ENOMEM;
}

static int
write_file(const struct install_file *file, const char *pre, const char *post,
    struct made_source *source)
{
	const struct install_section *section = file->section;
	char *text = malloc(MADE_TEXT_MAX);
	struct writer writer = writer_over(text, MADE_TEXT_MAX);
	int r = text ? 0 : -ENOMEM;

	if (r == 0)
		install_file_write(file, pre, post, &writer);
	if (r == 0 && writer.failed)
		r = -EFBIG;
	if (r == 0 &&
	    asprintf(&source->file, "[%s %s]",
		installer_name(section->install.installer), section->name) < 0)
		r = -ENOMEM;
	if (r < 0) {
		free(text);
		return r;
	}
	source->text = text;
	source->len = writer.pos;
	return 0;
}

static bool
has_install(const struct answer_config *config, const char *name)
{
	struct install_file file;

	return install_file_find(&config->installs, name, &file);
}

/* What lies in the tree wins. */
static int
open_install(const struct answer_config *config, const struct tree *tree,
    const char *name, struct made_source *ret_source)
{
	struct made_source source = { .mtime = config->installs.mtime };
	struct install_file file;
	char *pre = NULL, *post = NULL;
	struct stat st;
	int r;

	if (!install_file_find(&config->installs, name, &file) ||
	    (tree_stat(tree, name, &st) == 0 && st.st_nlink > 0))
		return -ENOENT;
	r = open_script(config, tree, &file, INSTALL_PRE_SCRIPT, &pre);
	if (r == 0)
		r = open_script(
		    config, tree, &file, INSTALL_POST_SCRIPT, &post);
	if (r == 0)
		r = write_file(&file, pre, post, &source);
	if (r == 0)
		*ret_source = source;
	free(pre);
	free(post);
	return r;
}

int
made_source_mount(const struct answer_config *config, struct tree *tree)
{
	char name[INSTALL_FILE_NAME_MAX];
	struct made_source source = { 0 };
	int r = 0;

	for (size_t i = 0; i < config->installs.n; i++) {
		const struct install_section *section =
		    config->installs.sections[i];

		for (unsigned part = 0;
		     r != -ENOMEM && install_file_name(section, part, name);
		     part++) {
			if (open_install(config, tree, name, &source) < 0)
				continue;
			r = tree_mount_made(
			    tree, name, source.len, &source.mtime);
			made_source_free(&source);
		}
	}
	return r == -ENOMEM ? r : 0;
}

/* --- the table ------------------------------------------------------------ */

/* Each may answer -ENOENT, and the next one is asked. */
static const struct {
	bool (*has)(const struct answer_config *config, const char *name);
	int (*open)(const struct answer_config *config, const struct tree *tree,
	    const char *name, struct made_source *ret_source);
} sources[] = {
	{ answer_config_is_template, open_template },
	{ has_install, open_install },
};

bool
made_source_has(const struct answer_config *config, const char *name)
{
	for (size_t i = 0; i < sizeof(sources) / sizeof(sources[0]); i++)
		if (sources[i].has(config, name))
			return true;
	return false;
}

int
made_source_open(const struct answer_config *config, const struct tree *tree,
    const char *name, struct made_source *ret_source)
{
	int r = -ENOENT;

	for (size_t i = 0;
	     r == -ENOENT && i < sizeof(sources) / sizeof(sources[0]); i++)
		if (sources[i].has(config, name))
			r = sources[i].open(config, tree, name, ret_source);
	return r;
}

void
made_source_free(struct made_source *source)
{
	free(source->text);
	free(source->file);
}
