/* SPDX-License-Identifier: ISC */
#include "common/daemon.h"

#include <check.h>
#include <errno.h>
#include <fcntl.h>
#include <getopt.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "common/config_value.h"
#include "common/site.h"

/*
 * A daemon that does nothing but write down what it was asked to do, run in a
 * child of its own. A letter for each callback: [n]ew and [f]ree settings,
 * [o]ption, [c]heck, [s]tart, [b]egin, [r]eload, [d]rain, [x] for stop.
 */

struct settings {
	struct site site;
	uint32_t number;
};

/* What each callback is to give back, and what it saw: shared with the child.
 */
static struct shared {
	char trace[256];
	size_t len;
	int option;
	int check;
	int start;
	int begin;
	unsigned n_busy; /* transfers; one less at each drain() */
	int reload;
	bool is_ending; /* the server ends itself, with 4 */
	bool is_ended_at_once;
	int signals[4]; /* raised one after the other, 20 ms apart */
	uint32_t number;
	bool has_events;
} * shared;

static char folder[64];

struct server {
	const struct daemon_context *context;
	struct loop_timer *timer;
	unsigned n_raised;
};

static void
note(char letter)
{
	if (shared->len == sizeof(shared->trace) - 1)
		abort();
	shared->trace[shared->len++] = letter;
}

static void *
settings_new(void)
{
	struct settings *settings = calloc(1, sizeof(*settings));

	note('n');
	ck_assert_int_eq(site_init(&settings->site), 0);
	free(settings->site.state);
	settings->site.state = malloc(sizeof(folder) + 8);
	snprintf(settings->site.state, sizeof(folder) + 8, "%s/state", folder);
	return settings;
}

static void
settings_free(void *owner)
{
	struct settings *settings = owner;

	note('f');
	site_free(&settings->site);
	free(settings);
}

static int
option(void *owner, int letter, const char *value)
{
	struct settings *settings = owner;

	note('o');
	ck_assert_int_eq(letter, 'n');
	settings->number = (uint32_t)strtoul(value, NULL, 10);
	return shared->option;
}

static int
check(void *owner)
{
	const struct settings *settings = owner;

	note('c');
	shared->number = settings->number;
	return shared->check;
}

static void
next_signal(void *owner)
{
	struct server *server = owner;

	if (shared->is_ending)
		daemon_end(server->context, DAEMON_EXIT_FAILED);
	else
		raise(shared->signals[server->n_raised++]);
	loop_timer_start(server->timer, 20);
}

static int
start(const struct daemon_context *context, void *settings, void **ret_server)
{
	struct server *server;

	(void)settings;
	note('s');
	if (shared->start < 0)
		return shared->start;
	server = calloc(1, sizeof(*server));
	server->context = context;
	ck_assert_ptr_null(context->events);
	ck_assert_int_eq(
	    loop_timer_new(context->loop, next_signal, server, &server->timer),
	    0);
	loop_timer_start(server->timer, 20);
	*ret_server = server;
	return 0;
}

static int
begin(void *owner)
{
	struct server *server = owner;

	note('b');
	shared->has_events = server->context->events != NULL;
	if (shared->is_ended_at_once)
		daemon_end(server->context, DAEMON_EXIT_OK);
	return shared->begin;
}

static int
reload(void *owner, void *settings)
{
	(void)owner;
	(void)settings;
	note('r');
	return shared->reload;
}

static unsigned
drain(void *owner)
{
	(void)owner;
	note('d');
	return shared->n_busy > 0 ? shared->n_busy-- : 0;
}

static void
stop(void *owner)
{
	struct server *server = owner;

	note('x');
	loop_timer_free(server->timer);
	free(server);
}

static const struct config_key number_keys[] = {
	{ "number", config_set_count, offsetof(struct settings, number), 0 },
	{ NULL, NULL, 0, 0 },
};

static const struct config_section sections[] = {
	{ .name = "site", .keys = site_keys },
	{ .name = "tftpd", .keys = number_keys },
	{ .name = NULL },
};

static const struct daemon fake = {
	.name = "fake",
	.own_options = "n:",
	.own_usage = "  -n N  a number\n",
	.sections = sections,
	.settings_new = settings_new,
	.settings_free = settings_free,
	.option = option,
	.check = check,
	.start = start,
	.begin = begin,
	.reload = reload,
	.drain = drain,
	.stop = stop,
};

static const char *
in_folder(const char *name)
{
	static char path[128];

	snprintf(path, sizeof(path), "%s/%s", folder, name);
	return path;
}

static void
set_up(void)
{
	shared = mmap(NULL, sizeof(*shared), PROT_READ | PROT_WRITE,
	    MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	ck_assert_ptr_ne(shared, MAP_FAILED);
	shared->signals[0] = SIGTERM;
	snprintf(folder, sizeof(folder), "/tmp/test_daemon.XXXXXX");
	ck_assert_ptr_nonnull(mkdtemp(folder));
	chmod(folder, 0755);
}

static void
tear_down(void)
{
	munmap(shared, sizeof(*shared));
	unlink(in_folder("state/events/fake.jsonl"));
	rmdir(in_folder("state/events"));
	rmdir(in_folder("state"));
	unlink(in_folder("ini"));
	unlink(in_folder("log"));
	rmdir(folder);
}

/* Without the default file, whatever this machine has there: -c names one. */
static void
write_ini(const char *text)
{
	FILE *file = fopen(in_folder("ini"), "w");

	ck_assert_ptr_nonnull(file);
	fputs(text, file);
	fclose(file);
}

/* Run the daemon to its end, output to FOLDER/log. Return: its exit status. */
static int
run(char *const *arguments)
{
	char *argv[8] = { (char *)"fake" };
	int argc = 1, status, fd;
	pid_t child;

	while (arguments[argc - 1] && argc < 7) {
		argv[argc] = arguments[argc - 1];
		argc++;
	}
	child = fork();
	ck_assert_int_ge(child, 0);
	if (child == 0) {
		fd = open(in_folder("log"), O_WRONLY | O_CREAT | O_TRUNC, 0644);
		dup2(fd, STDOUT_FILENO);
		dup2(fd, STDERR_FILENO);
		close(fd);
		alarm(10);
		exit(daemon_main(&fake, argc, argv));
	}
	ck_assert_int_eq(waitpid(child, &status, 0), child);
	ck_assert_msg(WIFEXITED(status), "ended by signal %d after '%s'",
	    WTERMSIG(status), shared->trace);
	return WEXITSTATUS(status);
}

static void
assert_run(char *const *arguments, int status, const char *trace)
{
	int got = run(arguments);

	ck_assert_str_eq(shared->trace, trace);
	ck_assert_int_eq(got, status);
}

static void
assert_logged(const char *text)
{
	char log[8192];
	int fd = open(in_folder("log"), O_RDONLY);
	ssize_t len = read(fd, log, sizeof(log) - 1);

	close(fd);
	ck_assert_int_ge(len, 0);
	log[len] = '\0';
	ck_assert_msg(strstr(log, text) != NULL, "no '%s' in '%s'", text, log);
}

#define RUN(...) ((char *[]){ __VA_ARGS__, NULL })

static char ini[128];

static void
name_ini(void)
{
	snprintf(ini, sizeof(ini), "%s", in_folder("ini"));
}

START_TEST(starts_serves_and_stops)
{
	write_ini("[tftpd]\nnumber = 5\n");
	name_ini();
	assert_run(RUN("-n", "7", "-c", ini), DAEMON_EXIT_OK, "nocsbdxf");
	ck_assert_uint_eq(shared->number, 7);
	ck_assert(shared->has_events);
}
END_TEST

/* By its command line alone it serves, and writes nothing anywhere. */
START_TEST(without_a_file_no_state_is_kept)
{
	assert_run(RUN("-n", "7"), DAEMON_EXIT_OK, "nocsbdxf");
	ck_assert(!shared->has_events);
	ck_assert_int_ne(access(in_folder("state"), F_OK), 0);
}
END_TEST

START_TEST(the_command_line_is_over_the_file)
{
	write_ini("[tftpd]\nnumber = 5\n");
	name_ini();
	assert_run(RUN("-t", "-c", ini), DAEMON_EXIT_OK, "ncf");
	ck_assert_uint_eq(shared->number, 5);
	assert_logged("fake: configuration OK\n");
	memset(shared->trace, 0, sizeof(shared->trace));
	shared->len = 0;
	assert_run(RUN("-n", "7", "-t", "-c", ini), DAEMON_EXIT_OK, "nocf");
	ck_assert_uint_eq(shared->number, 7);
}
END_TEST

START_TEST(what_was_said_before_anything_starts)
{
	static const struct {
		const char *argument;
		int status;
		const char *said;
	} rows[] = {
		{ "-h", DAEMON_EXIT_OK, "  -n N  a number\n" },
		{ "-V", DAEMON_EXIT_OK, "fake (Bootyard) " },
		{ "-Z", DAEMON_EXIT_USAGE, "fake: try 'fake -h'\n" },
		{ "-n", DAEMON_EXIT_USAGE, "fake: try 'fake -h'\n" },
		{ "word", DAEMON_EXIT_USAGE, "'word' is not an option" },
	};

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		char argument[8];

		snprintf(argument, sizeof(argument), "%s", rows[i].argument);
		assert_run(RUN(argument), rows[i].status, "");
		assert_logged(rows[i].said);
	}
}
END_TEST

START_TEST(a_bad_file)
{
	write_ini("[tftpd]\nnumber = x\n");
	name_ini();
	assert_run(RUN("-c", ini), DAEMON_EXIT_CONFIG, "ncf");
	assert_logged("ini:2: number = x: not a number\n");
}
END_TEST

START_TEST(a_bad_option)
{
	shared->option = 1;
	assert_run(RUN("-n", "x"), DAEMON_EXIT_USAGE, "nof");
}
END_TEST

START_TEST(too_many_options)
{
	char *argv[67] = { (char *)"fake" };
	int got;

	shared->check = 1;
	for (int n = 64; n <= 65; n++) {
		pid_t child = fork();

		if (child == 0) {
			for (int i = 1; i <= n; i++)
				argv[i] = (char *)"-n1";
			optind = 1;
			_exit(daemon_main(&fake, n + 1, argv));
		}
		ck_assert_int_eq(waitpid(child, &got, 0), child);
		ck_assert(WIFEXITED(got));
		ck_assert_int_eq(WEXITSTATUS(got),
		    n > 64 ? DAEMON_EXIT_USAGE : DAEMON_EXIT_CONFIG);
		ck_assert_uint_eq(shared->len, 1 + 64 + 1 + 1);
	}
}
END_TEST

START_TEST(a_check_that_fails)
{
	shared->check = 1;
	assert_run(RUN("-n", "1"), DAEMON_EXIT_CONFIG, "nocf");
}
END_TEST

START_TEST(a_start_that_fails)
{
	shared->start = -EADDRINUSE;
	assert_run(RUN("-n", "1"), DAEMON_EXIT_START, "nocsf");
}
END_TEST

START_TEST(a_begin_that_fails)
{
	shared->begin = -EACCES;
	assert_run(RUN("-n", "1"), DAEMON_EXIT_START, "nocsbxf");
}
END_TEST

START_TEST(a_server_that_ends_itself)
{
	shared->is_ending = true;
	assert_run(RUN("-n", "1"), DAEMON_EXIT_FAILED, "nocsbxf");
}
END_TEST

START_TEST(a_server_that_ends_before_it_serves)
{
	shared->is_ended_at_once = true;
	assert_run(RUN("-n", "1"), DAEMON_EXIT_OK, "nocsbxf");
}
END_TEST

/* Old settings are freed only after the server took the new ones, and new ones
 * that it refuses are. */
START_TEST(reloads)
{
	shared->signals[0] = SIGHUP;
	shared->signals[1] = SIGHUP;
	shared->signals[2] = SIGINT;
	assert_run(RUN("-n", "1"), DAEMON_EXIT_OK, "nocsbnocrfnocrfxf");
	assert_logged("info: reload: the configuration was read again\n");
}
END_TEST

START_TEST(a_reload_that_is_refused)
{
	shared->signals[0] = SIGHUP;
	shared->signals[1] = SIGTERM;
	shared->reload = 1;
	assert_run(RUN("-n", "1"), DAEMON_EXIT_OK, "nocsbnocrfdxf");
	assert_logged("error: reload: the running configuration stays\n");
}
END_TEST

/* SIGTERM: what is under way goes on to its end. */
START_TEST(a_stop_waits_for_transfers)
{
	shared->n_busy = 2;
	assert_run(RUN("-n", "1"), DAEMON_EXIT_OK, "nocsbdddxf");
}
END_TEST

START_TEST(a_stop_waits_for_so_long)
{
	shared->n_busy = 1000;
	write_ini("[site]\nstop-timeout = 10ms\n");
	name_ini();
	assert_run(RUN("-c", ini), DAEMON_EXIT_OK, "ncsbddxf");
	assert_logged("warning: stopping: 999 transfers are cut");
}
END_TEST

START_TEST(asked_twice_it_stops_at_once)
{
	shared->n_busy = 1000;
	shared->signals[1] = SIGTERM;
	ck_assert_int_eq(run(RUN("-n", "1")), DAEMON_EXIT_OK);
	ck_assert_uint_gt(shared->n_busy, 990);
	shared->signals[0] = SIGINT;
	ck_assert_int_eq(run(RUN("-n", "1")), DAEMON_EXIT_OK);
	ck_assert_uint_gt(shared->n_busy, 990);
}
END_TEST

START_TEST(a_pipe_that_breaks_is_not_the_end)
{
	shared->signals[0] = SIGPIPE;
	shared->signals[1] = SIGTERM;
	assert_run(RUN("-n", "1"), DAEMON_EXIT_OK, "nocsbdxf");
}
END_TEST

START_TEST(a_server_without_a_state_folder)
{
	/* A file is in the folder's place. */
	int fd = open(in_folder("state"), O_CREAT | O_WRONLY, 0644);

	close(fd);
	write_ini("[tftpd]\nnumber = 5\n");
	name_ini();
	assert_run(RUN("-c", ini), DAEMON_EXIT_OK, "ncsbdxf");
	ck_assert(!shared->has_events);
	unlink(in_folder("state"));
}
END_TEST

START_TEST(inetd_is_known_by_its_socket)
{
	int standard_input = dup(STDIN_FILENO);
	int udp = socket(AF_INET, SOCK_DGRAM, 0);
	int tcp = socket(AF_INET, SOCK_STREAM, 0);
	int file = open("/dev/null", O_RDONLY);

	dup2(udp, STDIN_FILENO);
	ck_assert(daemon_is_inetd(SOCK_DGRAM));
	ck_assert(!daemon_is_inetd(SOCK_STREAM));
	dup2(tcp, STDIN_FILENO);
	ck_assert(daemon_is_inetd(SOCK_STREAM));
	ck_assert(!daemon_is_inetd(SOCK_DGRAM));
	dup2(file, STDIN_FILENO);
	ck_assert(!daemon_is_inetd(SOCK_DGRAM));
	close(STDIN_FILENO);
	ck_assert(!daemon_is_inetd(SOCK_DGRAM));
	dup2(standard_input, STDIN_FILENO);
	close(standard_input);
	close(udp);
	close(tcp);
	close(file);
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("daemon");
	TCase *tcase = tcase_create("daemon");
	SRunner *runner;
	int failed;

	tcase_add_checked_fixture(tcase, set_up, tear_down);
	tcase_set_timeout(tcase, 20);
	tcase_add_test(tcase, starts_serves_and_stops);
	tcase_add_test(tcase, the_command_line_is_over_the_file);
	tcase_add_test(tcase, what_was_said_before_anything_starts);
	tcase_add_test(tcase, a_bad_file);
	tcase_add_test(tcase, a_bad_option);
	tcase_add_test(tcase, too_many_options);
	tcase_add_test(tcase, a_check_that_fails);
	tcase_add_test(tcase, a_start_that_fails);
	tcase_add_test(tcase, a_begin_that_fails);
	tcase_add_test(tcase, a_server_that_ends_itself);
	tcase_add_test(tcase, a_server_that_ends_before_it_serves);
	tcase_add_test(tcase, reloads);
	tcase_add_test(tcase, a_reload_that_is_refused);
	tcase_add_test(tcase, a_stop_waits_for_transfers);
	tcase_add_test(tcase, a_stop_waits_for_so_long);
	tcase_add_test(tcase, asked_twice_it_stops_at_once);
	tcase_add_test(tcase, a_pipe_that_breaks_is_not_the_end);
	tcase_add_test(tcase, a_server_without_a_state_folder);
	tcase_add_test(tcase, without_a_file_no_state_is_kept);
	tcase_add_test(tcase, inetd_is_known_by_its_socket);
	suite_add_tcase(suite, tcase);
	runner = srunner_create(suite);
	srunner_run_all(runner, CK_NORMAL);
	failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
