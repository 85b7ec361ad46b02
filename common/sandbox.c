/* SPDX-License-Identifier: ISC */
#include "common/sandbox.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "common/landlock.h"
#include "common/log.h"
#include "common/system_calls.h"

enum {
	PLACES_MAX = 128
};

/** struct place - a folder or file that may be reached, without links in its
 * path */
struct place {
	char *path;
	bool may_write;
};

struct sandbox {
	int folders; /* Landlock's set; or -errno */
	unsigned n_places;
	struct place places[PLACES_MAX];
	int calls_error;	    /* 0, or why there is no filter */
	struct system_calls *calls; /* NULL with calls_error */
};

struct sandbox *
sandbox_new(void)
{
	struct sandbox *sandbox = calloc(1, sizeof(*sandbox));

	if (!sandbox)
		return NULL;
	sandbox->folders = landlock_new();
	sandbox->calls_error = system_calls_new(&sandbox->calls);
	/* syslog(3) connects again after its daemon was restarted. */
	sandbox_allow_socket(sandbox, AF_UNIX, SOCK_DGRAM);
	return sandbox;
}

static bool
is_at_or_below(const char *path, const char *folder)
{
	size_t len = strlen(folder);

	return strncmp(path, folder, len) == 0 &&
	    (path[len] == '\0' || path[len] == '/' || len == 1);
}

static bool
has_place(const struct sandbox *entered, const struct place *wanted)
{
	for (unsigned i = 0; i < entered->n_places; i++) {
		const struct place *place = &entered->places[i];

		if (is_at_or_below(wanted->path, place->path) &&
		    (place->may_write || !wanted->may_write))
			return true;
	}
	return false;
}

static void
keep_place(struct sandbox *sandbox, const char *path, bool may_write)
{
	struct place place = { realpath(path, NULL), may_write };

	/* One root may be that of the boot tree and of all: it is told of
	 * once. */
	if (place.path && sandbox->n_places < PLACES_MAX &&
	    !has_place(sandbox, &place))
		sandbox->places[sandbox->n_places++] = place;
	else
		free(place.path);
}

void
sandbox_allow_path(struct sandbox *sandbox, const char *path, bool may_write)
{
	int r;

	keep_place(sandbox, path, may_write);
	if (sandbox->folders < 0)
		return;
	r = landlock_allow(sandbox->folders, path, may_write);
	log_debug("sandbox: %s %s%s%s",
	    may_write ? "reads and writes" : "reads", path, r < 0 ? ": " : "",
	    r < 0 ? strerror(-r) : "");
}

static void
keep_error(struct sandbox *sandbox, int r)
{
	if (sandbox->calls_error == 0)
		sandbox->calls_error = r;
}

void
sandbox_allow_socket(struct sandbox *sandbox, int domain, int type)
{
	if (sandbox->calls_error == 0)
		keep_error(sandbox,
		    system_calls_allow_socket(sandbox->calls, domain, type));
}

void
sandbox_allow_calls(struct sandbox *sandbox, const char *const *names)
{
	for (; *names && sandbox->calls_error == 0; names++)
		keep_error(sandbox, system_calls_allow(sandbox->calls, *names));
}

static int
enter_folders(struct sandbox *sandbox)
{
	return sandbox->folders < 0 ? sandbox->folders
				    : landlock_enter(sandbox->folders);
}

static int
enter_calls(struct sandbox *sandbox)
{
	return sandbox->calls_error < 0 ? sandbox->calls_error
					: system_calls_enter(sandbox->calls);
}

void
sandbox_enter(struct sandbox *sandbox)
{
	int folders = enter_folders(sandbox), calls = enter_calls(sandbox);

	if (folders < 0)
		log_warn("sandbox: no Landlock (%s): files outside of the "
			 "daemon's folders stay in reach of its user",
		    strerror(-folders));
	if (calls < 0)
		log_warn("sandbox: no seccomp (%s): system calls are not "
			 "filtered",
		    strerror(-calls));
	log_debug("sandbox: Landlock %s, seccomp %s",
	    folders < 0 ? "off" : "on", calls < 0 ? "off" : "on");
}

bool
sandbox_has_all(const struct sandbox *entered, const struct sandbox *wanted)
{
	bool has_all = true;

	if (entered->folders < 0)
		return true;
	for (unsigned i = 0; i < wanted->n_places; i++) {
		const struct place *place = &wanted->places[i];

		if (has_place(entered, place))
			continue;
		has_all = false;
		log_error("%s lies outside of the folders that the sandbox of "
			  "this process lets it %s; restart the daemon, which "
			  "takes the folders from the configuration when it "
			  "starts",
		    place->path, place->may_write ? "write to" : "read");
	}
	return has_all;
}

void
sandbox_free(struct sandbox *sandbox)
{
	if (!sandbox)
		return;
	for (unsigned i = 0; i < sandbox->n_places; i++)
		free(sandbox->places[i].path);
	if (sandbox->folders >= 0)
		close(sandbox->folders);
	system_calls_free(sandbox->calls);
	free(sandbox);
}
