/* SPDX-License-Identifier: ISC */
#include "common/notify.h"

#include <check.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

/* A manager that listens on a name of the abstract kind. */
static int manager;
static char name[64];

static void
setup(void)
{
	struct sockaddr_un address = { .sun_family = AF_UNIX };
	int len =
	    snprintf(name, sizeof(name), "@test-notify-%d", (int)getpid());

	memcpy(address.sun_path, name, (size_t)len);
	address.sun_path[0] = '\0';
	manager = socket(AF_UNIX, SOCK_DGRAM | SOCK_NONBLOCK, 0);
	ck_assert_int_eq(
	    bind(manager, (struct sockaddr *)&address,
		(socklen_t)(offsetof(struct sockaddr_un, sun_path) +
		    (size_t)len)),
	    0);
}

static void
teardown(void)
{
	close(manager);
}

static const char *
heard(void)
{
	static char text[256];
	ssize_t len = recv(manager, text, sizeof(text) - 1, 0);

	text[len < 0 ? 0 : len] = '\0';
	return text;
}

START_TEST(the_manager_hears)
{
	struct notify notify;

	setenv("NOTIFY_SOCKET", name, 1);
	notify_open(&notify);
	notify_send(&notify, "READY=1");
	ck_assert_str_eq(heard(), "READY=1");
	notify_reloading(&notify);
	ck_assert_ptr_nonnull(strstr(heard(), "RELOADING=1\nMONOTONIC_USEC="));
	notify_stopping(&notify, 90000);
	ck_assert_str_eq(heard(), "STOPPING=1\nEXTEND_TIMEOUT_USEC=95000000");
	notify_close(&notify);
	notify_send(&notify, "STOPPING=1");
	ck_assert_str_eq(heard(), "");
	ck_assert_ptr_null(getenv("NOTIFY_SOCKET"));
}
END_TEST

/* The queue of a manager that reads nothing fills up, and we go on. */
START_TEST(a_manager_that_does_not_read)
{
	struct notify notify;

	setenv("NOTIFY_SOCKET", name, 1);
	notify_open(&notify);
	for (int i = 0; i < 10000; i++)
		notify_send(&notify, "WATCHDOG=1");
	ck_assert_str_eq(heard(), "WATCHDOG=1");
	notify_close(&notify);
}
END_TEST

static const struct {
	const char *name;
} no_manager[] = { { NULL }, { "" }, { "@" }, { "/" }, { "relative" },
	{ "/no/such/socket" }, { "@no-such-name" },
	{ "/123456789012345678901234567890123456789012345678901234567890"
	  "123456789012345678901234567890123456789012345678901234567890" } };

START_TEST(nobody_listens)
{
	struct notify notify;

	unsetenv("NOTIFY_SOCKET");
	if (no_manager[_i].name)
		setenv("NOTIFY_SOCKET", no_manager[_i].name, 1);
	setenv("WATCHDOG_USEC", "1000000", 1);
	notify_open(&notify);
	ck_assert_int_eq(notify.fd, -1);
	ck_assert_uint_eq(notify.watchdog_ms, 0);
	notify_send(&notify, "READY=1");
	notify_close(&notify);
}
END_TEST

/* Half the manager's patience, for this process alone. */
static const struct {
	const char *limit;
	int pid; /* 0: not named; 1: ours; 2: another's */
	uint64_t ms;
} watchdogs[] = {
	{ "30000000", 0, 15000 },
	{ "30000000", 1, 15000 },
	{ "30000000", 2, 0 },
	{ "0", 1, 0 },
	{ "", 1, 0 },
	{ "soon", 1, 0 },
	{ "99999999999999999999", 1, 0 },
	{ NULL, 1, 0 },
};

START_TEST(the_watchdogs_time)
{
	struct notify notify;
	char pid[16];

	snprintf(
	    pid, sizeof(pid), "%d", (int)getpid() + (watchdogs[_i].pid == 2));
	setenv("NOTIFY_SOCKET", name, 1);
	if (watchdogs[_i].limit)
		setenv("WATCHDOG_USEC", watchdogs[_i].limit, 1);
	if (watchdogs[_i].pid)
		setenv("WATCHDOG_PID", pid, 1);
	notify_open(&notify);
	ck_assert_uint_eq(notify.watchdog_ms, watchdogs[_i].ms);
	ck_assert_ptr_null(getenv("WATCHDOG_USEC"));
	ck_assert_ptr_null(getenv("WATCHDOG_PID"));
	notify_close(&notify);
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("notify");
	TCase *tests = tcase_create("notify");
	SRunner *runner;
	int failed;

	tcase_add_checked_fixture(tests, setup, teardown);
	tcase_add_test(tests, the_manager_hears);
	tcase_add_test(tests, a_manager_that_does_not_read);
	tcase_add_loop_test(tests, nobody_listens, 0,
	    sizeof(no_manager) / sizeof(no_manager[0]));
	tcase_add_loop_test(tests, the_watchdogs_time, 0,
	    sizeof(watchdogs) / sizeof(watchdogs[0]));
	suite_add_tcase(suite, tests);
	runner = srunner_create(suite);
	srunner_run_all(runner, CK_NORMAL);
	failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed != 0;
}
