/* SPDX-License-Identifier: ISC */
#include "common/port_trial.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "common/log.h"
#include "common/port_holder.h"

enum {
	LINE_MAX_OCTETS = 512,
};

void
port_trial_add(struct port_trial *trial, int type, const union endpoint *at,
    const char *interface, const char *step)
{
	if (trial->n < PORT_TRIAL_MAX)
		trial->ports[trial->n++] = (struct port_trial_port){
			.type = type,
			.at = *at,
			.interface = interface,
			.step = step,
		};
}

/* As the daemon would, but for sharing a UDP port, which it does with itself
 * alone; nothing is listened for. */
static int
prepare(const struct port_trial_port *port, int fd)
{
	int on = 1;

	if (port->type == SOCK_STREAM &&
	    setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &on, sizeof(on)) < 0)
		return -errno;
	if (port->at.any.sa_family == AF_INET6 &&
	    setsockopt(fd, IPPROTO_IPV6, IPV6_V6ONLY, &on, sizeof(on)) < 0)
		return -errno;
	if (port->interface &&
	    setsockopt(fd, SOL_SOCKET, SO_BINDTODEVICE, port->interface,
		(socklen_t)strlen(port->interface)) < 0)
		return -errno;
	return 0;
}

/* Return: 0 for a port that is free; -errno. */
static int
bind_once(const struct port_trial_port *port)
{
	int fd = socket(port->at.any.sa_family, port->type | SOCK_CLOEXEC, 0);
	int r;

	if (fd < 0)
		return -errno;
	r = prepare(port, fd);
	if (r == 0 && bind(fd, &port->at.any, endpoint_len(&port->at)) < 0)
		r = -errno;
	close(fd);
	return r;
}

static bool
may_be_taken(const struct port_trial_port *port)
{
	int r = bind_once(port);

	return r == -EADDRINUSE || r == -EACCES || r == -EPERM;
}

/* Return: the line's kind; PORT_HOLDER_NONE for nothing to say. */
static enum port_holder
describe(const struct port_trial_port *port, const char *daemon, char *line)
{
	char who[PORT_HOLDER_TEXT_MAX], name[64];
	enum port_holder kind;

	if (!may_be_taken(port))
		return PORT_HOLDER_NONE;
	kind = port_holder_find(port->type, &port->at, who);
	snprintf(name, sizeof(name), "%s port %u",
	    port->type == SOCK_DGRAM ? "UDP" : "TCP", endpoint_port(&port->at));
	switch (kind) {
	case PORT_HOLDER_OTHER:
		snprintf(line, LINE_MAX_OCTETS, "%s is held by %s: %s", name,
		    who, port->step);
		break;
	case PORT_HOLDER_STARTER:
		snprintf(line, LINE_MAX_OCTETS,
		    "%s is held by %s, which starts a server there: this "
		    "serves if that server is this %s",
		    name, who, daemon);
		break;
	case PORT_HOLDER_HIDDEN:
		snprintf(line, LINE_MAX_OCTETS,
		    "%s is held by %s: if it is not this %s, %s", name, who,
		    daemon, port->step);
		break;
	case PORT_HOLDER_OWN:
		log_debug("%s is held by %s, which serves already", name, who);
		return PORT_HOLDER_NONE;
	case PORT_HOLDER_NONE:
		break;
	}
	return kind;
}

void
port_trial_run(const struct port_trial *trial, const char *daemon)
{
	char line[LINE_MAX_OCTETS], last[LINE_MAX_OCTETS] = "";

	for (unsigned i = 0; i < trial->n; i++) {
		enum port_holder kind =
		    describe(&trial->ports[i], daemon, line);

		/* One port, at several addresses. */
		if (kind == PORT_HOLDER_NONE || strcmp(line, last) == 0)
			continue;
		if (kind == PORT_HOLDER_STARTER)
			log_info("%s", line);
		else
			log_warn("%s", line);
		memcpy(last, line, sizeof(last));
	}
}
