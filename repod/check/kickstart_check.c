/* SPDX-License-Identifier: ISC */
#include "repod/check/kickstart_check.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "common/check/check_walk.h"
#include "common/glob.h"
#include "repod/check/kickstart_lines.h"

struct kickstart {
	const struct check_place *place;
	char file[CHECK_PATH_MAX];
	kickstart_tree_fn *fn;
	void *owner;
};

/* @url, of which words are yet to be filled in; @is_source: what is installed
 * comes from there. */
static void
check_url(const struct kickstart *kickstart, const struct check_source *source,
    enum boot_word_kind kind, const char *url, bool is_source)
{
	const struct check_place *place = kickstart->place;
	const struct http_span text = { url, strlen(url) };
	char name[PATH_NAME_MAX], value[CHECK_WORD_MAX];
	const struct check_root *root;

	if (menu_variables_fill(
		&place->words, false, &text, value, sizeof(value)) &&
	    menu_check_place(place, source, kind, value, &root, name) &&
	    is_source && kickstart->fn && root == &place->repo)
		kickstart->fn(kickstart->owner, name);
}

static void
check_line(void *owner, const struct kickstart_line *line)
{
	const struct kickstart *kickstart = owner;
	struct check_source source = { kickstart->file, line->line,
		line->what };

	check_url(kickstart, &source, line->kind, line->value,
	    strcmp(line->what, "url --url") == 0);
}

/* What is written in the file @name when it is fetched; NULL: in each. */
static void
check_made(const struct kickstart *kickstart, const char *name)
{
	const struct check_place *place = kickstart->place;

	for (const struct check_made *made = place->made; made;
	     made = made->next) {
		struct check_source source = { made->file, made->line,
			made->what };

		if (name ? strcmp(name, made->name) == 0
			 : check_place_is_made(&place->repo, made->name))
			check_url(kickstart, &source, BOOT_WORD_TREE, made->url,
			    made->is_source);
	}
}

bool
kickstart_check_file(const struct check_place *place,
    const struct check_root *root, const char *name, kickstart_tree_fn *fn,
    void *owner)
{
	struct kickstart kickstart = { place, "", fn, owner };
	bool is_one;
	size_t len;
	char *text;

	if (check_place_is_made(root, name)) {
		check_made(&kickstart, name);
		return true;
	}
	if (check_place_read_text(root, name, &text, &len) < 0)
		return false;
	check_place_path(root, name, kickstart.file);
	is_one = kickstart_lines_is_one(text, len);
	if (is_one)
		kickstart_lines_read(text, len, check_line, &kickstart);
	free(text);
	return is_one;
}

/* Whether a name alone says that it is one. */
static bool
is_called_one(const char *name)
{
	return glob_match("*.ks", name) || glob_match("ks*.cfg", name) ||
	    glob_match("*kickstart*.cfg", name);
}

bool
kickstart_check_is_called_one(const char *name)
{
	name = path_last(name);
	return is_called_one(name) || glob_match("*.cfg", name);
}

static bool
take_entry(void *owner, const struct check_walk_entry *entry)
{
	const struct check_place *place = owner;
	char file[CHECK_PATH_MAX];

	if (entry->is_folder)
		return !check_place_has(
			   &place->repo, entry->path, ".treeinfo") &&
		    !check_place_has(
			&place->repo, entry->path, "repodata/repomd.xml");
	if (!kickstart_check_is_called_one(entry->name) ||
	    check_place_is_made(&place->repo, entry->path))
		return false;
	if (check_place_look(&place->repo, entry->path, NULL) == -EACCES) {
		if (is_called_one(entry->name))
			check_report_add(place->report,
			    (struct check_finding){
				.code = "kickstart-unreadable",
				.file = check_place_path(
				    &place->repo, entry->path, file),
				.remedy = check_place_remedy(-EACCES),
			    },
			    "a kickstart that is %s",
			    check_place_reason(-EACCES));
		return false;
	}
	kickstart_check_file(place, &place->repo, entry->path, NULL, NULL);
	return false;
}

void
kickstart_check_run(const struct check_place *place)
{
	const struct kickstart made = { .place = place };

	check_walk(&place->repo, take_entry, (void *)(uintptr_t)place);
	check_made(&made, NULL);
}
