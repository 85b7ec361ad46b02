/* SPDX-License-Identifier: ISC */
#include "tftpd/ahead.h"

#include <stdlib.h>

#include "tftpd/blocks.h"

static size_t
stride_of(const struct transfer *transfer)
{
	return TFTP_HEADER_LEN + transfer->terms.block_size;
}

void
ahead_init(struct ahead *ahead, const struct transfer *transfer, size_t *left)
{
	size_t stride = stride_of(transfer);
	uint64_t n = AHEAD_OCTETS_MAX / stride;

	*ahead = (struct ahead){ 0 };
	if (n > BLOCKS_PIECES_MAX)
		n = BLOCKS_PIECES_MAX;
	/* Whole windows: the next one is read while one is on its way. */
	n -= n % transfer->terms.window;
	if (n > transfer->last)
		n = transfer->last;
	if (transfer->is_netascii || n == 0 || n * stride > *left)
		return;
	ahead->bytes = malloc(n * stride);
	if (!ahead->bytes)
		return;
	ahead->octets = n * stride;
	ahead->n_max = (uint32_t)n;
	*left -= ahead->octets;
}

void
ahead_free(struct ahead *ahead, size_t *left)
{
	*left += ahead->octets;
	free(ahead->bytes);
	*ahead = (struct ahead){ 0 };
}

uint8_t *
ahead_find(const struct ahead *ahead, const struct transfer *transfer,
    const struct transfer_run *run)
{
	if (run->first < ahead->first ||
	    run->first + run->n > ahead->first + ahead->n)
		return NULL;
	return ahead->bytes + (run->first - ahead->first) * stride_of(transfer);
}

void
ahead_read(struct ahead *ahead, const struct transfer *transfer,
    const struct tree_file *file)
{
	uint64_t size = transfer->terms.block_size;
	uint64_t first = transfer->next;
	uint64_t left = transfer->last - first + 1;
	struct blocks blocks = {
		.offset = (first - 1) * size,
		.size = size,
		.gap = TFTP_HEADER_LEN,
	};

	if (ahead->n_max == 0 || first > transfer->last ||
	    (first >= ahead->first && first < ahead->first + ahead->n))
		return;
	ahead->first = first;
	ahead->n = left < ahead->n_max ? (uint32_t)left : ahead->n_max;
	blocks.len = ahead->n * size;
	if (transfer->size - blocks.offset < blocks.len)
		blocks.len = transfer->size - blocks.offset;
	blocks.offset += file->offset;
	if (blocks_read_cached(file->fd, &blocks, ahead->bytes) < 0)
		ahead->n = 0;
}

bool
ahead_is_whole(const struct ahead *ahead, const struct transfer *transfer)
{
	return ahead->first == 1 && ahead->n == transfer->last;
}
