/* SPDX-License-Identifier: ISC */
#ifndef TFTPD_SERVER_H
#define TFTPD_SERVER_H

#include "common/event.h"
#include "common/image/image_watch.h"
#include "tftpd/channel.h"
#include "tftpd/last_boot.h"
#include "tftpd/miss_log.h"
#include "tftpd/session.h"
#include "tftpd/source.h"
#include "tftpd/tftpd_config.h"
#include "tftpd/upload.h"

/*
 * What every request is answered from: the tree, the settings, and what is
 * under way.
 */

/** struct server - of one process; zeroed, it has none of it yet */
struct server {
	const struct tftpd_settings *settings; /* borrowed */
	struct event_log *events;
	struct session_host reads;
	struct upload_host writes;
	struct source source;
	struct tree *tree;
	char *root;		    /* the path of @tree */
	struct image_watch *images; /* in @tree */
	struct last_boot last_boot;
	struct miss_log *misses;
	/* What the messages being taken came by. */
	struct datagram_socket *asked;
	bool is_draining; /* begin no transfer */
};

/** server_serve() - answer by @settings, and from the tree that they name,
 * from now on. Return: 0; -errno, logged, and all stays as it was. */
int server_serve(struct server *server, const struct tftpd_settings *settings);

/** server_close() - end all transfers without a word; give up the tree */
void server_close(struct server *server);

/** server_transfers() - how many are under way */
unsigned server_transfers(const struct server *server);

/** server_limits() - what @client is granted at most */
struct negotiate_limits server_limits(
    const struct server *server, const union endpoint *client);

/** server_channel() - what to answer @request by: @ret_channel is for
 * channel_open(). Return: 0; as source_bind(). */
int server_channel(struct server *server, const struct datagram *request,
    struct channel_request *ret_channel);

/** server_digest() - a number that equal requests share */
uint64_t server_digest(const struct datagram *request);

/** server_asked() - the address of ours that @request was sent to; family 0:
 * not known */
union endpoint server_asked(const struct datagram *request);

#endif
