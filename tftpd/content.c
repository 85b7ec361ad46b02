/* SPDX-License-Identifier: ISC */
#include "tftpd/content.h"

#include "tftpd/blocks.h"

void
content_begin(
    struct content *content, const struct transfer *transfer, size_t *left)
{
	ahead_init(&content->ahead, transfer, left);
}

void
content_close(struct content *content, size_t *left)
{
	if (content->reading)
		cold_read_abandon(content->reading, &content->file);
	else
		tree_close(&content->file);
	ahead_free(&content->ahead, left);
}

void
content_ahead(struct content *content, const struct transfer *transfer)
{
	if (!content->reading)
		ahead_read(&content->ahead, transfer, &content->file);
}

static struct blocks
blocks_of(const struct content *content, const struct transfer *transfer,
    const struct transfer_run *run)
{
	return (struct blocks){
		.offset = content->file.offset + run->offset,
		.len = run->len,
		.size = transfer->terms.block_size,
		.gap = transfer->is_netascii ? 0 : TFTP_HEADER_LEN,
	};
}

uint8_t *
content_now(struct content *content, const struct transfer *transfer,
    const struct transfer_run *run, uint8_t *scratch)
{
	struct blocks blocks = blocks_of(content, transfer, run);
	uint8_t *bytes;

	ahead_read(&content->ahead, transfer, &content->file);
	bytes = ahead_find(&content->ahead, transfer, run);
	if (bytes)
		return bytes;
	return blocks_read_cached(content->file.fd, &blocks, scratch) == 0
	    ? scratch
	    : NULL;
}

int
content_later(struct content *content, struct loop *loop,
    const struct transfer *transfer, const struct transfer_run *run,
    cold_read_fn *done, void *owner)
{
	struct blocks blocks = blocks_of(content, transfer, run);
	size_t room = run->len + (size_t)run->n * TFTP_HEADER_LEN;

	content->run = *run;
	return cold_read_start(loop, content->file.fd, &blocks, room, done,
	    owner, &content->reading);
}

bool
content_is_due(const struct content *content, const struct transfer *transfer,
    struct transfer_run *ret_run)
{
	const struct transfer_run *run = &content->run;
	struct transfer_run due;

	if (!transfer_due(transfer, run->n, &due) || due.first != run->first ||
	    due.n != run->n || due.offset != run->offset)
		return false;
	*ret_run = due;
	return true;
}

bool
content_has_changed(const struct content *content,
    const struct transfer *transfer, const struct transfer_run *run)
{
	if (!run->is_last || run->first == 1 ||
	    ahead_is_whole(&content->ahead, transfer))
		return false;
	return !file_stamp_has_content(&content->file.stamp, content->file.fd);
}
