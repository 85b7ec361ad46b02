/* SPDX-License-Identifier: ISC */
#include "dhcpd/ports.h"

#include <errno.h>
#include <net/if.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "common/dhcp_packet.h"
#include "common/log.h"
#include "common/port_holder.h"
#include "dhcpd/dhcpd_config.h"

struct port {
	struct ports *ports;
	uint16_t number;
	struct datagram_socket *socket;
};

struct ports {
	struct loop *loop;
	bool is_proxy;
	ports_receive_fn *receive;
	void *owner;
	size_t n;
	struct port list[2 * CONFIG_LIST_MAX];
};

static void
on_receive(void *owner, struct datagram *messages, size_t n)
{
	struct port *port = owner;

	port->ports->receive(
	    port->ports->owner, port->socket, port->number, messages, n);
}

static const char *
next_step(int error)
{
	switch (error) {
	case -EACCES:
	case -EPERM:
		return "; start as root";
	case -ENODEV:
		return "; there is no such interface: mend interface = in "
		       "[site], or leave it out to serve those that come later";
	default:
		return "";
	}
}

static void
tell_port(uint16_t number, const char *interface, int error, bool is_needed)
{
	const union endpoint any = endpoint_ipv4(INADDR_ANY, number);
	char text[IFNAMSIZ + 64], who[PORT_HOLDER_TEXT_MAX] = "";
	bool is_in_use = error == -EADDRINUSE;

	snprintf(text, sizeof(text), "UDP port %d%s%s: %s", number,
	    interface ? " on " : "", interface ? interface : "",
	    strerror(-error));
	if (is_in_use)
		port_holder_find(SOCK_DGRAM, &any, who);
	if (!is_needed)
		log_warn("%s%s%s; firmware that asks there gets no answer "
			 "from this server",
		    text, is_in_use ? ", by " : "", who);
	else if (is_in_use)
		log_error("%s, by %s: stop it; two DHCP servers cannot share "
			  "the port",
		    text, who);
	else
		log_error("%s%s", text, next_step(error));
}

static int
open_port(struct ports *ports, const char *interface, uint16_t number)
{
	const union endpoint any = endpoint_ipv4(INADDR_ANY, number);
	struct port *port = &ports->list[ports->n];
	bool is_needed = number == DHCP_PORT_SERVER || ports->is_proxy;
	int fd, r;

	r = datagram_bind(&any, interface,
	    DATAGRAM_BROADCAST | DATAGRAM_BIG_BUFFER |
		(interface ? DATAGRAM_REUSE : 0),
	    &fd);
	if (r) {
		tell_port(number, interface, r, is_needed);
		return is_needed ? r : 0;
	}
	port->ports = ports;
	port->number = number;
	r = datagram_adopt(ports->loop, fd, DHCP_PACKET_LEN_MAX, DATAGRAM_BATCH,
	    on_receive, port, &port->socket);
	if (!r)
		ports->n++;
	return r;
}

static int
open_all(struct ports *ports, const struct config_names *names)
{
	const uint16_t numbers[] = { DHCP_PORT_SERVER, DHCP_PORT_PXE };
	int r = 0;

	for (size_t n = 0; !r && n < 2; n++) {
		if (names->n == 0)
			r = open_port(ports, NULL, numbers[n]);
		for (unsigned i = 0; !r && i < names->n; i++)
			r = open_port(ports, names->names[i], numbers[n]);
	}
	return r;
}

int
ports_open(struct loop *loop, const struct config_names *interfaces,
    bool is_proxy, ports_receive_fn *receive, void *owner,
    struct ports **ret_ports)
{
	struct ports *ports = calloc(1, sizeof(*ports));
	int r;

	if (!ports)
		return -ENOMEM;
	ports->loop = loop;
	ports->is_proxy = is_proxy;
	ports->receive = receive;
	ports->owner = owner;
	r = open_all(ports, interfaces);
	if (r)
		ports_close(ports);
	else
		*ret_ports = ports;
	return r;
}

void
ports_try(const void *owner, struct port_trial *trial)
{
	const struct dhcpd_settings *settings = owner;
	const struct config_names *names = &settings->site.interfaces;
	const uint16_t numbers[] = { DHCP_PORT_SERVER, DHCP_PORT_PXE };

	for (size_t n = 0; n < 2; n++) {
		union endpoint any = endpoint_ipv4(INADDR_ANY, numbers[n]);
		bool is_needed = n == 0 || settings->policy.is_proxy;
		const char *step = is_needed
		    ? "stop it, or name other interfaces with interface = in "
		      "[site]"
		    : "firmware that asks there gets no answer from this "
		      "server";

		if (names->n == 0)
			port_trial_add(trial, SOCK_DGRAM, &any, NULL, step);
		for (unsigned i = 0; i < names->n; i++)
			port_trial_add(
			    trial, SOCK_DGRAM, &any, names->names[i], step);
	}
}

void
ports_close(struct ports *ports)
{
	if (!ports)
		return;
	for (size_t i = 0; i < ports->n; i++)
		datagram_free(ports->list[i].socket);
	free(ports);
}
