/* SPDX-License-Identifier: ISC */
#ifndef COMMON_STREAM_INPUT_H
#define COMMON_STREAM_INPUT_H

#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

/* What a stream received and its owner did not consume yet. */

enum {
	STREAM_INPUT_MAX = 64 << 10,
	/* Read at once, at the most. */
	STREAM_INPUT_READ = 4 << 10,
};

/** struct stream_input - starts all zero; takes no memory while it is empty */
struct stream_input {
	uint8_t *bytes;
	size_t len;
	size_t size;
};

/** Offer @len octets; @bytes is for the call. Return: how many are consumed;
 * -errno where the input may not be touched any more. */
typedef ssize_t stream_input_offer_fn(
    void *owner, const uint8_t *bytes, size_t len);

/**
 * stream_input_receive() - read once from @fd and offer all that waits
 *
 * An empty input is read over by the stack, without an allocation. At most
 * STREAM_INPUT_MAX octets wait: ask no more when @input->len is that.
 * Return: octets read; 0 at the end; -errno; what @offer returned below 0.
 */
ssize_t stream_input_receive(struct stream_input *input, int fd,
    stream_input_offer_fn *offer, void *owner);

/** stream_input_offer() - offer what waits, if anything does. Return: 0;
 * -errno. */
int stream_input_offer(
    struct stream_input *input, stream_input_offer_fn *offer, void *owner);

/** stream_input_free() - drop what waits */
void stream_input_free(struct stream_input *input);

#endif
