/* SPDX-License-Identifier: ISC */
#include "repod/check/check_start.h"

#include <stdlib.h>
#include <string.h>

#include "common/check/check_background.h"
#include "common/log.h"
#include "repod/check/check_run.h"

struct check_start {
	struct check_background *background;
	struct check_place *place; /* until it is looked at, or NULL */
	struct check_own own;	   /* what the host had at the start */
};

static void
take_place(struct check_start *start, const struct repod_settings *settings,
    const struct check_own *before, const struct repos_images *images)
{
	int r = check_run_place(settings, before, images, &start->place);

	if (r < 0) {
		start->place = NULL;
		log_warn("what is served is not looked at: %s", strerror(-r));
	}
}

struct check_start *
check_start_new(struct loop *loop, const struct repod_settings *settings,
    const struct repos_images *images)
{
	struct check_start *start = calloc(1, sizeof(*start));

	if (!start)
		return NULL;
	start->background = check_background_new(loop, check_run_all);
	if (!start->background) {
		free(start);
		return NULL;
	}
	take_place(start, settings, NULL, images);
	if (start->place)
		start->own = start->place->own;
	return start;
}

void
check_start_begin(struct check_start *start)
{
	if (start->place)
		check_background_start(start->background, start->place);
	start->place = NULL;
}

void
check_start_reload(struct check_start *start,
    const struct repod_settings *settings, const struct repos_images *images)
{
	take_place(start, settings, &start->own, images);
	check_start_begin(start);
}

void
check_start_free(struct check_start *start)
{
	if (!start)
		return;
	check_background_free(start->background);
	check_place_free(start->place);
	free(start);
}
