/* SPDX-License-Identifier: ISC */
#ifndef REPOD_LISTENERS_H
#define REPOD_LISTENERS_H

#include <stdbool.h>

#include "common/loop.h"
#include "common/stream_listener.h"
#include "repod/passed.h"
#include "repod/repod_config.h"

/* Where one protocol is served: the sockets, and their change at a reload. */

/** struct listeners - the first members are the owner's to set, the others
 * start zero */
struct listeners {
	struct loop *loop;
	const char *protocol; /* "HTTP", for a person */
	const char *setting;  /* "http = or -H" */
	stream_accept_fn *accept;
	void *owner;
	struct passed *passed; /* borrowed until listeners_start() is over */

	bool is_passed; /* by a service manager: they stay as they are */
	struct repod_listen at;
	struct stream_listener *open[REPOD_LISTEN_MAX];
};

/**
 * listeners_start() - listen on the passed sockets that have a port of @want;
 * without any passed ones, on all of @want
 *
 * Return: 0; -errno, logged.
 */
int listeners_start(
    struct listeners *listeners, const struct repod_listen *want);

/**
 * listeners_set() - listen on all of @want, and on nothing else
 *
 * Addresses that stay are not touched. Where a new one cannot be had nothing
 * changes; but one that was taken by an address that goes is tried again when
 * that is closed, and may be missing then. Each new address, and each failure,
 * is logged. Passed sockets stay, and nothing is opened beside them. Return: 0;
 * -errno.
 */
int listeners_set(struct listeners *listeners, const struct repod_listen *want);

/** listeners_close() - listen on nothing any more */
void listeners_close(struct listeners *listeners);

#endif
