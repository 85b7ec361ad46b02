/* SPDX-License-Identifier: ISC */
#include "repod/listen_report.h"

#include <errno.h>
#include <string.h>
#include <sys/socket.h>

#include "common/log.h"
#include "common/port_holder.h"

static const char *
next_step(int error)
{
	switch (error) {
	case -EACCES:
	case -EPERM:
		return "start as root, or choose a port from 1024 on with";
	case -EADDRNOTAVAIL:
		return "no interface has this address: choose another with";
	default:
		return "choose with";
	}
}

void
listen_report(const char *protocol, const char *setting,
    const union endpoint *at, int error)
{
	char text[ENDPOINT_TEXT_MAX], who[PORT_HOLDER_TEXT_MAX];

	endpoint_text(text, at);
	if (error == 0)
		log_info("serving %s on %s", protocol, text);
	else if (error == -EADDRINUSE) {
		port_holder_find(SOCK_STREAM, at, who);
		log_error(
		    "cannot serve %s on %s: %s, by %s: stop it, or choose "
		    "another port with %s",
		    protocol, text, strerror(-error), who, setting);
	} else
		log_error("cannot serve %s on %s: %s; %s %s", protocol, text,
		    strerror(-error), next_step(error), setting);
}
