/* SPDX-License-Identifier: ISC */
#include "repod/check/check_run.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "common/check/loader_check.h"
#include "common/log.h"
#include "repod/check/kernel_check.h"
#include "repod/check/kickstart_check.h"
#include "repod/check/tree_check.h"
#include "repod/kickstart/install_file.h"
#include "repod/kickstart/install_value.h"

static void
add_ports(struct check_place *place, enum check_scheme scheme,
    const struct repod_listen *listen)
{
	for (unsigned i = 0; i < listen->n; i++)
		check_place_add_port(
		    place, scheme, endpoint_port(&listen->at[i]));
}

static int
add_url(struct check_place *place, const struct install_config *installs,
    const struct install_section *section, enum install_field field,
    const char *url)
{
	char name[INSTALL_FILE_NAME_MAX], what[CONFIG_NAME_MAX + 64];
	const struct check_made made = {
		.name = name,
		.url = url,
		.is_source = field == INSTALL_REPOSITORY &&
		    section->install.installer == INSTALLER_KICKSTART,
		.file = installs->path,
		.line = section->lines[field],
		.what = what,
	};

	install_file_name(section, 0, name);
	snprintf(what, sizeof(what), "[%s %s] %s",
	    installer_name(section->install.installer), section->name,
	    install_about(field)->key);
	return check_place_add_made(place, &made);
}

/* The URLs in files that are written of @section. */
static int
add_urls(struct check_place *place, const struct install_config *installs,
    const struct install_section *section)
{
	struct install_items items =
	    install_items(&section->install, INSTALL_EXTRA_REPOSITORIES);
	const char *url = install_text(&section->install, INSTALL_REPOSITORY);
	int r = url ? add_url(place, installs, section, INSTALL_REPOSITORY, url)
		    : 0;

	while (r == 0 && install_items_next(&items)) {
		struct install_words words = { items.item };
		char word[INSTALL_ITEM_MAX];

		install_words_next(&words, word, sizeof(word));
		install_words_next(&words, word, sizeof(word));
		r = add_url(
		    place, installs, section, INSTALL_EXTRA_REPOSITORIES, word);
	}
	return r;
}

/* Files that are written of the configuration are there, too. */
static int
add_made(struct check_place *place, const struct install_config *installs)
{
	char name[INSTALL_FILE_NAME_MAX];

	for (size_t i = 0; i < installs->n; i++) {
		for (unsigned part = 0;
		     install_file_name(installs->sections[i], part, name);
		     part++)
			if (tree_mount_made(place->repo.tree, name, 0,
				&installs->mtime) == -ENOMEM)
				return -ENOMEM;
		if (add_urls(place, installs, installs->sections[i]) < 0)
			return -ENOMEM;
	}
	return 0;
}

/* What an answer file says of this server, as ${url}, is so for every machine.
 */
static void
name_urls(struct check_place *place, const struct repod_settings *settings)
{
	const struct answer_config *answers = settings->answers;
	const bool has_http = settings->http.n > 0;
	char url[CHECK_WORD_MAX], name[MENU_VARIABLE_NAME_MAX];

	if (!place->server[0] || (!has_http && settings->ftp.n == 0))
		return;
	snprintf(url, sizeof(url), "%s://%s:%u", has_http ? "http" : "ftp",
	    place->server,
	    (unsigned)endpoint_port(
		has_http ? &settings->http.at[0] : &settings->ftp.at[0]));
	menu_variables_set(&place->words, "url", 3, url, 0);
	for (size_t i = 0; i < answers->repos.n; i++) {
		const struct repo *repo = &answers->repos.all[i];
		char whole[CHECK_WORD_MAX];

		if (repo->path &&
		    snprintf(name, sizeof(name), "repo.%s", repo->name) <
			(int)sizeof(name) &&
		    snprintf(whole, sizeof(whole), "%s/%s", url, repo->path) <
			(int)sizeof(whole))
			menu_variables_set(
			    &place->words, name, strlen(name), whole, 0);
	}
}

/* What [repo] sections put into both trees, and was told when it was put into
 * the one that is served. */
static int
mount_repos(const struct repod_settings *settings,
    const struct repos_images *images, struct check_place *place)
{
	const struct repos *repos = &settings->answers->repos;
	struct repos_images ours = { 0 };
	int r = repos_mount(repos, place->repo.tree, REPOS_PATHS | REPOS_QUIET,
	    settings->is_private, images, &ours);

	repos_images_free(&ours);
	if (r >= 0 && place->boot.tree)
		r = repos_mount(repos, place->boot.tree, REPOS_QUIET,
		    settings->is_private, images, &ours);
	repos_images_free(&ours);
	return r < 0 ? r : 0;
}

int
check_run_place(const struct repod_settings *settings,
    const struct check_own *before, const struct repos_images *images,
    struct check_place **ret_place)
{
	struct check_place *place;
	int r = check_place_new(&settings->site, before, &place);

	if (r < 0)
		return r;
	add_ports(place, CHECK_HTTP, &settings->http);
	add_ports(place, CHECK_HTTPS, &settings->https);
	add_ports(place, CHECK_FTP, &settings->ftp);
	name_urls(place, settings);
	place->repo.path = strdup(repod_config_root(settings));
	r = place->repo.path ? tree_open(place->repo.path, settings->is_private,
				   &place->repo.tree)
			     : -ENOMEM;
	if (r == 0)
		r = mount_repos(settings, images, place);
	if (r == 0)
		r = add_made(place, &settings->answers->installs);
	if (r < 0)
		check_place_free(place);
	else
		*ret_place = place;
	return r;
}

void
check_run_all(const struct check_place *place)
{
	loader_check_run(place);
	kernel_check_run(place);
	kickstart_check_run(place);
	tree_check_run(place);
}

int
check_run_trial(
    const struct repod_settings *settings, const struct repos_images *images)
{
	struct check_text text = { 0 };
	struct check_report report = {
		.tell = settings->is_json ? check_json_tell : check_text_tell,
		.owner = &text
	};
	struct check_place *place;
	int r;

	r = check_run_place(settings, NULL, images, &place);
	if (r < 0) {
		log_error("cannot check %s: %s; make the folder, or name "
			  "another with root = or -d",
		    repod_config_root(settings), strerror(-r));
		return 1;
	}
	place->report = &report;
	check_run_all(place);
	check_text_end(&text);
	if (settings->is_json)
		check_json_end(&report);
	check_place_free(place);
	if (report.n_errors > 0)
		return 1;
	return settings->is_json ? -1 : 0;
}
