/* SPDX-License-Identifier: ISC */
#include "common/check/check_background.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "common/log.h"

/* One run. It lives on where its background is freed: the thread has it. */
struct job {
	struct check_background *background;
	check_background_fn *run;
	struct check_place *place;
	struct check_report report;
	struct check_text text;
	atomic_bool is_over;
};

struct check_background {
	struct loop *loop;
	check_background_fn *run;
	struct job *now; /* or NULL */
};

struct check_background *
check_background_new(struct loop *loop, check_background_fn *run)
{
	struct check_background *background = calloc(1, sizeof(*background));

	if (!background)
		return NULL;
	background->loop = loop;
	background->run = run;
	return background;
}

static void
free_job(struct job *job)
{
	check_text_free(&job->text);
	check_place_free(job->place);
	free(job);
}

static void
work(void *owner)
{
	struct job *job = owner;

	job->run(job->place);
}

static void
on_done(void *owner)
{
	struct job *job = owner;

	if (!atomic_load(&job->is_over)) {
		check_text_end(&job->text);
		job->background->now = NULL;
	}
	free_job(job);
}

static void
give_up(struct check_background *background)
{
	if (background->now)
		atomic_store(&background->now->is_over, true);
	background->now = NULL;
}

void
check_background_start(
    struct check_background *background, struct check_place *place)
{
	struct job *job = calloc(1, sizeof(*job));
	int r = job ? 0 : -ENOMEM;

	give_up(background);
	if (r == 0) {
		*job = (struct job){
			.background = background,
			.run = background->run,
			.place = place,
			.report = { .tell = check_text_tell,
			    .owner = &job->text },
			.text = { .is_kept = true },
		};
		place->is_quick = true;
		place->report = &job->report;
		place->boot.is_over = place->repo.is_over = &job->is_over;
		r = loop_work(background->loop, work, on_done, job);
	}
	if (r == 0) {
		background->now = job;
		return;
	}
	log_warn("what is served was not looked at: %s", strerror(-r));
	check_place_free(place);
	free(job);
}

void
check_background_free(struct check_background *background)
{
	if (!background)
		return;
	give_up(background);
	free(background);
}
