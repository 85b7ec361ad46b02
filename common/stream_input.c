/* SPDX-License-Identifier: ISC */
#include "common/stream_input.h"

#include <assert.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>

#include "common/cursor.h"

void
stream_input_free(struct stream_input *input)
{
	free(input->bytes);
	*input = (struct stream_input){ 0 };
}

/* Keep the last len octets of what was offered; they may lie in the input
 * itself. */
static int
keep(struct stream_input *input, const uint8_t *bytes, size_t len)
{
	if (len == 0) {
		stream_input_free(input);
		return 0;
	}
	if (!input->bytes) {
		input->bytes = malloc(len);
		if (!input->bytes)
			return -ENOMEM;
		input->size = len;
	}
	assert(bytes);
	memmove(input->bytes, bytes, len);
	input->len = len;
	return 0;
}

static int
offer_all(struct stream_input *input, const uint8_t *bytes, size_t len,
    stream_input_offer_fn *offer, void *owner)
{
	ssize_t used = offer(owner, bytes, len);

	if (used < 0)
		return (int)used;
	return keep(input, bytes + used, len - (size_t)used);
}

/* Room behind what waits for one more read. */
static int
grow(struct stream_input *input)
{
	size_t size = input->len + STREAM_INPUT_READ;
	uint8_t *grown;

	if (size > STREAM_INPUT_MAX)
		size = STREAM_INPUT_MAX;
	if (size <= input->size)
		return 0;
	grown = realloc(input->bytes, size);
	if (!grown)
		return -ENOMEM;
	input->bytes = grown;
	input->size = size;
	return 0;
}

static ssize_t
receive_first(struct stream_input *input, int fd, stream_input_offer_fn *offer,
    void *owner)
{
	UNCLEARED uint8_t bytes[STREAM_INPUT_READ];
	ssize_t n = recv(fd, bytes, sizeof(bytes), 0);
	int r;

	if (n <= 0)
		return n < 0 ? -errno : 0;
	r = offer_all(input, bytes, (size_t)n, offer, owner);
	return r < 0 ? r : n;
}

static ssize_t
receive_more(struct stream_input *input, int fd, stream_input_offer_fn *offer,
    void *owner)
{
	ssize_t n;
	int r = grow(input);

	if (r < 0)
		return r;
	n = recv(fd, input->bytes + input->len, input->size - input->len, 0);
	if (n <= 0)
		return n < 0 ? -errno : 0;
	input->len += (size_t)n;
	r = offer_all(input, input->bytes, input->len, offer, owner);
	return r < 0 ? r : n;
}

ssize_t
stream_input_receive(struct stream_input *input, int fd,
    stream_input_offer_fn *offer, void *owner)
{
	return input->len == 0 ? receive_first(input, fd, offer, owner)
			       : receive_more(input, fd, offer, owner);
}

int
stream_input_offer(
    struct stream_input *input, stream_input_offer_fn *offer, void *owner)
{
	if (input->len == 0)
		return 0;
	return offer_all(input, input->bytes, input->len, offer, owner);
}
