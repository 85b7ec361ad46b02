/* SPDX-License-Identifier: ISC */
#include "tftpd/round_trip.h"

#include <check.h>
#include <stdlib.h>

#define MS UINT64_C(1000)

/* What a row's answers, in microseconds, make of the wait. */
static const struct row {
	uint64_t answers[4];
	unsigned n;
	uint64_t smooth_us, wait_us;
} rows[] = {
	{ { 0 }, 0, 0, 1000 * MS },
	{ { 0 }, 1, 1, 20 * MS },	      /* the clock did not move */
	{ { 100 }, 1, 100, 20 * MS },	      /* never below the least */
	{ { 10 * MS }, 1, 10 * MS, 30 * MS }, /* smooth + 4 * half of it */
	{ { 10 * MS, 10 * MS }, 2, 10 * MS, 25 * MS },
	{ { 80 * MS, 160 * MS }, 2, 90 * MS, 290 * MS },
	{ { 160 * MS, 80 * MS }, 2, 150 * MS, 470 * MS },
	{ { 2666 * MS }, 1, 2666 * MS, 7998 * MS },
	{ { 3000 * MS }, 1, 3000 * MS, 8000 * MS }, /* nor above the most */
};

START_TEST(answers_are_learnt_from)
{
	const struct row *row = &rows[_i];
	struct round_trip round_trip = round_trip_start();

	for (unsigned i = 0; i < row->n; i++)
		round_trip_measure(&round_trip, row->answers[i]);
	ck_assert_uint_eq(round_trip.smooth_us, row->smooth_us);
	ck_assert_uint_eq(round_trip_wait(&round_trip), row->wait_us);
}
END_TEST

static void
assert_waits(uint64_t answer_us, const uint64_t want_ms[10])
{
	struct round_trip round_trip = round_trip_start();

	if (answer_us > 0)
		for (int i = 0; i < 50; i++)
			round_trip_measure(&round_trip, answer_us);
	for (unsigned i = 0; i < 10; i++) {
		ck_assert_uint_eq(round_trip.tries, i);
		ck_assert_uint_eq(
		    round_trip_wait(&round_trip) / MS, want_ms[i]);
		round_trip_missed(&round_trip);
	}
}

START_TEST(each_miss_doubles_the_wait)
{
	assert_waits(0,
	    (const uint64_t[]){
		1000, 2000, 4000, 8000, 8000, 8000, 8000, 8000, 8000, 8000 });
	assert_waits(100,
	    (const uint64_t[]){
		20, 40, 80, 1000, 2000, 4000, 8000, 8000, 8000, 8000 });
	assert_waits(500 * MS,
	    (const uint64_t[]){
		500, 1000, 2000, 4000, 8000, 8000, 8000, 8000, 8000, 8000 });
}
END_TEST

START_TEST(an_answer_ends_the_count_and_a_measure_the_wait)
{
	struct round_trip round_trip = round_trip_start();

	round_trip_measure(&round_trip, 100);
	round_trip_missed(&round_trip);
	round_trip_missed(&round_trip);
	round_trip_answered(&round_trip);
	ck_assert_uint_eq(round_trip.tries, 0);
	ck_assert_uint_eq(round_trip_wait(&round_trip), 80 * MS);
	round_trip_measure(&round_trip, 100);
	ck_assert_uint_eq(round_trip_wait(&round_trip), 20 * MS);
}
END_TEST

START_TEST(answers_in_time_shrink_the_wait)
{
	struct round_trip round_trip = round_trip_start();

	/* Nothing was measured: there is nothing to go back to. */
	round_trip_answered(&round_trip);
	ck_assert_uint_eq(round_trip_wait(&round_trip), 1000 * MS);

	round_trip_measure(&round_trip, 12 * MS);
	round_trip_missed(&round_trip);
	round_trip_missed(&round_trip);
	/* This one came late. */
	round_trip_answered(&round_trip);
	ck_assert_uint_eq(round_trip_wait(&round_trip), 144 * MS);
	round_trip_answered(&round_trip);
	ck_assert_uint_eq(round_trip_wait(&round_trip), 72 * MS);
	round_trip_answered(&round_trip);
	ck_assert_uint_eq(round_trip_wait(&round_trip), 36 * MS);
	round_trip_answered(&round_trip);
	ck_assert_uint_eq(round_trip_wait(&round_trip), 36 * MS);
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("round_trip");
	TCase *tests = tcase_create("round_trip");
	SRunner *runner = srunner_create(suite);
	int failed;

	suite_add_tcase(suite, tests);
	tcase_add_loop_test(tests, answers_are_learnt_from, 0,
	    (int)(sizeof(rows) / sizeof(rows[0])));
	tcase_add_test(tests, each_miss_doubles_the_wait);
	tcase_add_test(tests, an_answer_ends_the_count_and_a_measure_the_wait);
	tcase_add_test(tests, answers_in_time_shrink_the_wait);
	srunner_run_all(runner, CK_NORMAL);
	failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
