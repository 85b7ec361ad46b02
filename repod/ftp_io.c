/* SPDX-License-Identifier: ISC */
#include "repod/ftp_io.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/queue.h>
#include <unistd.h>

#include "common/log.h"
#include "common/stream.h"
#include "repod/ftp_peer.h"
#include "repod/listeners.h"

enum {
	/* How often kept files are looked through. */
	EXPIRE_EVERY_MS = 5000,
	/* Clients that wait for their turn, beyond max-sessions. One more is
	 * closed: by then the oldest have waited for long. */
	WAITING_MAX = 1000,
};

/** struct client - one of the clients, in one of two lists */
struct client {
	TAILQ_ENTRY(client) entry;
	struct ftp_io *ftp;
	struct ftp_peer *peer;
	bool is_served;
};

struct ftp_io {
	const struct daemon_context *context;
	struct ftp_terms terms; /* of the next client */
	struct access access;
	struct machines *machines;
	struct made *made;
	struct open_files *files;
	struct loop_timer *expire; /* of them */
	struct ftp_turns turns;	   /* for transfers */
	uint32_t max_sessions;
	bool is_draining;
	struct listeners listeners;
	TAILQ_HEAD(, client) served, waiting; /* first come first */
	uint32_t n_served, n_waiting;
};

/* Serve those who wait while there are places. */
static void
serve_waiting(struct ftp_io *ftp)
{
	struct client *client;

	while (ftp->n_served < ftp->max_sessions &&
	    (client = TAILQ_FIRST(&ftp->waiting))) {
		TAILQ_REMOVE(&ftp->waiting, client, entry);
		TAILQ_INSERT_TAIL(&ftp->served, client, entry);
		ftp->n_waiting--;
		ftp->n_served++;
		client->is_served = true;
		ftp_peer_serve(client->peer, &ftp->terms);
	}
}

static void
forget(struct client *client)
{
	struct ftp_io *ftp = client->ftp;

	if (client->is_served) {
		TAILQ_REMOVE(&ftp->served, client, entry);
		ftp->n_served--;
	} else {
		TAILQ_REMOVE(&ftp->waiting, client, entry);
		ftp->n_waiting--;
	}
	free(client);
}

static void
client_gone(void *owner)
{
	struct client *client = owner;
	struct ftp_io *ftp = client->ftp;

	forget(client);
	serve_waiting(ftp);
}

/* Return: 0; -errno. The connection is taken over in any case. */
static int
add_client(struct ftp_io *ftp, int fd)
{
	struct client *client = calloc(1, sizeof(*client));
	int r;

	if (!client) {
		close(fd);
		return -ENOMEM;
	}
	client->ftp = ftp;
	r = ftp_peer_new(
	    ftp->context, fd, &ftp->turns, client_gone, client, &client->peer);
	if (r < 0) {
		free(client);
		return r;
	}
	TAILQ_INSERT_TAIL(&ftp->waiting, client, entry);
	ftp->n_waiting++;
	return 0;
}

static void
client_accepted(void *owner, int fd)
{
	struct ftp_io *ftp = owner;
	int r;

	if (ftp->n_waiting >= WAITING_MAX) {
		log_warn("%u FTP clients wait already, one more is turned away;"
			 " raise max-sessions",
		    ftp->n_waiting);
		close(fd);
		return;
	}
	r = add_client(ftp, fd);
	if (r < 0)
		log_error("cannot serve an FTP client: %s", strerror(-r));
	serve_waiting(ftp);
}

static void
on_expire(void *owner)
{
	struct ftp_io *ftp = owner;

	open_files_expire(ftp->files, loop_now_ms(ftp->context->loop));
	loop_timer_start(ftp->expire, EXPIRE_EVERY_MS);
}

/* Return: 0; -ENOMEM. */
static int
keep_files(struct ftp_io *ftp)
{
	ftp->files = open_files_new();
	if (!ftp->files ||
	    loop_timer_new(ftp->context->loop, on_expire, ftp, &ftp->expire) <
		0)
		return -ENOMEM;
	loop_timer_start(ftp->expire, EXPIRE_EVERY_MS);
	return 0;
}

static void
adopt(struct ftp_io *ftp, const struct repod_settings *settings,
    struct tree *tree)
{
	tree_ref(tree);
	tree_unref(ftp->terms.tree);
	ftp->terms = (struct ftp_terms){
		.tree = tree,
		.access = &ftp->access,
		.machines = ftp->machines,
		.made = ftp->made,
		.files = ftp->files,
		.logs_json = settings->logs_json,
		.idle_ms = settings->idle_timeout_ms,
		.data_ms = settings->data_timeout_ms,
		.ports = settings->passive_ports,
		.passive_address = settings->passive_address,
	};
	open_files_clear(ftp->files);
	ftp->access = settings->access;
	ftp->max_sessions = settings->max_sessions;
	ftp->turns.max = settings->max_transfers;
}

int
ftp_io_start(const struct daemon_context *context,
    const struct repod_settings *settings, struct tree *tree,
    struct machines *machines, struct made *made, struct passed *passed,
    struct ftp_io **ret_ftp)
{
	struct ftp_io *ftp = calloc(1, sizeof(*ftp));
	int r;

	if (!ftp)
		return -ENOMEM;
	ftp->context = context;
	ftp->listeners = (struct listeners){ .loop = context->loop,
		.protocol = "FTP",
		.setting = "ftp = or -F",
		.accept = client_accepted,
		.owner = ftp,
		.passed = passed };
	ftp_turns_init(&ftp->turns);
	TAILQ_INIT(&ftp->served);
	TAILQ_INIT(&ftp->waiting);
	ftp->machines = machines;
	ftp->made = made;
	r = keep_files(ftp);
	if (r == 0) {
		adopt(ftp, settings, tree);
		r = listeners_start(&ftp->listeners, &settings->ftp);
	}
	if (r < 0) {
		ftp_io_stop(ftp);
		return r;
	}
	*ret_ftp = ftp;
	return 0;
}

void
ftp_io_reload(struct ftp_io *ftp, const struct repod_settings *settings,
    struct tree *tree)
{
	listeners_set(&ftp->listeners, &settings->ftp);
	adopt(ftp, settings, tree);
	ftp_turns_call(&ftp->turns);
	serve_waiting(ftp);
}

unsigned
ftp_io_drain(struct ftp_io *ftp)
{
	struct client *client;

	if (ftp->is_draining)
		return ftp->n_served + ftp->n_waiting;
	ftp->is_draining = true;
	listeners_close(&ftp->listeners);
	/* Those who wait are served as places become free. */
	ftp->terms.idle_ms = FTP_PEER_HURRY_MS;
	TAILQ_FOREACH (client, &ftp->served, entry)
		ftp_peer_hurry(client->peer);
	return ftp->n_served + ftp->n_waiting;
}

static void
close_client(struct client *client)
{
	ftp_peer_free(client->peer);
	forget(client);
}

void
ftp_io_stop(struct ftp_io *ftp)
{
	struct client *client;

	if (!ftp)
		return;
	listeners_close(&ftp->listeners);
	while ((client = TAILQ_FIRST(&ftp->served)))
		close_client(client);
	while ((client = TAILQ_FIRST(&ftp->waiting)))
		close_client(client);
	tree_unref(ftp->terms.tree);
	open_files_free(ftp->files);
	loop_timer_free(ftp->expire);
	free(ftp);
}
