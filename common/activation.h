/* SPDX-License-Identifier: ISC */
#ifndef COMMON_ACTIVATION_H
#define COMMON_ACTIVATION_H

/*
 * Sockets that systemd, or another manager, opened for us: sd_listen_fds(3)
 * without its library.
 */

enum {
	ACTIVATION_FIRST_FD = 3
};

/**
 * activation_sockets() - the passed sockets of @type (SOCK_DGRAM, SOCK_STREAM)
 * @ret_fds: room for @max; the caller's to close, close-on-exec
 *
 * LISTEN_PID and LISTEN_FDS are taken out of the environment: a second call
 * finds none. Descriptors of another kind are left alone.
 * Return: how many, 0 for none; -E2BIG for more than @max.
 */
int activation_sockets(int type, int *ret_fds, unsigned max);

#endif
