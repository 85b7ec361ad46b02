/* SPDX-License-Identifier: ISC */
#ifndef COMMON_TLS_H
#define COMMON_TLS_H

#include <stdbool.h>

#include "common/loop.h"

/*
 * TLS in front of whoever serves plain octets: for each connection a relay
 * between the peer's socket and one end of a pair of sockets, whose other end
 * is served like any connection. So nobody else knows of TLS; what is slow or
 * silent, the handshake too, is cut by whoever holds the plain end: when that
 * is closed, so is the connection. TLS 1.2 and newer, by OpenSSL.
 */

enum {
	/* How long a peer may go on when the plain end sends no more: close at
	 * once, and a reset could overtake what was sent. */
	TLS_LINGER_MS = 3000,
};

/** struct tls_server - a certificate, and the connections under it; opaque */
struct tls_server;

/** tls_is_built() - whether this program was built with OpenSSL */
bool tls_is_built(void);

/**
 * tls_server_new() - serve by a certificate
 * @certificate: a file of PEM: the server's, then those that vouch for it
 * @key: a file of PEM: its private key, without a passphrase
 *
 * Return: 0; -errno, logged with the next step to take.
 */
int tls_server_new(struct loop *loop, const char *certificate, const char *key,
    struct tls_server **ret_server);

/** tls_server_load() - other files, or the same ones anew, for connections
 * from now on. Return: 0; -errno, logged, and the old ones stay. */
int tls_server_load(
    struct tls_server *server, const char *certificate, const char *key);

/**
 * tls_server_accept() - begin TLS on @fd, a new connection, taken over
 * @ret_plain: a non-blocking socket for the plain octets; the caller's
 *
 * Return: 0; -errno, and @fd is closed.
 */
int tls_server_accept(struct tls_server *server, int fd, int *ret_plain);

/** tls_server_free() - close every connection; NULL is allowed */
void tls_server_free(struct tls_server *server);

#endif
