/* SPDX-License-Identifier: ISC */
#include "tftpd/listen.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

#include "common/activation.h"
#include "common/daemon.h"
#include "common/log.h"

static const char *
next_step(int error)
{
	switch (error) {
	case -EADDRINUSE:
		return "another TFTP server runs there (ss -lunp "
		       "names it): stop it, or listen elsewhere";
	case -EACCES:
	case -EPERM:
		return "start as root, or listen on a port above 1023";
	case -ENODEV:
		return "there is no such interface";
	default:
		return "see listen and interface in bootyard.ini(5)";
	}
}

/* A virtual address may be another machine's until that one fails, and an
 * interface may get its address after we started. */
static int
bind_ahead(const union endpoint *local, const char *interface, int *ret_fd)
{
	char text[ENDPOINT_TEXT_MAX];
	int r = datagram_bind(
	    local, interface, DATAGRAM_BIG_BUFFER | DATAGRAM_FREEBIND, ret_fd);

	if (r == 0)
		log_warn("no interface has the address of %s yet; it is "
			 "listened on all the same",
		    endpoint_text(text, local));
	return r;
}

static int
bind_one(
    struct listen *listen, const union endpoint *local, const char *interface)
{
	char text[ENDPOINT_TEXT_MAX];
	int r = -E2BIG;

	if (listen->n < LISTEN_SOCKETS_MAX)
		r = datagram_bind(local, interface, DATAGRAM_BIG_BUFFER,
		    &listen->fd[listen->n]);
	if (r == -EADDRNOTAVAIL)
		r = bind_ahead(local, interface, &listen->fd[listen->n]);
	if (r < 0) {
		log_error("cannot listen on %s%s%s: %s; %s",
		    endpoint_text(text, local), interface ? " of " : "",
		    interface ? interface : "", strerror(-r), next_step(r));
		return r;
	}
	listen->n++;
	log_debug("listening on %s%s%s", endpoint_text(text, local),
	    interface ? " of " : "", interface ? interface : "");
	return 0;
}

/* @local on every interface named, or once for all of them. */
static int
bind_interfaces(struct listen *listen, const union endpoint *local,
    const struct config_names *interfaces)
{
	if (interfaces->n == 0)
		return bind_one(listen, local, NULL);
	for (unsigned i = 0; i < interfaces->n; i++) {
		int r = bind_one(listen, local, interfaces->names[i]);

		if (r < 0)
			return r;
	}
	return 0;
}

static bool
has_ipv6(void)
{
	int fd = socket(AF_INET6, SOCK_DGRAM | SOCK_CLOEXEC, 0);

	if (fd >= 0)
		close(fd);
	return fd >= 0;
}

/* @port of every address of @family, or of both where that is 0. */
static int
bind_port(struct listen *listen, uint16_t port, int family,
    const struct config_names *interfaces)
{
	const union endpoint ipv4 = endpoint_ipv4(0, port);
	const union endpoint ipv6 = {
		.ipv6 = { .sin6_family = AF_INET6, .sin6_port = htons(port) },
	};
	int r = 0;

	if (family != AF_INET6)
		r = bind_interfaces(listen, &ipv4, interfaces);
	if (r == 0 && (family == AF_INET6 || (family == 0 && has_ipv6())))
		r = bind_interfaces(listen, &ipv6, interfaces);
	return r;
}

int
listen_inherit(struct listen *ret_listen)
{
	struct listen listen = { 0 };
	int n = activation_sockets(SOCK_DGRAM, listen.fd, LISTEN_SOCKETS_MAX);

	if (n < 0) {
		log_error("more than %d sockets were passed: pass fewer",
		    LISTEN_SOCKETS_MAX);
		return n;
	}
	if (n == 0 && daemon_is_inetd(SOCK_DGRAM))
		listen.fd[n++] = STDIN_FILENO;
	listen.n = (unsigned)n;
	*ret_listen = listen;
	return n > 0;
}

int
listen_bind(const struct tftpd_settings *settings, struct listen *ret_listen)
{
	const struct tftpd_listen *want = &settings->listen;
	const struct config_names *interfaces = &settings->site.interfaces;
	struct listen listen = { 0 };
	int r = 0;

	if (want->n == 0)
		r = bind_port(
		    &listen, TFTPD_PORT, settings->family, interfaces);
	for (unsigned i = 0; r == 0 && i < want->n; i++) {
		if (want->is_port[i])
			r = bind_port(&listen, endpoint_port(&want->at[i]),
			    settings->family, interfaces);
		else
			r = bind_interfaces(&listen, &want->at[i], interfaces);
	}
	if (r == 0) {
		*ret_listen = listen;
		return 0;
	}
	while (listen.n > 0)
		close(listen.fd[--listen.n]);
	return r;
}
