/* SPDX-License-Identifier: ISC */
#include "common/tls.h"

#include <check.h>
#include <errno.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "common/log.h"

static char folder[] = "/tmp/test_tls.XXXXXX";
static struct loop *loop;
static struct loop_timer *timer;

static const char *
in_folder(const char *name)
{
	static char paths[4][64];
	static unsigned n;
	char *path = paths[n++ % 4];

	snprintf(path, 64, "%s/%s", folder, name);
	return path;
}

/* A certificate and its key, by OpenSSL's own program. */
static void
make_pair(const char *certificate, const char *key)
{
	char command[512];

	snprintf(command, sizeof(command),
	    "openssl req -x509 -newkey ec -pkeyopt "
	    "ec_paramgen_curve:prime256v1 -nodes -days 2 -subj /CN=test "
	    "-out %s -keyout %s 2>/dev/null",
	    in_folder(certificate), in_folder(key));
	ck_assert_int_eq(system(command), 0);
}

static void
on_timer(void *owner)
{
	(void)owner;
	loop_stop(loop);
}

static void
setup(void)
{
	memcpy(folder + strlen(folder) - 6, "XXXXXX", 6);
	ck_assert_ptr_nonnull(mkdtemp(folder));
	make_pair("one.pem", "one.key");
	make_pair("two.pem", "two.key");
	log_open("test", 0);
	loop = loop_new();
	ck_assert_int_eq(loop_timer_new(loop, on_timer, NULL, &timer), 0);
}

static void
teardown(void)
{
	static const char *const names[] = { "one.pem", "one.key", "two.pem",
		"two.key" };

	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		remove(in_folder(names[i]));
	rmdir(folder);
	loop_timer_free(timer);
	loop_free(loop);
}

static struct tls_server *
server_of_one(void)
{
	struct tls_server *server;

	ck_assert_int_eq(tls_server_new(loop, in_folder("one.pem"),
			     in_folder("one.key"), &server),
	    0);
	return server;
}

/* Let the loop do what waits. */
static void
run(void)
{
	loop_timer_start(timer, 50);
	loop_run(loop);
}

/* Whether the other end is gone, within what the loop did. */
static bool
is_over(int fd)
{
	struct pollfd wait = { .fd = fd, .events = POLLIN };
	char bytes[256];

	while (poll(&wait, 1, 0) == 1) {
		if (recv(fd, bytes, sizeof(bytes), MSG_DONTWAIT) <= 0)
			return true;
	}
	return false;
}

static const struct {
	const char *certificate, *key;
} bad[] = {
	{ "missing.pem", "one.key" },
	{ "one.pem", "missing.key" },
	{ "one.pem", "two.key" },
	{ "one.key", "one.pem" },
};

START_TEST(refuses_a_pair_that_is_none)
{
	struct tls_server *server = server_of_one();

	ck_assert_int_lt(tls_server_load(server, in_folder(bad[_i].certificate),
			     in_folder(bad[_i].key)),
	    0);
	tls_server_free(server);
	ck_assert_int_lt(tls_server_new(loop, in_folder(bad[_i].certificate),
			     in_folder(bad[_i].key), &server),
	    0);
}
END_TEST

START_TEST(takes_another_pair)
{
	struct tls_server *server = server_of_one();

	ck_assert_int_eq(
	    tls_server_load(server, in_folder("two.pem"), in_folder("two.key")),
	    0);
	tls_server_free(server);
	tls_server_free(NULL);
}
END_TEST

START_TEST(ends_what_speaks_no_tls)
{
	static const char request[] = "GET / HTTP/1.1\r\nHost: a\r\n\r\n";
	struct tls_server *server = server_of_one();
	int peer[2], plain;

	ck_assert_int_eq(
	    socketpair(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK, 0, peer), 0);
	ck_assert_int_eq(tls_server_accept(server, peer[0], &plain), 0);
	run();
	ck_assert(!is_over(plain));
	ck_assert_int_gt(write(peer[1], request, sizeof(request) - 1), 0);
	run();
	ck_assert(is_over(plain));
	ck_assert(is_over(peer[1]));
	close(plain);
	close(peer[1]);
	tls_server_free(server);
}
END_TEST

/* Whoever holds the plain end cuts a handshake by closing it; and the server
 * may go while connections are there. */
START_TEST(ends_with_the_plain_end_and_with_the_server)
{
	struct tls_server *server = server_of_one();
	int peer[2], other[2], plain, kept;

	ck_assert_int_eq(
	    socketpair(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK, 0, peer), 0);
	ck_assert_int_eq(
	    socketpair(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK, 0, other), 0);
	ck_assert_int_eq(tls_server_accept(server, peer[0], &plain), 0);
	ck_assert_int_eq(tls_server_accept(server, other[0], &kept), 0);
	close(plain);
	run();
	ck_assert(is_over(peer[1]));
	ck_assert(!is_over(other[1]));
	tls_server_free(server);
	ck_assert(is_over(other[1]));
	ck_assert(is_over(kept));
	close(peer[1]);
	close(other[1]);
	close(kept);
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("tls");
	TCase *tests = tcase_create("tls");
	SRunner *runner = srunner_create(suite);
	int failed;

	suite_add_tcase(suite, tests);
	tcase_add_checked_fixture(tests, setup, teardown);
	if (tls_is_built()) {
		tcase_add_loop_test(tests, refuses_a_pair_that_is_none, 0,
		    sizeof(bad) / sizeof(bad[0]));
		tcase_add_test(tests, takes_another_pair);
		tcase_add_test(tests, ends_what_speaks_no_tls);
		tcase_add_test(
		    tests, ends_with_the_plain_end_and_with_the_server);
	}
	srunner_run_all(runner, CK_NORMAL);
	failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
