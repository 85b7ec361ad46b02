/* SPDX-License-Identifier: ISC */
#include "repod/ftp_turns.h"

#include <check.h>
#include <stdlib.h>

enum {
	N = 5
};

static struct ftp_turns turns;
static struct ftp_turn turn[N];
static int came[N], n_came; /* in the order of their coming */

static void
note(struct ftp_turn *who)
{
	came[n_came++] = (int)(who - turn);
}

/* One who is through at once. */
static void
note_and_leave(struct ftp_turn *who)
{
	note(who);
	ftp_turns_leave(&turns, who);
}

static void
set_up(void)
{
	ftp_turns_init(&turns);
	for (int i = 0; i < N; i++)
		turn[i] = (struct ftp_turn){ .is_waiting = false };
	n_came = 0;
}

START_TEST(without_a_limit)
{
	for (int i = 0; i < N; i++)
		ck_assert(ftp_turns_take(&turns, &turn[i], note));
	for (int i = 0; i < N; i++)
		ftp_turns_leave(&turns, &turn[i]);
	ck_assert_int_eq(n_came, 0);
	ck_assert_uint_eq(turns.n, 0);
}
END_TEST

START_TEST(first_come_first_served)
{
	turns.max = 2;
	for (int i = 0; i < N; i++)
		ck_assert_int_eq(ftp_turns_take(&turns, &turn[i], note), i < 2);
	/* One who gives up the wait is passed over. */
	ftp_turns_leave(&turns, &turn[3]);
	ck_assert_int_eq(n_came, 0);
	ftp_turns_leave(&turns, &turn[1]);
	ck_assert_int_eq(n_came, 1);
	ck_assert_int_eq(came[0], 2);
	/* Twice is once. */
	ftp_turns_leave(&turns, &turn[1]);
	ck_assert_int_eq(n_came, 1);
	/* Whoever comes later waits behind those who do. */
	ck_assert(!ftp_turns_take(&turns, &turn[1], note));
	ftp_turns_leave(&turns, &turn[0]);
	ftp_turns_leave(&turns, &turn[2]);
	ck_assert_int_eq(n_came, 3);
	ck_assert_int_eq(came[1], 4);
	ck_assert_int_eq(came[2], 1);
}
END_TEST

START_TEST(those_who_leave_at_once)
{
	turns.max = 1;
	ck_assert(ftp_turns_take(&turns, &turn[0], note));
	for (int i = 1; i < N; i++)
		ck_assert(!ftp_turns_take(&turns, &turn[i], note_and_leave));
	ftp_turns_leave(&turns, &turn[0]);
	ck_assert_int_eq(n_came, N - 1);
	for (int i = 1; i < N; i++)
		ck_assert_int_eq(came[i - 1], i);
	ck_assert_uint_eq(turns.n, 0);
}
END_TEST

START_TEST(more_places)
{
	turns.max = 1;
	for (int i = 0; i < N; i++)
		ftp_turns_take(&turns, &turn[i], note);
	turns.max = 3;
	ftp_turns_call(&turns);
	ck_assert_int_eq(n_came, 2);
	turns.max = 0;
	ftp_turns_call(&turns);
	ck_assert_int_eq(n_came, N - 1);
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("ftp_turns");
	TCase *tcase = tcase_create("ftp_turns");
	SRunner *runner;
	int failed;

	tcase_add_checked_fixture(tcase, set_up, NULL);
	tcase_add_test(tcase, without_a_limit);
	tcase_add_test(tcase, first_come_first_served);
	tcase_add_test(tcase, those_who_leave_at_once);
	tcase_add_test(tcase, more_places);
	suite_add_tcase(suite, tcase);
	runner = srunner_create(suite);
	srunner_run_all(runner, CK_NORMAL);
	failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
