/* SPDX-License-Identifier: ISC */
#include "common/tls.h"

#include <errno.h>
#include <stddef.h>

#include "common/tls_context.h"

#ifdef HAVE_OPENSSL

#include <openssl/err.h>
#include <openssl/ssl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/queue.h>
#include <sys/socket.h>
#include <unistd.h>

enum {
	/* The most that a record of TLS holds: RFC 8446 5.1. */
	RECORD = 16 << 10,
	/* Pieces moved in one turn before other connections get theirs. */
	MOVES_A_TURN = 16,
};

struct piece {
	size_t at, end; /* what waits is bytes[at..end) */
	uint8_t *bytes; /* RECORD of them, as long as something waits */
};

struct relay {
	LIST_ENTRY(relay) entry;
	struct tls_server *server;
	SSL *ssl;
	int fd, plain;
	struct loop_watch *fd_watch, *plain_watch;
	struct loop_timer *linger;
	struct piece in, out; /* from the peer, to the peer */
	bool is_open;	      /* the handshake is over */
	bool in_ended;	      /* the peer sends no more */
	bool in_told;	      /* and the plain end knows */
	bool out_ended;	      /* the plain end sends no more */
	bool out_told;	      /* and the peer knows */
	bool wants_read;      /* of the peer's socket, says TLS */
	bool wants_write;
};

struct tls_server {
	struct loop *loop;
	SSL_CTX *context;
	LIST_HEAD(, relay) relays;
};

bool
tls_is_built(void)
{
	return true;
}

/* --- a relay --- */

static void
relay_free(struct relay *relay)
{
	LIST_REMOVE(relay, entry);
	loop_watch_free(relay->fd_watch);
	loop_watch_free(relay->plain_watch);
	loop_timer_free(relay->linger);
	SSL_free(relay->ssl);
	free(relay->in.bytes);
	free(relay->out.bytes);
	close(relay->fd);
	close(relay->plain);
	free(relay);
}

static bool
prepare(struct piece *piece)
{
	if (!piece->bytes)
		piece->bytes = malloc(RECORD);
	piece->at = piece->end = 0;
	return piece->bytes != NULL;
}

static void
release(struct piece *piece)
{
	free(piece->bytes);
	*piece = (struct piece){ 0 };
}

static bool
is_empty(const struct piece *piece)
{
	return piece->at == piece->end;
}

enum moved {
	MOVED,
	WAITS,
	BROKEN,
};

/* What r of an SSL function that did not succeed came to. Once the peer has
 * ended, SSL_ERROR_ZERO_RETURN is the answer to every failure: it means an end
 * to those alone who read. */
static enum moved
result_of(struct relay *relay, int r)
{
	int error = SSL_get_error(relay->ssl, r);

	ERR_clear_error();
	if (error == SSL_ERROR_WANT_READ)
		relay->wants_read = true;
	else if (error == SSL_ERROR_WANT_WRITE)
		relay->wants_write = true;
	else
		return BROKEN;
	return WAITS;
}

static enum moved
shake_hands(struct relay *relay)
{
	int r = SSL_accept(relay->ssl);

	if (r != 1)
		return result_of(relay, r);
	relay->is_open = true;
	return MOVED;
}

static enum moved
read_peer(struct relay *relay)
{
	int n;

	if (!prepare(&relay->in))
		return BROKEN;
	n = SSL_read(relay->ssl, relay->in.bytes, RECORD);
	if (n > 0) {
		relay->in.end = (size_t)n;
		return MOVED;
	}
	release(&relay->in);
	if (SSL_get_error(relay->ssl, n) != SSL_ERROR_ZERO_RETURN)
		return result_of(relay, n);
	relay->in_ended = true;
	return MOVED;
}

static enum moved
write_plain(struct relay *relay)
{
	struct piece *in = &relay->in;
	ssize_t n = send(
	    relay->plain, in->bytes + in->at, in->end - in->at, MSG_NOSIGNAL);

	if (n < 0)
		return errno == EAGAIN || errno == EINTR ? WAITS : BROKEN;
	in->at += (size_t)n;
	return MOVED;
}

/* Octets from the peer to the plain end. */
static enum moved
move_in(struct relay *relay)
{
	if (!is_empty(&relay->in))
		return write_plain(relay);
	if (!relay->in_ended)
		return read_peer(relay);
	if (relay->in_told)
		return WAITS;
	relay->in_told = true;
	return shutdown(relay->plain, SHUT_WR) < 0 ? BROKEN : MOVED;
}

static enum moved
read_plain(struct relay *relay)
{
	ssize_t n;

	if (!prepare(&relay->out))
		return BROKEN;
	n = recv(relay->plain, relay->out.bytes, RECORD, 0);
	relay->out.end = n > 0 ? (size_t)n : 0;
	if (n <= 0)
		release(&relay->out);
	if (n < 0)
		return errno == EAGAIN || errno == EINTR ? WAITS : BROKEN;
	relay->out_ended = n == 0;
	/* Nobody is left to serve a peer whose handshake took too long. What is
	 * said before it is over is a farewell. */
	if (n == 0 && !relay->is_open)
		return BROKEN;
	if (n == 0 || !relay->is_open)
		loop_timer_start(relay->linger, TLS_LINGER_MS);
	return MOVED;
}

static enum moved
write_peer(struct relay *relay)
{
	struct piece *out = &relay->out;
	int n = SSL_write(
	    relay->ssl, out->bytes + out->at, (int)(out->end - out->at));

	if (n <= 0)
		return result_of(relay, n);
	out->at += (size_t)n;
	return MOVED;
}

/* Octets from the plain end to the peer. */
static enum moved
move_out(struct relay *relay)
{
	int r;

	if (!is_empty(&relay->out))
		return write_peer(relay);
	if (!relay->out_ended)
		return read_plain(relay);
	if (relay->out_told)
		return WAITS;
	r = SSL_shutdown(relay->ssl);
	if (r < 0)
		return result_of(relay, r);
	relay->out_told = true;
	return shutdown(relay->fd, SHUT_WR) < 0 ? BROKEN : MOVED;
}

static void
ask(struct relay *relay)
{
	unsigned of_fd = (relay->wants_read ? LOOP_READ : 0u) |
	    (relay->wants_write ? LOOP_WRITE : 0u);
	unsigned of_plain = (is_empty(&relay->in) ? 0u : LOOP_WRITE);

	if (is_empty(&relay->out) && !relay->out_ended)
		of_plain |= LOOP_READ;
	loop_watch_set(relay->fd_watch, of_fd);
	loop_watch_set(relay->plain_watch, of_plain);
}

/* Return: whether the relay goes on. */
static bool
open_up(struct relay *relay)
{
	if (shake_hands(relay) == BROKEN)
		return false;
	return relay->is_open || !is_empty(&relay->out) || relay->out_ended ||
	    read_plain(relay) != BROKEN;
}

/* Return: whether the relay goes on. */
static bool
move_all(struct relay *relay)
{
	relay->wants_read = relay->wants_write = false;
	if (!relay->is_open && !open_up(relay))
		return false;
	for (int i = 0; relay->is_open && i < MOVES_A_TURN; i++) {
		enum moved in, out;

		in = move_in(relay);
		out = move_out(relay);
		if (in == BROKEN || out == BROKEN ||
		    (relay->in_told && relay->out_told))
			return false;
		if (in == WAITS && out == WAITS)
			return true;
	}
	/* More waits, and other connections are next. A whole record was read
	 * each time, so nothing waits inside TLS: the descriptors tell. */
	if (relay->is_open) {
		relay->wants_read = !relay->in_ended && is_empty(&relay->in);
		relay->wants_write = !is_empty(&relay->out) ||
		    (relay->out_ended && !relay->out_told);
	}
	return true;
}

static void
turn(struct relay *relay)
{
	if (move_all(relay))
		ask(relay);
	else
		relay_free(relay);
}

static void
on_ready(void *owner, unsigned ready)
{
	(void)ready;
	turn(owner);
}

/* A farewell that the peer takes its time to read has still been sent. */
static void
on_linger(void *owner)
{
	struct relay *relay = owner;

	if (relay->out_ended || !relay->is_open)
		relay_free(relay);
}

/* --- the server --- */

int
tls_server_load(
    struct tls_server *server, const char *certificate, const char *key)
{
	SSL_CTX *context;
	int r = tls_context_new(certificate, key, &context);

	if (r < 0)
		return r;
	tls_context_free(server->context);
	server->context = context;
	return 0;
}

int
tls_server_new(struct loop *loop, const char *certificate, const char *key,
    struct tls_server **ret_server)
{
	struct tls_server *server = calloc(1, sizeof(*server));
	int r;

	if (!server)
		return -ENOMEM;
	server->loop = loop;
	LIST_INIT(&server->relays);
	r = tls_server_load(server, certificate, key);
	if (r < 0)
		tls_server_free(server);
	else
		*ret_server = server;
	return r;
}

void
tls_server_free(struct tls_server *server)
{
	struct relay *relay;

	if (!server)
		return;
	while ((relay = LIST_FIRST(&server->relays)))
		relay_free(relay);
	tls_context_free(server->context);
	free(server);
}

static int
start(struct relay *relay)
{
	struct loop *loop = relay->server->loop;
	int r;

	relay->ssl = SSL_new(relay->server->context);
	if (!relay->ssl || SSL_set_fd(relay->ssl, relay->fd) != 1)
		return -ENOMEM;
	r = loop_watch_new(loop, relay->fd, on_ready, relay, &relay->fd_watch);
	if (r == 0)
		r = loop_watch_new(
		    loop, relay->plain, on_ready, relay, &relay->plain_watch);
	if (r == 0)
		r = loop_timer_new(loop, on_linger, relay, &relay->linger);
	relay->wants_read = true;
	if (r == 0)
		ask(relay);
	return r;
}

int
tls_server_accept(struct tls_server *server, int fd, int *ret_plain)
{
	struct relay *relay = calloc(1, sizeof(*relay));
	int pair[2], r;

	if (!relay ||
	    socketpair(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0,
		pair) < 0) {
		r = relay ? -errno : -ENOMEM;
		free(relay);
		close(fd);
		return r;
	}
	relay->server = server;
	relay->fd = fd;
	relay->plain = pair[0];
	LIST_INSERT_HEAD(&server->relays, relay, entry);
	r = start(relay);
	if (r < 0) {
		relay_free(relay);
		close(pair[1]);
		return r;
	}
	*ret_plain = pair[1];
	return 0;
}

#else

bool
tls_is_built(void)
{
	return false;
}

int
tls_server_new(struct loop *loop, const char *certificate, const char *key,
    struct tls_server **ret_server)
{
	(void)loop;
	(void)ret_server;
	return tls_context_new(certificate, key, NULL);
}

int
tls_server_load(
    struct tls_server *server, const char *certificate, const char *key)
{
	(void)server;
	return tls_context_new(certificate, key, NULL);
}

int
tls_server_accept(struct tls_server *server, int fd, int *ret_plain)
{
	(void)server;
	(void)fd;
	(void)ret_plain;
	return -ENOSYS;
}

void
tls_server_free(struct tls_server *server)
{
	(void)server;
}

#endif
