/* SPDX-License-Identifier: ISC */
#include "tftpd/cold_read.h"

#include <errno.h>
#include <stdlib.h>

struct cold_read {
	int fd;
	struct blocks blocks;
	cold_read_fn *done; /* NULL: abandoned */
	void *owner;
	struct tree_file file; /* to close, once abandoned */
	int result;
	uint8_t bytes[];
};

static void
read_in_pool(void *owner)
{
	struct cold_read *cold_read = owner;

	cold_read->result =
	    blocks_read(cold_read->fd, &cold_read->blocks, cold_read->bytes);
}

static void
read_done(void *owner)
{
	struct cold_read *cold_read = owner;

	if (cold_read->done)
		cold_read->done(
		    cold_read->owner, cold_read->result, cold_read->bytes);
	else
		tree_close(&cold_read->file);
	free(cold_read);
}

int
cold_read_start(struct loop *loop, int fd, const struct blocks *blocks,
    size_t size, cold_read_fn *done, void *owner,
    struct cold_read **ret_cold_read)
{
	struct cold_read *cold_read = malloc(sizeof(*cold_read) + size);
	int r;

	if (!cold_read)
		return -ENOMEM;
	*cold_read = (struct cold_read){
		.fd = fd,
		.blocks = *blocks,
		.done = done,
		.owner = owner,
	};
	r = loop_work(loop, read_in_pool, read_done, cold_read);
	if (r < 0)
		free(cold_read);
	else
		*ret_cold_read = cold_read;
	return r;
}

void
cold_read_abandon(struct cold_read *cold_read, const struct tree_file *file)
{
	cold_read->done = NULL;
	cold_read->file = *file;
}
