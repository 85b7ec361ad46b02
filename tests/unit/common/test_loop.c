/* SPDX-License-Identifier: ISC */
#include "common/loop.h"

#include <check.h>
#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <pthread.h>
#include <signal.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "tests/unit/common/guarded_loop.h"

/* --- timers --- */

struct timed {
	struct loop_timer *timer;
	struct loop_timer *other;
	unsigned n_fired;
	uint64_t at_ms;
};

static void
fire_and_stop(void *owner)
{
	struct timed *timed = owner;

	timed->n_fired++;
	timed->at_ms = loop_now_ms(loop);
	loop_stop(loop);
}

static void
fire_and_free(void *owner)
{
	struct timed *timed = owner;

	timed->n_fired++;
	loop_timer_free(timed->timer);
	loop_timer_free(timed->other);
	timed->timer = timed->other = NULL;
}

static void
fire_again(void *owner)
{
	struct timed *timed = owner;

	if (++timed->n_fired == 3)
		loop_stop(loop);
	else
		loop_timer_start(timed->timer, 1);
}

static struct timed
timed_new(loop_fn *fire, struct timed *owner)
{
	struct timed timed = { 0 };

	ck_assert_int_eq(loop_timer_new(loop, fire, owner, &timed.timer), 0);
	return timed;
}

START_TEST(a_timer_fires_once)
{
	struct timed end = timed_new(fire_and_stop, &end);
	struct timed once = timed_new(fire_and_free, &once);
	uint64_t start_ms = loop_now_ms(loop);

	loop_timer_start(once.timer, 10);
	loop_timer_start(end.timer, 60);
	run();
	ck_assert_uint_eq(once.n_fired, 1);
	ck_assert_uint_ge(end.at_ms - start_ms, 60);
	loop_timer_free(end.timer);
}
END_TEST

START_TEST(a_timer_starts_anew)
{
	struct timed end = timed_new(fire_and_stop, &end);
	uint64_t start_ms = loop_now_ms(loop);

	loop_timer_start(end.timer, 1);
	loop_timer_start(end.timer, 50);
	run();
	ck_assert_uint_ge(end.at_ms - start_ms, 50);
	loop_timer_free(end.timer);
}
END_TEST

/* Sooner, and later after a stop: the time that counts is the last one. */
START_TEST(a_timer_starts_sooner)
{
	struct timed end = timed_new(fire_and_stop, &end);
	struct timed soon = timed_new(fire_and_free, &soon);
	uint64_t start_ms = loop_now_ms(loop);

	loop_timer_start(end.timer, 10);
	loop_timer_stop(end.timer);
	loop_timer_start(end.timer, 80);
	loop_timer_start(soon.timer, 60000);
	loop_timer_start(soon.timer, 5);
	run();
	ck_assert_uint_eq(soon.n_fired, 1);
	ck_assert_uint_ge(end.at_ms - start_ms, 80);
	loop_timer_free(end.timer);
}
END_TEST

START_TEST(a_timer_starts_again_in_its_callback)
{
	struct timed again = timed_new(fire_again, &again);

	loop_timer_start(again.timer, 0);
	run();
	ck_assert_uint_eq(again.n_fired, 3);
	loop_timer_free(again.timer);
}
END_TEST

START_TEST(stopped_and_freed_timers_do_not_fire)
{
	struct timed end = timed_new(fire_and_stop, &end);
	struct timed stopped = timed_new(fire_and_free, &stopped);
	struct timed freed = timed_new(fire_and_free, &freed);

	loop_timer_start(stopped.timer, 1);
	loop_timer_stop(stopped.timer);
	loop_timer_stop(stopped.timer);
	loop_timer_start(freed.timer, 1);
	loop_timer_free(freed.timer);
	loop_timer_start(end.timer, 30);
	run();
	ck_assert_uint_eq(stopped.n_fired, 0);
	ck_assert_uint_eq(freed.n_fired, 0);
	loop_timer_free(stopped.timer);
	loop_timer_free(end.timer);
	loop_timer_free(NULL);
}
END_TEST

/* Two are due in the same turn; the first frees both. */
START_TEST(a_timer_frees_another_that_is_due)
{
	struct timed end = timed_new(fire_and_stop, &end);
	struct timed first = timed_new(fire_and_free, &first);

	ck_assert_int_eq(
	    loop_timer_new(loop, fire_and_free, &first, &first.other), 0);
	loop_timer_start(first.timer, 5);
	loop_timer_start(first.other, 5);
	loop_timer_start(end.timer, 40);
	run();
	ck_assert_uint_eq(first.n_fired, 1);
	loop_timer_free(end.timer);
}
END_TEST

/* A timer's memory serves the next one, which is stopped as any new one. */
START_TEST(a_freed_timer_leaves_nothing_behind)
{
	struct timed end = timed_new(fire_and_stop, &end);
	struct timed freed = timed_new(fire_and_free, &freed);
	struct timed next;

	loop_timer_start(freed.timer, 1);
	loop_timer_free(freed.timer);
	next = timed_new(fire_and_free, &next);
	loop_timer_start(end.timer, 30);
	run();
	ck_assert_uint_eq(freed.n_fired, 0);
	ck_assert_uint_eq(next.n_fired, 0);
	loop_timer_start(next.timer, 1);
	loop_timer_start(end.timer, 30);
	run();
	ck_assert_uint_eq(freed.n_fired, 0);
	ck_assert_uint_eq(next.n_fired, 1);
	loop_timer_free(end.timer);
}
END_TEST

static uint64_t turns[3];
static unsigned n_turns;

static void
note_turn(void *owner)
{
	turns[n_turns++] = loop_turn(loop);
	if (n_turns == 2)
		loop_timer_start(*(struct loop_timer **)owner, 1);
	if (n_turns == 3)
		loop_stop(loop);
}

START_TEST(turns_are_counted)
{
	struct loop_timer *a, *b;

	n_turns = 0;
	ck_assert_int_eq(loop_timer_new(loop, note_turn, &a, &a), 0);
	ck_assert_int_eq(loop_timer_new(loop, note_turn, &a, &b), 0);
	loop_timer_start(a, 5);
	loop_timer_start(b, 5);
	run();
	ck_assert_uint_eq(turns[0], turns[1]);
	ck_assert_uint_ne(turns[1], turns[2]);
	loop_timer_free(a);
	loop_timer_free(b);
}
END_TEST

START_TEST(clocks)
{
	uint64_t before_ms = loop_boottime_ms();

	ck_assert_uint_gt(before_ms, 0);
	usleep(5000);
	ck_assert_uint_ge(loop_boottime_ms() - before_ms, 5);
	ck_assert_uint_lt(loop_boottime_ms() - before_ms, 2000);
}
END_TEST

struct before {
	struct timed end;
	struct timed soon;
	unsigned n_told;
	bool had_fired;
	int most_ms;
};

static int
tell(void *owner)
{
	struct before *before = owner;

	before->n_told++;
	before->had_fired = before->soon.n_fired == 1;
	return before->most_ms;
}

/* It is told before every wait, the first too, and after a turn's callbacks;
 * and it is no reason for the loop to go on. */
START_TEST(before_a_wait)
{
	struct before before = { .most_ms = -1 };

	before.end = timed_new(fire_and_stop, &before.end);
	before.soon = timed_new(fire_and_free, &before.soon);
	loop_before_wait(loop, tell, &before);
	loop_timer_start(before.soon.timer, 10);
	loop_timer_start(before.end.timer, 30);
	run();
	ck_assert_uint_ge(before.n_told, 2);
	ck_assert_uint_lt(before.n_told, 20);
	ck_assert(before.had_fired);
	loop_timer_free(before.end.timer);
}
END_TEST

/* It says how long the wait may be at most. */
START_TEST(before_a_short_wait)
{
	struct before before = { .most_ms = 5 };

	before.end = timed_new(fire_and_stop, &before.end);
	loop_before_wait(loop, tell, &before);
	loop_timer_start(before.end.timer, 50);
	run();
	ck_assert_uint_ge(before.n_told, 5);
	ck_assert_uint_lt(before.n_told, 20);
	loop_timer_free(before.end.timer);
}
END_TEST

/* --- signals --- */

struct caught {
	struct loop_signal *handle;
	unsigned n;
	bool is_freeing;
};

static void catch (void *owner)
{
	struct caught *caught = owner;

	caught->n++;
	if (caught->is_freeing) {
		loop_signal_free(caught->handle);
		caught->handle = NULL;
	}
	loop_stop(loop);
}

START_TEST(signals_arrive)
{
	struct caught caught = { 0 };

	ck_assert_int_eq(
	    loop_signal_new(loop, SIGHUP, catch, &caught, &caught.handle), 0);
	for (unsigned i = 1; i <= 3; i++) {
		raise(SIGHUP);
		run();
		ck_assert_uint_eq(caught.n, i);
	}
	caught.is_freeing = true;
	raise(SIGHUP);
	run();
	ck_assert_uint_eq(caught.n, 4);
	ck_assert_ptr_null(caught.handle);
	loop_signal_free(NULL);
}
END_TEST

START_TEST(a_signal_that_cannot_be_caught)
{
	struct caught caught = { 0 };

	ck_assert_int_eq(
	    loop_signal_new(loop, SIGKILL, catch, &caught, &caught.handle),
	    -EINVAL);
	ck_assert_ptr_null(caught.handle);
}
END_TEST

/* --- work --- */

struct job {
	pthread_t worker;
	bool is_worked;
	unsigned n_done;
	unsigned n_wanted;
};

static void
job_work(void *owner)
{
	struct job *job = owner;

	usleep(10000);
	job->worker = pthread_self();
	job->is_worked = true;
}

static void
job_done(void *owner)
{
	struct job *job = owner;

	ck_assert(job->is_worked);
	if (++job->n_done == job->n_wanted)
		loop_stop(loop);
}

START_TEST(work_is_done_on_another_thread)
{
	struct job job = { .n_wanted = 1 };

	ck_assert_int_eq(loop_work(loop, job_work, job_done, &job), 0);
	ck_assert(!job.n_done);
	run();
	ck_assert_uint_eq(job.n_done, 1);
	ck_assert(!pthread_equal(job.worker, pthread_self()));
}
END_TEST

START_TEST(a_loop_is_freed_only_when_its_work_is_done)
{
	struct job jobs[8] = { 0 };

	for (int i = 0; i < 8; i++)
		ck_assert_int_eq(
		    loop_work(loop, job_work, job_done, &jobs[i]), 0);
	loop_timer_free(guard);
	loop_free(loop);
	for (int i = 0; i < 8; i++)
		ck_assert_uint_eq(jobs[i].n_done, 1);
	set_up();
}
END_TEST

START_TEST(a_stop_before_the_run_counts)
{
	loop_stop(loop);
	run();
	loop_stop(loop);
	/* And one that no run took up does not keep the loop from going. */
}
END_TEST

START_TEST(no_loop_is_freed)
{
	loop_free(NULL);
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("loop");
	TCase *tcase = tcase_create("loop");
	SRunner *runner;
	int failed;

	tcase_add_checked_fixture(tcase, set_up, tear_down);
	tcase_add_test(tcase, a_timer_fires_once);
	tcase_add_test(tcase, a_timer_starts_anew);
	tcase_add_test(tcase, a_timer_starts_sooner);
	tcase_add_test(tcase, a_timer_starts_again_in_its_callback);
	tcase_add_test(tcase, stopped_and_freed_timers_do_not_fire);
	tcase_add_test(tcase, a_timer_frees_another_that_is_due);
	tcase_add_test(tcase, a_freed_timer_leaves_nothing_behind);
	tcase_add_test(tcase, turns_are_counted);
	tcase_add_test(tcase, clocks);
	tcase_add_test(tcase, before_a_wait);
	tcase_add_test(tcase, before_a_short_wait);
	tcase_add_test(tcase, signals_arrive);
	tcase_add_test(tcase, a_signal_that_cannot_be_caught);
	tcase_add_test(tcase, work_is_done_on_another_thread);
	tcase_add_test(tcase, a_loop_is_freed_only_when_its_work_is_done);
	tcase_add_test(tcase, a_stop_before_the_run_counts);
	tcase_add_test(tcase, no_loop_is_freed);
	suite_add_tcase(suite, tcase);
	runner = srunner_create(suite);
	srunner_run_all(runner, CK_NORMAL);
	failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
