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

struct sandbox {
	int folders;		    /* Landlock's set; or -errno */
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

void
sandbox_allow_path(struct sandbox *sandbox, const char *path, bool may_write)
{
	int r;

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

void
sandbox_free(struct sandbox *sandbox)
{
	if (!sandbox)
		return;
	if (sandbox->folders >= 0)
		close(sandbox->folders);
	system_calls_free(sandbox->calls);
	free(sandbox);
}
