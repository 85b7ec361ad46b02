/* SPDX-License-Identifier: ISC */
#ifndef COMMON_DAEMON_H
#define COMMON_DAEMON_H

#include <stdbool.h>
#include <stdint.h>

#include "common/config.h"
#include "common/event.h"
#include "common/loop.h"
#include "common/port_trial.h"
#include "common/sandbox.h"

/*
 * Start-up, the same for all three: options, configuration (-t stops here),
 * bind, confine, begin, loop. Foreground; SIGHUP reads the configuration again.
 * SIGTERM stops when the transfers under way have ended, at the latest after
 * [site]'s stop-timeout; a second one, and SIGINT, stop at once.
 */

#define DAEMON_CONFIG_DEFAULT "/etc/bootyard.ini"

/** enum daemon_exit - exit status, documented in every man page */
enum daemon_exit {
	DAEMON_EXIT_OK = 0,	/* stopped as asked, or -t found no error */
	DAEMON_EXIT_CONFIG = 1, /* the configuration has errors */
	DAEMON_EXIT_USAGE = 2,	/* the command line has */
	DAEMON_EXIT_START = 3,	/* a port, folder or account is not to be had */
	DAEMON_EXIT_FAILED = 4, /* it ran, and had to stop */
};

/** struct daemon_context - what start() is given; lives until stop() is over */
struct daemon_context {
	struct loop *loop;
	struct event_log *events; /* set before begin(); NULL without a
				   * state folder */
};

/**
 * struct daemon_tool - something to do in place of serving
 *
 * The first option of the command line that is one decides. A list ends with a
 * letter of 0.
 */
struct daemon_tool {
	int letter;	     /* of own_options, or its number in own_long */
	bool needs_settings; /* of the file, not checked; else defaults */
	/* Run it. Return: enum daemon_exit. */
	int (*run)(void *settings);
};

struct option;

/**
 * struct daemon - one program
 *
 * Settings begin with a struct site. They are read-only once read, and are
 * freed after a reload has replaced them, so a server copies or refers to
 * nothing in old settings after its reload() returned 0.
 */
struct daemon {
	const char *name;	 /* "tftpd" */
	const char *own_options; /* getopt(3) letters beside c:tvVh, "s:p" */
	const char *own_usage;	 /* their lines in -h */
	/* Those of them that say how, and not what to serve: the file is read
	 * all the same. NULL for none. */
	const char *plain_options;
	/* Long options of getopt_long(3), beside the letters; or NULL. */
	const struct option *own_long;
	const struct daemon_tool *tools; /* or NULL */
	const struct config_section *sections;
	uint64_t capabilities; /* mask of 1 << CAP_x to keep */

	/* New settings with defaults; NULL without memory. */
	void *(*settings_new)(void);
	void (*settings_free)(void *settings);
	/* One option of @own_options, applied over the file. Return: 0, or 1
	 * for a bad value (logged). NULL where there are none. */
	int (*option)(void *settings, int letter, const char *value);
	/* What no single key can know (a range outside its subnet). Called for
	 * a file with errors, too, whose values are missing then. Return: 0,
	 * or 1 with the errors logged. */
	int (*check)(void *settings);

	/* -t: name to @trial the ports that start() binds. NULL for none. */
	void (*ports)(const void *settings, struct port_trial *trial);
	/* -t, after check() and site_trial(): whether this machine has what
	 * @settings name, as the user that would serve. NULL for nothing.
	 * Return: as check(); -1 for no error, where that was said already. */
	int (*trial)(void *settings);

	/* Bind, as the user that started the program: ports, raw sockets.
	 * Return: 0 and the server; -errno, logged, with the next step to
	 * take. */
	int (*start)(const struct daemon_context *context, void *settings,
	    void **ret_server);
	/* Name to @sandbox what serving by @settings takes, beside the
	 * configuration's own folder and the events. NULL for nothing. */
	void (*confine)(const void *settings, struct sandbox *sandbox);
	/* Begin to serve, as the user that the daemon became: open files that
	 * it must own (a journal in the state folder). @context->events is
	 * open from here on. NULL where there is nothing. Return: as start().
	 */
	int (*begin)(void *server);
	/* Serve by @settings from the next request on. Return: 0; 1 when they
	 * cannot be used (logged) and the old ones stay. */
	int (*reload)(void *server, void *settings);
	/* Begin nothing new, and let what is under way go on to its end;
	 * sockets that were passed in are not read any more, so what arrives
	 * there waits for the next process. Called until it returns 0, or time
	 * is over. NULL: there is nothing to wait for. Return: transfers that
	 * are still under way. */
	unsigned (*drain)(void *server);
	/* Close and free everything; the loop ends after it. */
	void (*stop)(void *server);
};

/** daemon_main() - run @daemon to its end. Return: enum daemon_exit. */
int daemon_main(const struct daemon *daemon, int argc, char **argv);

/** daemon_is_inetd() - whether descriptor 0 is a socket of @type (SOCK_DGRAM,
 * SOCK_STREAM), as inetd and xinetd hand it over */
bool daemon_is_inetd(int type);

/** daemon_end() - from inside a server: stop, as SIGTERM would, with
 * @status of enum daemon_exit */
void daemon_end(const struct daemon_context *context, int status);

#endif
