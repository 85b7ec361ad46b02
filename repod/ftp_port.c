/* SPDX-License-Identifier: ISC */
#include "repod/ftp_port.h"

#include <errno.h>
#include <sys/random.h>
#include <sys/socket.h>
#include <unistd.h>

#include "common/log.h"
#include "common/stream_listener.h"

enum {
	/* Strangers that are turned away before others have their turn. */
	STRANGERS_A_TURN = 64,
};

/* The dynamic ports of RFC 6335 section 6. */
static const struct repod_ports dynamic_ports = { 49152, 65535 };

/* The kernel is not asked to choose: it passes over every port with a
 * connection in TIME-WAIT, which each transfer leaves behind for a minute, so
 * that after some thousands it searches long and in the end in vain. */
int
ftp_port_open(const union endpoint *local, const struct repod_ports *ports,
    int *ret_fd, uint16_t *ret_port)
{
	union endpoint at = *local;
	unsigned n, start = 0;
	int r = -EADDRINUSE;

	if (ports->first == 0)
		ports = &dynamic_ports;
	n = ports->last - ports->first + 1U;
	if (getrandom(&start, sizeof(start), 0) != sizeof(start))
		return -errno;
	start %= n;
	for (unsigned i = 0; i < n && r == -EADDRINUSE; i++) {
		endpoint_set_port(
		    &at, (uint16_t)(ports->first + (start + i) % n));
		r = stream_bind(&at, ret_fd);
	}
	if (r == 0)
		*ret_port = endpoint_port(&at);
	return r;
}

bool
ftp_port_belongs_to(const union endpoint *from, const union endpoint *peer)
{
	char text[ENDPOINT_TEXT_MAX], owner[ADDRESS_TEXT_MAX];

	if (endpoint_is_same_host(from, peer))
		return true;
	log_warn("%s came to a data port of %s and was turned away",
	    endpoint_text(text, from), endpoint_address_text(owner, peer));
	return false;
}

int
ftp_port_accept(int fd, const union endpoint *peer)
{
	for (int i = 0; i < STRANGERS_A_TURN; i++) {
		union endpoint from;
		socklen_t len = sizeof(from);
		int accepted =
		    accept4(fd, &from.any, &len, SOCK_NONBLOCK | SOCK_CLOEXEC);

		if (accepted < 0)
			return -errno;
		if (ftp_port_belongs_to(&from, peer))
			return accepted;
		close(accepted);
	}
	return -EAGAIN;
}
