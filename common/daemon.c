/* SPDX-License-Identifier: ISC */
#include "common/daemon.h"

#include <errno.h>
#include <fcntl.h>
#include <libgen.h>
#include <limits.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

#include "common/daemon_options.h"
#include "common/log.h"
#include "common/nft_trial.h"
#include "common/notify.h"
#include "common/port_trial.h"
#include "common/privileges.h"
#include "common/sandbox.h"
#include "common/site.h"
#include "common/site_trial.h"

enum {
	/* While it stops, how often it looks whether all transfers ended. */
	DRAIN_LOOK_EVERY_MS = 20,
	/* How long lines and events wait for others. */
	GATHER_MS = 2,
};

struct run {
	const struct daemon *daemon;
	struct daemon_options options;
	struct daemon_context context;
	uint64_t write_at_ms; /* what was said; 0: nothing waits */
	void *settings;
	void *server;
	int status;
	struct sandbox *sandbox; /* NULL before it is entered */
	struct loop_signal *signals[3];
	struct notify manager;
	struct loop_timer *watchdog; /* NULL: the manager wants none */
	struct loop_timer *drain;    /* NULL: not asked to stop yet */
	uint64_t drain_until_ms;
};

/* --- configuration --- */

static int
fill_settings(struct run *run, void *settings)
{
	const struct daemon *daemon = run->daemon;
	const struct daemon_tool *tool = run->options.tool;
	const char *path = daemon_options_path(&run->options);
	int r = 0;

	if (path && (!tool || tool->needs_settings))
		r = config_read(path, daemon->sections, settings);
	if (r < 0)
		return DAEMON_EXIT_CONFIG;
	for (unsigned i = 0; i < run->options.n_own; i++)
		if (daemon->option(settings, run->options.own[i].letter,
			run->options.own[i].value) != 0)
			return DAEMON_EXIT_USAGE;
	/* A tool looks at what it needs itself. Serving is checked even where
	 * the reading found errors: all in one run. */
	if ((!tool && daemon->check(settings) != 0) || r > 0)
		return DAEMON_EXIT_CONFIG;
	return DAEMON_EXIT_OK;
}

/* Return: enum daemon_exit; @ret_settings is set on DAEMON_EXIT_OK. */
static int
read_settings(struct run *run, void **ret_settings)
{
	void *settings = run->daemon->settings_new();
	int status;

	if (!settings) {
		log_error("out of memory");
		return DAEMON_EXIT_START;
	}
	status = fill_settings(run, settings);
	if (status == DAEMON_EXIT_OK)
		*ret_settings = settings;
	else
		run->daemon->settings_free(settings);
	return status;
}

/* By the rights of who asks, before they are dropped. At a reload of the
 * service manager's the ports are those of the process that it tells of. */
static void
try_ports(const struct run *run)
{
	struct port_trial trial = { 0 };

	if (!run->daemon->ports || getenv("MAINPID"))
		return;
	run->daemon->ports(run->settings, &trial);
	port_trial_run(&trial, run->daemon->name);
	nft_trial(&trial);
}

/* -t: what serving would trip over first. */
static int
try_settings(const struct run *run)
{
	const struct daemon *daemon = run->daemon;
	int n_errors;

	try_ports(run);
	n_errors = site_trial(run->settings);
	if (n_errors == 0 && daemon->trial)
		n_errors = daemon->trial(run->settings);
	if (n_errors > 0)
		return DAEMON_EXIT_CONFIG;
	if (n_errors == 0)
		printf("%s: configuration OK\n", daemon->name);
	return DAEMON_EXIT_OK;
}

/* --- running --- */

/* What every daemon reads and writes by name while it serves. */
static void
allow_common(
    const struct run *run, const void *settings, struct sandbox *sandbox)
{
	const struct site *site = settings;
	const char *config = daemon_options_path(&run->options);
	char path[PATH_MAX];

	/* The kernel's facts: its boot, the neighbours on the wire. */
	sandbox_allow_path(sandbox, "/proc", false);
	if (!config)
		return;
	/* An editor puts a new file in the old one's place. */
	snprintf(path, sizeof(path), "%s", config);
	sandbox_allow_path(sandbox, dirname(path), false);
	if (snprintf(path, sizeof(path), "%s/events", site->state) <
	    (int)sizeof(path))
		sandbox_allow_path(sandbox, path, true);
}

/* A sandbox for serving by @settings; NULL without memory. */
static struct sandbox *
new_sandbox(const struct run *run, const void *settings)
{
	struct sandbox *sandbox = sandbox_new();

	if (!sandbox)
		return NULL;
	allow_common(run, settings, sandbox);
	if (run->daemon->confine)
		run->daemon->confine(settings, sandbox);
	return sandbox;
}

/* The sandbox of the start holds for good. */
static bool
is_within_reach(const struct run *run, const void *settings)
{
	struct sandbox *wanted = new_sandbox(run, settings);
	bool is_within = wanted && sandbox_has_all(run->sandbox, wanted);

	sandbox_free(wanted);
	return is_within;
}

static void
reload(struct run *run)
{
	void *settings;

	if (read_settings(run, &settings) != DAEMON_EXIT_OK) {
		log_error("reload: the running configuration stays; mend the "
			  "file and send SIGHUP again");
		return;
	}
	if (!is_within_reach(run, settings) ||
	    run->daemon->reload(run->server, settings) != 0) {
		run->daemon->settings_free(settings);
		log_error("reload: the running configuration stays");
		return;
	}
	run->daemon->settings_free(run->settings);
	run->settings = settings;
	log_info("reload: the configuration was read again");
}

static void
on_reload(void *owner)
{
	struct run *run = owner;

	notify_reloading(&run->manager);
	reload(run);
	notify_send(&run->manager, "READY=1");
}

static void
on_stop_at_once(void *owner)
{
	struct run *run = owner;

	daemon_end(&run->context, run->status);
}

static void
on_drain(void *owner)
{
	struct run *run = owner;
	unsigned n = run->daemon->drain(run->server);
	bool is_late = loop_now_ms(run->context.loop) >= run->drain_until_ms;

	if (n > 0 && !is_late) {
		loop_timer_start(run->drain, DRAIN_LOOK_EVERY_MS);
		return;
	}
	if (n > 0)
		log_warn(
		    "stopping: %u transfers are cut, stop-timeout is over", n);
	on_stop_at_once(run);
}

static void
on_stop(void *owner)
{
	struct run *run = owner;
	const struct site *site = run->settings;
	struct loop *loop = run->context.loop;

	if (run->drain || !run->daemon->drain ||
	    loop_timer_new(loop, on_drain, run, &run->drain) < 0) {
		on_stop_at_once(run);
		return;
	}
	notify_stopping(&run->manager, site->stop_timeout_ms);
	run->drain_until_ms = loop_now_ms(loop) + site->stop_timeout_ms;
	on_drain(run);
}

void
daemon_end(const struct daemon_context *context, int status)
{
	struct run *run = (struct run *)(void *)((char *)(uintptr_t)context -
	    offsetof(struct run, context));

	run->status = status;
	notify_send(&run->manager, "STOPPING=1");
	loop_stop(context->loop);
}

static int
catch_signals(struct run *run)
{
	static const struct {
		int number;
		loop_fn *caught;
	} wanted[] = { { SIGHUP, on_reload }, { SIGTERM, on_stop },
		{ SIGINT, on_stop_at_once } };

	/* A peer that closes must be an EPIPE of that peer alone. */
	signal(SIGPIPE, SIG_IGN);
	for (size_t i = 0; i < sizeof(wanted) / sizeof(wanted[0]); i++) {
		int r = loop_signal_new(run->context.loop, wanted[i].number,
		    wanted[i].caught, run, &run->signals[i]);

		if (r < 0)
			return r;
	}
	return 0;
}

/* A daemon that runs by its command line alone writes nothing anywhere. */
static bool
keeps_state(const struct run *run)
{
	return daemon_options_path(&run->options) != NULL;
}

/* The state folder and what is in it belong to the user that the daemon
 * becomes. Without one a daemon serves all the same, but keeps no events. */
static void
own_state(const struct site *site)
{
	char events[PATH_MAX];
	int r = privileges_own_folder(site->state, site->user);

	if (r == 0 &&
	    snprintf(events, sizeof(events), "%s/events", site->state) <
		(int)sizeof(events))
		r = privileges_own_folder(events, site->user);
	if (r < 0)
		log_debug("state folder %s: %s", site->state, strerror(-r));
}

static void
open_events(struct run *run)
{
	const struct site *site = run->settings;
	int r = event_log_open(
	    site->state, run->daemon->name, &run->context.events);

	if (r < 0)
		log_info("%s/events: %s; no events are kept", site->state,
		    strerror(-r));
}

/* From here on the daemon is its user, and can do what serving takes. */
static int
confine(struct run *run)
{
	const struct daemon *daemon = run->daemon;
	const struct site *site = run->settings;
	int r;

	run->sandbox = new_sandbox(run, run->settings);
	if (!run->sandbox)
		return -ENOMEM;
	r = privileges_drop(site->user, daemon->capabilities);
	if (r == 0)
		sandbox_enter(run->sandbox);
	return r;
}

static void
on_watchdog(void *owner)
{
	struct run *run = owner;

	notify_send(&run->manager, "WATCHDOG=1");
	loop_timer_start(run->watchdog, run->manager.watchdog_ms);
}

/* Return: 0; -errno. */
static int
report_ready(struct run *run)
{
	int r = 0;

	if (run->manager.watchdog_ms > 0)
		r = loop_timer_new(
		    run->context.loop, on_watchdog, run, &run->watchdog);
	if (run->watchdog)
		on_watchdog(run);
	notify_send(&run->manager, "READY=1");
	return r;
}

/* What is said in a short while is written together: a write costs as much as
 * ten lines. */
static int
on_before_wait(void *owner)
{
	struct run *run = owner;
	uint64_t now_ms = loop_now_ms(run->context.loop);

	if (!log_is_waiting() && !event_log_is_waiting(run->context.events))
		return -1;
	if (run->write_at_ms == 0)
		run->write_at_ms = now_ms + GATHER_MS;
	if (now_ms < run->write_at_ms)
		return (int)(run->write_at_ms - now_ms);
	run->write_at_ms = 0;
	event_log_flush(run->context.events);
	log_flush();
	return -1;
}

static int
start_and_serve(struct run *run)
{
	const struct daemon *daemon = run->daemon;
	const struct site *site = run->settings;

	if (keeps_state(run))
		own_state(site);
	if (catch_signals(run) < 0 ||
	    daemon->start(&run->context, run->settings, &run->server) < 0)
		return DAEMON_EXIT_START;
	if (confine(run) < 0)
		return DAEMON_EXIT_START;
	if (keeps_state(run))
		open_events(run);
	if ((daemon->begin && daemon->begin(run->server) < 0) ||
	    report_ready(run) < 0)
		return DAEMON_EXIT_START;
	log_hold();
	loop_before_wait(run->context.loop, on_before_wait, run);
	if (loop_run(run->context.loop) < 0)
		return DAEMON_EXIT_FAILED;
	return run->status;
}

static int
serve(struct run *run)
{
	int status;

	run->context.loop = loop_new();
	if (!run->context.loop) {
		log_error("cannot make an event loop: out of memory or "
			  "descriptors");
		return DAEMON_EXIT_START;
	}
	notify_open(&run->manager);
	status = start_and_serve(run);
	loop_timer_free(run->watchdog);
	loop_timer_free(run->drain);
	if (run->server)
		run->daemon->stop(run->server);
	for (size_t i = 0; i < 3; i++)
		loop_signal_free(run->signals[i]);
	loop_free(run->context.loop);
	notify_close(&run->manager);
	event_log_close(run->context.events);
	sandbox_free(run->sandbox);
	log_flush();
	return status;
}

/* Whoever started us may have left 0, 1 or 2 closed. A socket or a journal that
 * got such a number would be written to by the logger. */
static bool
fill_standard_descriptors(void)
{
	for (int fd = STDIN_FILENO; fd <= STDERR_FILENO; fd++)
		if (fcntl(fd, F_GETFD) < 0 && open("/dev/null", O_RDWR) != fd)
			return false;
	return true;
}

int
daemon_main(const struct daemon *daemon, int argc, char **argv)
{
	struct run run = { .daemon = daemon };
	int status;

	if (!fill_standard_descriptors())
		return DAEMON_EXIT_START;
	/* What is kept in the state folder is for people to read. */
	umask(S_IWGRP | S_IWOTH);
	status = daemon_options_read(daemon, argc, argv, &run.options);
	if (status >= 0)
		return status;
	log_open(daemon->name, run.options.verbosity);
	status = read_settings(&run, &run.settings);
	if (status != DAEMON_EXIT_OK)
		return status;
	if (run.options.tool)
		status = run.options.tool->run(run.settings);
	else if (run.options.is_test)
		status = try_settings(&run);
	else
		status = serve(&run);
	daemon->settings_free(run.settings);
	return status;
}

bool
daemon_is_inetd(int type)
{
	int actual;
	socklen_t len = sizeof(actual);

	return getsockopt(STDIN_FILENO, SOL_SOCKET, SO_TYPE, &actual, &len) ==
	    0 &&
	    actual == type;
}
