/* SPDX-License-Identifier: ISC */
#include "repod/listeners.h"

#include <errno.h>
#include <stddef.h>
#include <sys/socket.h>

#include "repod/listen_report.h"

static int
open_one(const struct listeners *listeners, const union endpoint *at,
    struct stream_listener **ret_listener)
{
	int fd, r = stream_bind(at, &fd);

	return r < 0 ? r
		     : stream_listen(listeners->loop, fd, listeners->accept,
			   listeners->owner, ret_listener);
}

static void
report(const struct listeners *listeners, const union endpoint *at, int error)
{
	listen_report(listeners->protocol, listeners->setting, at, error);
}

/* Which of the open ones is at; -1 where none is. */
static int
place_of(const struct listeners *listeners, const union endpoint *at)
{
	for (unsigned i = 0; i < listeners->at.n; i++)
		if (endpoint_is_equal(&listeners->at.at[i], at))
			return (int)i;
	return -1;
}

/* Open what is new in fresh; an address in use, perhaps by one of ours that
 * goes, is left for later. */
static int
open_new(struct listeners *listeners, struct listeners *fresh)
{
	for (unsigned i = 0; i < fresh->at.n; i++) {
		const union endpoint *at = &fresh->at.at[i];
		int r;

		if (place_of(listeners, at) >= 0)
			continue;
		r = open_one(fresh, at, &fresh->open[i]);
		if (r == 0 || (r == -EADDRINUSE && listeners->at.n > 0))
			continue;
		report(fresh, at, r);
		return r;
	}
	return 0;
}

/* The listeners that stay move to fresh. */
static void
keep_old(struct listeners *listeners, struct listeners *fresh)
{
	for (unsigned i = 0; i < fresh->at.n; i++) {
		int place = place_of(listeners, &fresh->at.at[i]);

		if (place < 0)
			continue;
		fresh->open[i] = listeners->open[place];
		listeners->open[place] = NULL;
	}
}

static int
adopt(struct listeners *listeners, const union endpoint *at)
{
	struct listeners *to = listeners;
	int fd, r = 0;

	while (r == 0 && to->at.n < REPOD_LISTEN_MAX &&
	    (fd = passed_claim(to->passed, endpoint_port(at))) >= 0) {
		socklen_t len = sizeof(to->at.at[0]);

		getsockname(fd, &to->at.at[to->at.n].any, &len);
		r = stream_listen(
		    to->loop, fd, to->accept, to->owner, &to->open[to->at.n]);
		report(to, &to->at.at[to->at.n], r);
		to->at.n++;
	}
	return r;
}

int
listeners_start(struct listeners *listeners, const struct repod_listen *want)
{
	int r = 0;

	if (listeners->passed->n_all == 0)
		return listeners_set(listeners, want);
	listeners->is_passed = true;
	for (unsigned i = 0; r == 0 && i < want->n; i++)
		r = adopt(listeners, &want->at[i]);
	return r;
}

int
listeners_set(struct listeners *listeners, const struct repod_listen *want)
{
	struct listeners fresh = *listeners;
	int r;

	if (listeners->is_passed)
		return 0;
	fresh.at = *want;
	for (unsigned i = 0; i < REPOD_LISTEN_MAX; i++)
		fresh.open[i] = NULL;
	r = open_new(listeners, &fresh);
	if (r < 0) {
		listeners_close(&fresh);
		return r;
	}
	for (unsigned i = 0; i < fresh.at.n; i++)
		if (fresh.open[i])
			report(&fresh, &fresh.at.at[i], 0);
	keep_old(listeners, &fresh);
	listeners_close(listeners);
	for (unsigned i = 0; i < fresh.at.n; i++) {
		int error;

		if (fresh.open[i])
			continue;
		error = open_one(&fresh, &fresh.at.at[i], &fresh.open[i]);
		report(&fresh, &fresh.at.at[i], error);
		if (error < 0)
			r = error;
	}
	*listeners = fresh;
	return r;
}

void
listeners_close(struct listeners *listeners)
{
	for (unsigned i = 0; i < REPOD_LISTEN_MAX; i++) {
		stream_listener_free(listeners->open[i]);
		listeners->open[i] = NULL;
	}
	listeners->at.n = 0;
}
