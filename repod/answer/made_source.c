/* SPDX-License-Identifier: ISC */
#include "repod/answer/made_source.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "repod/answer/made.h"

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

/* --- the table ------------------------------------------------------------ */

/* Each may answer -ENOENT, and the next one is asked. */
static const struct {
	bool (*has)(const struct answer_config *config, const char *name);
	int (*open)(const struct answer_config *config, const struct tree *tree,
	    const char *name, struct made_source *ret_source);
} sources[] = {
	{ answer_config_is_template, open_template },
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
