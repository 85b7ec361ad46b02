/* SPDX-License-Identifier: ISC */
#include "tftpd/listen.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

#include "common/activation.h"
#include "common/daemon.h"
#include "common/log.h"
#include "common/port_holder.h"

/** struct places - what is wanted of the settings: each address on each
 * interface */
struct places {
	unsigned n;
	struct place {
		union endpoint at;
		const char *interface; /* NULL for any */
	} list[LISTEN_SOCKETS_MAX];
};

static const char *
next_step(int error)
{
	switch (error) {
	case -EACCES:
	case -EPERM:
		return "start as root, or listen on a port above 1023";
	case -ENODEV:
		return "there is no such interface";
	default:
		return "see listen and interface in bootyard.ini(5)";
	}
}

static void
tell_error(const struct place *place, int error)
{
	char text[ENDPOINT_TEXT_MAX], who[PORT_HOLDER_TEXT_MAX];

	endpoint_text(text, &place->at);
	if (error == -EADDRINUSE) {
		port_holder_find(SOCK_DGRAM, &place->at, who);
		log_error("cannot listen on %s: %s, by %s: stop it, or listen "
			  "elsewhere",
		    text, strerror(-error), who);
		return;
	}
	log_error("cannot listen on %s%s%s: %s; %s", text,
	    place->interface ? " of " : "",
	    place->interface ? place->interface : "", strerror(-error),
	    next_step(error));
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
bind_one(struct listen *listen, const struct place *place)
{
	char text[ENDPOINT_TEXT_MAX];
	int r = datagram_bind(&place->at, place->interface, DATAGRAM_BIG_BUFFER,
	    &listen->fd[listen->n]);

	if (r == -EADDRNOTAVAIL)
		r = bind_ahead(
		    &place->at, place->interface, &listen->fd[listen->n]);
	if (r < 0) {
		tell_error(place, r);
		return r;
	}
	listen->n++;
	log_debug("listening on %s%s%s", endpoint_text(text, &place->at),
	    place->interface ? " of " : "",
	    place->interface ? place->interface : "");
	return 0;
}

/* Return: false where there is no more room. */
static bool
add_place(
    struct places *places, const union endpoint *at, const char *interface)
{
	if (places->n == LISTEN_SOCKETS_MAX)
		return false;
	places->list[places->n++] =
	    (struct place){ .at = *at, .interface = interface };
	return true;
}

/* @at on every interface named, or once for all of them. */
static bool
add_interfaces(struct places *places, const union endpoint *at,
    const struct config_names *interfaces)
{
	bool has_room = true;

	if (interfaces->n == 0)
		return add_place(places, at, NULL);
	for (unsigned i = 0; has_room && i < interfaces->n; i++)
		has_room = add_place(places, at, interfaces->names[i]);
	return has_room;
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
static bool
add_port(struct places *places, uint16_t port, int family,
    const struct config_names *interfaces)
{
	const union endpoint ipv4 = endpoint_ipv4(0, port);
	const union endpoint ipv6 = {
		.ipv6 = { .sin6_family = AF_INET6, .sin6_port = htons(port) },
	};

	if (family != AF_INET6 && !add_interfaces(places, &ipv4, interfaces))
		return false;
	return family == AF_INET || (family == 0 && !has_ipv6()) ||
	    add_interfaces(places, &ipv6, interfaces);
}

/* Return: false for too many; those that fit are there. */
static bool
want_places(const struct tftpd_settings *settings, struct places *ret_places)
{
	const struct tftpd_listen *want = &settings->listen;
	const struct config_names *interfaces = &settings->site.interfaces;
	bool has_room = true;

	ret_places->n = 0;
	if (want->n == 0)
		return add_port(
		    ret_places, TFTPD_PORT, settings->family, interfaces);
	for (unsigned i = 0; has_room && i < want->n; i++) {
		const union endpoint *at = &want->at[i];

		has_room = want->is_port[i]
		    ? add_port(ret_places, endpoint_port(at), settings->family,
			  interfaces)
		    : add_interfaces(ret_places, at, interfaces);
	}
	return has_room;
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
	struct listen listen = { 0 };
	struct places places;
	int r = 0;

	if (!want_places(settings, &places)) {
		log_error("cannot listen on more than %d addresses: name fewer "
			  "with listen or interface",
		    LISTEN_SOCKETS_MAX);
		r = -E2BIG;
	}
	for (unsigned i = 0; r == 0 && i < places.n; i++)
		r = bind_one(&listen, &places.list[i]);
	if (r == 0) {
		*ret_listen = listen;
		return 0;
	}
	while (listen.n > 0)
		close(listen.fd[--listen.n]);
	return r;
}

void
listen_ports(const void *settings, struct port_trial *trial)
{
	struct places places;

	want_places(settings, &places);
	for (unsigned i = 0; i < places.n; i++)
		port_trial_add(trial, SOCK_DGRAM, &places.list[i].at,
		    places.list[i].interface,
		    "stop it, or name another port with listen = in [tftpd]");
}
