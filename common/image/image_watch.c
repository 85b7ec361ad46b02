/* SPDX-License-Identifier: ISC */
#include "common/image/image_watch.h"

#include <errno.h>
#include <stdbool.h>
#include <stdlib.h>

struct image_watch {
	struct loop *loop;
	struct loop_timer *timer; /* NULL: freed, while work was under way */
	struct repos_images images;
	/* What the work under way looks at, referenced. */
	struct repos_images looked_at;
	bool is_working;
};

static void
look(void *owner)
{
	struct image_watch *watch = owner;

	for (size_t i = 0; i < watch->looked_at.n; i++)
		image_source_check(watch->looked_at.all[i], true);
}

static void
looked(void *owner)
{
	struct image_watch *watch = owner;

	for (size_t i = 0; watch->timer && i < watch->looked_at.n; i++)
		image_source_tell(watch->looked_at.all[i]);
	repos_images_free(&watch->looked_at);
	watch->is_working = false;
	if (watch->timer)
		loop_timer_start(watch->timer, IMAGE_WATCH_MS);
	else
		free(watch);
}

/* Where there is no room for it, the next second may have some. */
static void
fire(void *owner)
{
	struct image_watch *watch = owner;

	if (watch->images.n == 0)
		return;
	if (repos_images_copy(&watch->images, &watch->looked_at) == 0 &&
	    loop_work(watch->loop, look, looked, watch) == 0) {
		watch->is_working = true;
		return;
	}
	repos_images_free(&watch->looked_at);
	loop_timer_start(watch->timer, IMAGE_WATCH_MS);
}

int
image_watch_new(struct loop *loop, struct image_watch **ret_watch)
{
	struct image_watch *watch = calloc(1, sizeof(*watch));
	int r;

	if (!watch)
		return -ENOMEM;
	watch->loop = loop;
	r = loop_timer_new(loop, fire, watch, &watch->timer);
	if (r < 0)
		free(watch);
	else
		*ret_watch = watch;
	return r;
}

void
image_watch_set(struct image_watch *watch, struct repos_images *images)
{
	repos_images_free(&watch->images);
	watch->images = *images;
	*images = (struct repos_images){ 0 };
	if (!watch->is_working)
		loop_timer_start(watch->timer, 0);
}

const struct repos_images *
image_watch_images(const struct image_watch *watch)
{
	return &watch->images;
}

void
image_watch_free(struct image_watch *watch)
{
	if (!watch)
		return;
	loop_timer_free(watch->timer);
	watch->timer = NULL;
	repos_images_free(&watch->images);
	if (!watch->is_working)
		free(watch);
}
