/* SPDX-License-Identifier: ISC */
#include "common/repos.h"

#include <stdlib.h>
#include <string.h>

#include "common/config_value.h"
#include "common/log.h"
#include "common/path.h"

static void
set_path(struct config *config, const struct config_entry *entry, void *field)
{
	char path[PATH_NAME_MAX];

	if (!path_resolve("", entry->value, path) || !*path) {
		config_error(config, entry,
		    "path = %s: not a folder below the root, like centos/7",
		    entry->value);
		return;
	}
	free(*(char **)field);
	*(char **)field = strdup(path);
	if (!*(char **)field)
		config_error(config, entry, "out of memory");
}

#define AT(member) offsetof(struct repo, member)

const struct config_key repos_keys[] = {
	{ "path", set_path, AT(path), 0 },
	{ "source", config_set_path, AT(source), 0 },
	{ "boot", config_set_bool, AT(has_boot), 0 },
	{ NULL, NULL, 0, 0 },
};

static void
free_repo(struct repo *repo)
{
	free(repo->name);
	free(repo->path);
	free(repo->source);
}

struct repo *
repos_add(struct repos *repos, const char *name, const char *path)
{
	struct repo repo = { .name = strdup(name),
		.path = path ? strdup(path) : NULL };
	struct repo *grown =
	    reallocarray(repos->all, repos->n + 1, sizeof(*grown));

	if (grown)
		repos->all = grown;
	if (!grown || !repo.name || (path && !repo.path)) {
		free_repo(&repo);
		return NULL;
	}
	grown[repos->n] = repo;
	return &grown[repos->n++];
}

struct repo *
repos_open(struct config *config, const struct config_entry *entry,
    struct repos *repos)
{
	char name[PATH_NAME_MAX];
	struct repo *repo;

	if (!path_resolve("", entry->argument, name) ||
	    strcmp(name, entry->argument) != 0) {
		config_error(config, entry,
		    "[repo %s]: not a name like centos7, which can be that of "
		    "a folder, too",
		    entry->argument);
		return NULL;
	}
	repo = repos_add(repos, name, NULL);
	if (!repo)
		config_error(config, entry, "out of memory");
	return repo;
}

const struct repo *
repos_find(const struct repos *repos, const char *name)
{
	for (size_t i = 0; i < repos->n; i++)
		if (strcmp(repos->all[i].name, name) == 0)
			return &repos->all[i];
	return NULL;
}

static int
check_repo(const struct repos *repos, const struct repo *repo)
{
	if (!repo->path && !repo->has_boot) {
		log_error("[repo %s] wants path =, where it is below the root",
		    repo->name);
		return 1;
	}
	if (!repo->source && repo->has_boot) {
		log_error("[repo %s] boot = yes wants source =, an image or a "
			  "folder to take them from",
		    repo->name);
		return 1;
	}
	for (const struct repo *other = repos->all; other < repo; other++) {
		if (!repo->source || !repo->path || !other->source ||
		    !other->path || strcmp(repo->path, other->path) != 0)
			continue;
		log_error("[repo %s] and [repo %s] have the same path = %s",
		    other->name, repo->name, repo->path);
		return 1;
	}
	return 0;
}

int
repos_check(const struct repos *repos)
{
	int r = 0;

	for (size_t i = 0; i < repos->n; i++)
		r |= check_repo(repos, &repos->all[i]);
	return r;
}

void
repos_free(struct repos *repos)
{
	for (size_t i = 0; i < repos->n; i++)
		free_repo(&repos->all[i]);
	free(repos->all);
	*repos = (struct repos){ 0 };
}
