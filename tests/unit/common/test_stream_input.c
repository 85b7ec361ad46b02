/* SPDX-License-Identifier: ISC */
#include "common/stream_input.h"

#include <check.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

static struct stream_input input;
static int ends[2];

/* What was offered last, and how much of it is consumed. */
static char offered[STREAM_INPUT_MAX + 1];
static size_t n_offered;
static ssize_t consumes;

static ssize_t
on_offer(void *owner, const uint8_t *bytes, size_t len)
{
	ck_assert_ptr_eq(owner, &input);
	ck_assert_uint_le(len, STREAM_INPUT_MAX);
	memcpy(offered, bytes, len);
	n_offered = len;
	return consumes < (ssize_t)len ? consumes : (ssize_t)len;
}

static void
setup(void)
{
	memset(&input, 0, sizeof(input));
	n_offered = 0;
	consumes = 0;
	ck_assert_int_eq(
	    socketpair(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK, 0, ends), 0);
}

static void
teardown(void)
{
	stream_input_free(&input);
	close(ends[0]);
	if (ends[1] >= 0)
		close(ends[1]);
}

static ssize_t
receive(void)
{
	return stream_input_receive(&input, ends[0], on_offer, &input);
}

static void
expect_offered(const char *want)
{
	ck_assert_uint_eq(n_offered, strlen(want));
	ck_assert_mem_eq(offered, want, n_offered);
}

START_TEST(keeps_nothing_that_was_consumed)
{
	consumes = 100;
	ck_assert_int_eq(write(ends[1], "abc", 3), 3);
	ck_assert_int_eq(receive(), 3);
	expect_offered("abc");
	ck_assert_ptr_null(input.bytes);
	ck_assert_uint_eq(input.len, 0);
}
END_TEST

START_TEST(offers_what_is_left_with_what_comes)
{
	consumes = 1;
	ck_assert_int_eq(write(ends[1], "abc", 3), 3);
	ck_assert_int_eq(receive(), 3);
	ck_assert_int_eq(write(ends[1], "de", 2), 2);
	ck_assert_int_eq(receive(), 2);
	expect_offered("bcde");
	ck_assert_int_eq(stream_input_offer(&input, on_offer, &input), 0);
	expect_offered("cde");
	consumes = 2;
	ck_assert_int_eq(stream_input_offer(&input, on_offer, &input), 0);
	expect_offered("de");
	ck_assert_ptr_null(input.bytes);
	n_offered = 42;
	ck_assert_int_eq(stream_input_offer(&input, on_offer, &input), 0);
	ck_assert_uint_eq(n_offered, 42);
}
END_TEST

START_TEST(tells_the_end_and_the_lack_of_anything)
{
	ck_assert_int_eq(receive(), -EAGAIN);
	ck_assert_int_eq(write(ends[1], "a", 1), 1);
	ck_assert_int_eq(receive(), 1);
	ck_assert_int_eq(receive(), -EAGAIN);
	close(ends[1]);
	ends[1] = -1;
	ck_assert_int_eq(receive(), 0);
	ck_assert_uint_eq(input.len, 1);
}
END_TEST

START_TEST(leaves_alone_what_is_gone)
{
	consumes = -ECANCELED;
	ck_assert_int_eq(write(ends[1], "abc", 3), 3);
	ck_assert_int_eq(receive(), -ECANCELED);
	ck_assert_ptr_null(input.bytes);
	consumes = 0;
	ck_assert_int_eq(write(ends[1], "abc", 3), 3);
	ck_assert_int_eq(receive(), 3);
	consumes = -ECANCELED;
	ck_assert_int_eq(
	    stream_input_offer(&input, on_offer, &input), -ECANCELED);
}
END_TEST

START_TEST(grows_to_its_limit)
{
	char octets[4096];
	size_t sent = 0;

	for (size_t i = 0; i < sizeof(octets); i++)
		octets[i] = (char)(i * 31);
	while (input.len < STREAM_INPUT_MAX) {
		ck_assert_uint_lt(sent, 4 * STREAM_INPUT_MAX);
		/* more than one read takes */
		for (int i = 0; i < 2; i++)
			sent += (size_t)write(ends[1], octets, sizeof(octets));
		ck_assert_int_gt(receive(), 0);
	}
	ck_assert_uint_eq(n_offered, STREAM_INPUT_MAX);
	for (size_t i = 0; i < STREAM_INPUT_MAX; i += sizeof(octets))
		ck_assert_mem_eq(offered + i, octets, sizeof(octets));
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("stream_input");
	TCase *tests = tcase_create("stream_input");
	SRunner *runner = srunner_create(suite);
	int failed;

	suite_add_tcase(suite, tests);
	tcase_add_checked_fixture(tests, setup, teardown);
	tcase_add_test(tests, keeps_nothing_that_was_consumed);
	tcase_add_test(tests, offers_what_is_left_with_what_comes);
	tcase_add_test(tests, tells_the_end_and_the_lack_of_anything);
	tcase_add_test(tests, leaves_alone_what_is_gone);
	tcase_add_test(tests, grows_to_its_limit);
	srunner_run_all(runner, CK_NORMAL);
	failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
