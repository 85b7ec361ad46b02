/* SPDX-License-Identifier: ISC */
#include "repod/passed.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/socket.h>
#include <unistd.h>

#include "common/activation.h"
#include "common/address.h"
#include "common/log.h"

int
passed_take(struct passed *ret_passed)
{
	struct passed passed = { 0 };
	int n = activation_sockets(SOCK_STREAM, passed.fd, PASSED_MAX);

	if (n < 0) {
		log_error(
		    "more than %d sockets were passed: pass fewer", PASSED_MAX);
		return n;
	}
	passed.n_all = passed.n = (unsigned)n;
	*ret_passed = passed;
	return 0;
}

static uint16_t
port_of(int fd)
{
	union endpoint local = { .any = { .sa_family = AF_UNSPEC } };
	socklen_t len = sizeof(local);

	if (getsockname(fd, &local.any, &len) < 0)
		return 0;
	return endpoint_port(&local);
}

int
passed_claim(struct passed *passed, uint16_t port)
{
	for (unsigned i = 0; i < passed->n; i++) {
		int fd = passed->fd[i];

		if (port_of(fd) != port ||
		    fcntl(fd, F_SETFL, O_RDWR | O_NONBLOCK) < 0)
			continue;
		passed->fd[i] = passed->fd[--passed->n];
		return fd;
	}
	return -1;
}

void
passed_close(struct passed *passed)
{
	while (passed->n > 0) {
		int fd = passed->fd[--passed->n];

		log_warn("a socket on port %u was passed, which is none of "
			 "http, https and ftp in [repod]; it is closed",
		    port_of(fd));
		close(fd);
	}
}
