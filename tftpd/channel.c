/* SPDX-License-Identifier: ISC */
#include "tftpd/channel.h"

#include <unistd.h>

int
channel_open(struct loop *loop, const struct channel_request *request,
    size_t buffer, size_t batch, datagram_receive_fn *receive, void *owner,
    struct channel *ret_channel)
{
	*ret_channel = (struct channel){ .peer = request->peer };
	if (!request->shared)
		return datagram_serve(loop, request->fd, buffer, batch, receive,
		    owner, &ret_channel->socket);
	ret_channel->is_shared = true;
	ret_channel->socket = request->shared;
	ret_channel->local = request->local;
	return 0;
}

void
channel_refuse(const struct channel_request *request)
{
	if (!request->shared)
		close(request->fd);
}

void
channel_close(struct channel *channel)
{
	if (!channel->is_shared)
		datagram_free(channel->socket);
	channel->socket = NULL;
}

static struct datagram
message_of(const struct channel *channel, uint8_t *bytes, size_t len)
{
	return (struct datagram){
		.peer = channel->peer,
		.local = channel->local,
		.bytes = bytes,
		.len = len,
	};
}

void
channel_send(const struct channel *channel, uint8_t *bytes, size_t len)
{
	struct datagram message = message_of(channel, bytes, len);

	datagram_send(channel->socket, &message, 1);
}

int
channel_send_run(
    const struct channel *channel, uint8_t *bytes, size_t len, size_t segment)
{
	struct datagram message = message_of(channel, bytes, len);

	return datagram_send_segments(channel->socket, &message, segment);
}
