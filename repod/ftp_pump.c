/* SPDX-License-Identifier: ISC */
#include "repod/ftp_pump.h"

#include <assert.h>
#include <errno.h>
#include <stdbool.h>
#include <stdlib.h>

struct ftp_pump {
	struct loop *loop;
	struct ftp_source *source;
	ftp_pump_fn *made;
	void *owner;
	bool is_working; /* a thread is: the memory is its */
	bool is_freed;
	ssize_t filled;
	size_t size;
	uint8_t bytes[];
};

int
ftp_pump_new(struct loop *loop, struct ftp_source *source, size_t size,
    ftp_pump_fn *made, void *owner, struct ftp_pump **ret_pump)
{
	struct ftp_pump *pump = malloc(sizeof(*pump) + size);

	assert(size >= FTP_SOURCE_PIECE_MIN);
	if (!pump) {
		ftp_source_free(source);
		return -ENOMEM;
	}
	*pump = (struct ftp_pump){ .loop = loop,
		.source = source,
		.made = made,
		.owner = owner,
		.size = size };
	*ret_pump = pump;
	return 0;
}

static void
fill(void *owner)
{
	struct ftp_pump *pump = owner;

	pump->filled = ftp_source_fill(pump->source, pump->bytes, pump->size);
}

static void
filled(void *owner)
{
	struct ftp_pump *pump = owner;

	pump->is_working = false;
	if (pump->is_freed)
		ftp_pump_free(pump);
	else
		pump->made(pump->owner, pump->bytes, pump->filled);
}

int
ftp_pump_next(struct ftp_pump *pump)
{
	int r = loop_work(pump->loop, fill, filled, pump);

	pump->is_working = r == 0;
	return r;
}

void
ftp_pump_free(struct ftp_pump *pump)
{
	if (!pump)
		return;
	pump->is_freed = true;
	if (pump->is_working)
		return;
	ftp_source_free(pump->source);
	free(pump);
}
