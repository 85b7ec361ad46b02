/* SPDX-License-Identifier: ISC */
#include "common/daemon_options.h"

#include <getopt.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

static void
print_version(const struct daemon *daemon)
{
	printf("%s (Bootyard) " BOOTYARD_VERSION ", built with %s\n",
	    daemon->name, *BOOTYARD_WITH ? BOOTYARD_WITH : "nothing optional");
}

static void
print_help(const struct daemon *daemon)
{
	printf("usage: %s [-tvVh] [-c FILE]%s\n\n"
	       "  -c FILE   read FILE, not " DAEMON_CONFIG_DEFAULT "\n"
	       "  -t        check the configuration and stop\n"
	       "  -v        say more of what happens\n"
	       "  -V        print the version and stop\n"
	       "  -h        print this and stop\n"
	       "%s"
	       "\n%s(8) and bootyard.ini(5) tell the rest.\n",
	    daemon->name, daemon->own_usage ? " [options]" : "",
	    daemon->own_usage ? daemon->own_usage : "", daemon->name);
}

static const struct daemon_tool *
find_tool(const struct daemon *daemon, int letter)
{
	const struct daemon_tool *tool = daemon->tools;

	while (tool && tool->letter && tool->letter != letter)
		tool++;
	return tool && tool->letter ? tool : NULL;
}

/* Return: 0; -1 where there are too many. */
static int
keep_own(
    struct daemon_options *options, const struct daemon *daemon, int letter)
{
	const struct daemon_tool *tool = find_tool(daemon, letter);

	if (options->n_own == DAEMON_OPTIONS_MAX) {
		fprintf(stderr, "%s: more than %d options\n", daemon->name,
		    DAEMON_OPTIONS_MAX);
		return -1;
	}
	options->own[options->n_own].letter = letter;
	options->own[options->n_own++].value = optarg;
	if (!options->tool)
		options->tool = tool;
	options->says_what |= !tool &&
	    !(daemon->plain_options && strchr(daemon->plain_options, letter));
	return 0;
}

/* Return: -1 to go on; else the exit status. */
static int
take_option(
    struct daemon_options *options, const struct daemon *daemon, int letter)
{
	switch (letter) {
	case 'c':
		options->config = optarg;
		return -1;
	case 't':
		options->is_test = true;
		return -1;
	case 'v':
		options->verbosity++;
		return -1;
	case 'V':
		print_version(daemon);
		return DAEMON_EXIT_OK;
	case 'h':
		print_help(daemon);
		return DAEMON_EXIT_OK;
	case '?':
		fprintf(
		    stderr, "%s: try '%s -h'\n", daemon->name, daemon->name);
		return DAEMON_EXIT_USAGE;
	default:
		if (keep_own(options, daemon, letter) < 0)
			return DAEMON_EXIT_USAGE;
		return -1;
	}
}

int
daemon_options_read(const struct daemon *daemon, int argc, char **argv,
    struct daemon_options *ret_options)
{
	static const struct option none[] = { { NULL, 0, NULL, 0 } };
	struct daemon_options options = { 0 };
	char letters[128];
	int letter, status;

	snprintf(letters, sizeof(letters), "c:tvVh%s",
	    daemon->own_options ? daemon->own_options : "");
	while ((letter = getopt_long(argc, argv, letters,
		    daemon->own_long ? daemon->own_long : none, NULL)) != -1) {
		status = take_option(&options, daemon, letter);
		if (status >= 0)
			return status;
	}
	if (optind < argc) {
		fprintf(stderr, "%s: '%s' is not an option; try '%s -h'\n",
		    daemon->name, argv[optind], daemon->name);
		return DAEMON_EXIT_USAGE;
	}
	*ret_options = options;
	return -1;
}

const char *
daemon_options_path(const struct daemon_options *options)
{
	if (options->config)
		return options->config;
	if (options->says_what || access(DAEMON_CONFIG_DEFAULT, F_OK) < 0)
		return NULL;
	return DAEMON_CONFIG_DEFAULT;
}
