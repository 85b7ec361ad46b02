/* SPDX-License-Identifier: ISC */
#include "common/image/image.h"

#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "common/image/image_read.h"
#include "common/log.h"

struct image_source {
	unsigned n_holders;
	char *name, *path;
	bool is_private;
	image_read_fn *read;
	pthread_mutex_t mutex; /* for what follows */
	struct image *image;   /* NULL: none */
	/* Of the last check. */
	struct file_stamp seen;
	int error; /* -errno; 0: @image is what is there */
	bool is_news;
	char why[IMAGE_WHY_MAX];
};

/* --- images --- */

struct image *
image_ref(struct image *image)
{
	atomic_fetch_add(&image->n_holders, 1);
	return image;
}

void
image_unref(struct image *image)
{
	if (!image || atomic_fetch_sub(&image->n_holders, 1) > 1)
		return;
	image_index_free(&image->index);
	close(image->fd);
	free(image);
}

/* Its descriptor and its stamp; an error is told to @why. */
static int
open_image(const struct image_source *source, struct image *image, char *why)
{
	struct stat st;
	int r = 0;

	image->fd = open(source->path, O_RDONLY | O_NONBLOCK | O_CLOEXEC);
	if (image->fd < 0 || fstat(image->fd, &st) < 0) {
		r = -errno;
		snprintf(why, IMAGE_WHY_MAX, "%s", strerror(errno));
	} else if (!S_ISREG(st.st_mode)) {
		r = -EINVAL;
		snprintf(why, IMAGE_WHY_MAX,
		    "it is neither a folder nor an image file");
	} else if (!source->is_private && !(st.st_mode & S_IROTH)) {
		r = -EACCES;
		snprintf(why, IMAGE_WHY_MAX,
		    "not readable by everybody: chmod a+r it, or private = "
		    "yes");
	} else {
		image->stamp = file_stamp_of(&st);
	}
	return r;
}

/* Return: NULL, and @ret_error with the reason. */
static struct image *
read_image(const struct image_source *source, int *ret_error, char *why)
{
	struct image *image = calloc(1, sizeof(*image));
	int r = -ENOMEM;

	if (image) {
		atomic_init(&image->n_holders, 1);
		r = open_image(source, image, why);
	}
	if (r == 0)
		r = source->read(
		    image->fd, image->stamp.size, &image->index, why);
	if (r == 0 && !file_stamp_has_content(&image->stamp, image->fd)) {
		r = -EAGAIN;
		snprintf(why, IMAGE_WHY_MAX, "it is being written");
	}
	if (r == 0)
		return image;
	if (image && image->fd >= 0)
		close(image->fd);
	if (image)
		image_index_free(&image->index);
	free(image);
	*ret_error = r;
	return NULL;
}

/* --- where they are --- */

struct image_source *
image_source_new(
    const char *name, const char *path, bool is_private, image_read_fn *read)
{
	struct image_source *source = calloc(1, sizeof(*source));

	if (!source)
		return NULL;
	pthread_mutex_init(&source->mutex, NULL);
	source->n_holders = 1;
	source->is_private = is_private;
	source->read = read;
	source->error = -ENOENT;
	source->name = strdup(name);
	source->path = strdup(path);
	if (source->name && source->path)
		return source;
	image_source_unref(source);
	return NULL;
}

struct image_source *
image_source_ref(struct image_source *source)
{
	source->n_holders++;
	return source;
}

void
image_source_unref(struct image_source *source)
{
	if (!source || --source->n_holders > 0)
		return;
	image_unref(source->image);
	pthread_mutex_destroy(&source->mutex);
	free(source->name);
	free(source->path);
	free(source);
}

bool
image_source_is(const struct image_source *source, const char *name,
    const char *path, bool is_private)
{
	return strcmp(source->name, name) == 0 &&
	    strcmp(source->path, path) == 0 && source->is_private == is_private;
}

/* From now on @image, which is taken over, or none, with the reason. */
static void
put(struct image_source *source, struct image *image, int error,
    const char *why)
{
	struct image *before;

	pthread_mutex_lock(&source->mutex);
	before = source->image;
	source->image = image;
	source->is_news = source->is_news || image || error != source->error ||
	    strcmp(why, source->why) != 0;
	source->error = error;
	memcpy(source->why, why, strlen(why) + 1);
	pthread_mutex_unlock(&source->mutex);
	image_unref(before);
}

/* Whether it was written to just now: a copy of it may be under way. */
static bool
is_being_written(const struct file_stamp *stamp)
{
	time_t age = time(NULL) - stamp->mtime.tv_sec;

	return age >= 0 && age < IMAGE_SETTLED_S;
}

void
image_source_check(struct image_source *source, bool is_patient)
{
	char why[IMAGE_WHY_MAX] = "";
	struct file_stamp now = { 0 };
	struct image *image;
	struct stat st;
	int error = 0;

	if (stat(source->path, &st) == 0)
		now = file_stamp_of(&st);
	if (now.inode != 0 &&
	    (file_stamp_is_same(&now, &source->seen) ||
		(is_patient && is_being_written(&now))))
		return;
	image = read_image(source, &error, why);
	source->seen = image ? image->stamp : now;
	put(source, image, error, why);
}

int
image_source_tell(struct image_source *source)
{
	char why[IMAGE_WHY_MAX];
	uint32_t n = 0;
	bool is_news;
	int error;

	pthread_mutex_lock(&source->mutex);
	is_news = source->is_news;
	source->is_news = false;
	error = source->error;
	memcpy(why, source->why, sizeof(why));
	if (source->image)
		n = source->image->index.n - 1;
	pthread_mutex_unlock(&source->mutex);
	if (is_news && error < 0)
		log_error("[repo %s] cannot serve %s: %s", source->name,
		    source->path, why);
	else if (is_news)
		log_info("[repo %s] %s: %u files and folders", source->name,
		    source->path, n);
	return error;
}

struct image *
image_source_take(struct image_source *source)
{
	struct image *image = NULL;

	pthread_mutex_lock(&source->mutex);
	if (source->image &&
	    file_stamp_has_content(&source->image->stamp, source->image->fd))
		image = image_ref(source->image);
	pthread_mutex_unlock(&source->mutex);
	return image;
}
