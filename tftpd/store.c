/* SPDX-License-Identifier: ISC */
#include "tftpd/store.h"

#include <errno.h>
#include <stdbool.h>
#include <stdlib.h>
#include <unistd.h>

struct store {
	struct loop *loop;
	struct tree_new file;
	store_fn *done; /* NULL: abandoned */
	void *owner;
	bool is_writing;
	bool is_last; /* nothing more comes */
	uint8_t *filled;
	size_t n_filled;
	/* The thread's, while it is writing. */
	uint8_t *written;
	size_t n_written;
	bool publishes;
	int result;
};

static void
release(struct store *store)
{
	tree_discard(&store->file);
	free(store->filled);
	free(store->written);
	free(store);
}

/* --- on a thread --- */

static int
write_all(int fd, const uint8_t *bytes, size_t len)
{
	while (len > 0) {
		ssize_t n = write(fd, bytes, len);

		if (n < 0 && errno == EINTR)
			continue;
		if (n <= 0)
			return n < 0 ? -errno : -ENOSPC;
		bytes += n;
		len -= (size_t)n;
	}
	return 0;
}

static void
write_in_pool(void *owner)
{
	struct store *store = owner;

	store->result =
	    write_all(store->file.fd, store->written, store->n_written);
	if (store->result == 0 && store->publishes)
		store->result = tree_publish(&store->file);
}

/* --- on the loop --- */

static int write_next(struct store *store);

static void
write_done(void *owner)
{
	struct store *store = owner;
	bool is_over;

	store->is_writing = false;
	if (!store->done) {
		release(store);
		return;
	}
	is_over = store->publishes;
	if (store->result == 0 && !is_over)
		store->result = write_next(store);
	/* The owner may free the store in here: nothing of it after that. */
	if (store->result < 0 || is_over || !store->is_last)
		store->done(store->owner, store->result);
}

/* Hand what there is to a thread, unless one is at it. */
static int
write_next(struct store *store)
{
	uint8_t *piece = store->filled;
	int r;

	if (store->is_writing || (store->n_filled == 0 && !store->is_last))
		return 0;
	store->filled = store->written;
	store->written = piece;
	store->n_written = store->n_filled;
	store->n_filled = 0;
	store->publishes = store->is_last;
	r = loop_work(store->loop, write_in_pool, write_done, store);
	store->is_writing = r == 0;
	return r;
}

int
store_new(struct loop *loop, struct tree_new *file, store_fn *done, void *owner,
    struct store **ret_store)
{
	struct store *store = calloc(1, sizeof(*store));

	if (!store) {
		tree_discard(file);
		return -ENOMEM;
	}
	store->loop = loop;
	store->file = *file;
	store->done = done;
	store->owner = owner;
	store->filled = malloc(STORE_PIECE);
	store->written = malloc(STORE_PIECE);
	if (!store->filled || !store->written) {
		release(store);
		return -ENOMEM;
	}
	*ret_store = store;
	return 0;
}

size_t
store_room(const struct store *store)
{
	return STORE_PIECE - store->n_filled;
}

uint8_t *
store_place(struct store *store)
{
	return store->filled + store->n_filled;
}

int
store_put(struct store *store, size_t len)
{
	store->n_filled += len;
	/* Small pieces are not worth a thread's while. */
	return store_room(store) < STORE_PIECE / 2 ? write_next(store) : 0;
}

int
store_finish(struct store *store)
{
	store->is_last = true;
	return write_next(store);
}

void
store_free(struct store *store)
{
	if (!store)
		return;
	store->done = NULL;
	if (!store->is_writing)
		release(store);
}
