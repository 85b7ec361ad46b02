/* SPDX-License-Identifier: ISC */
#include "common/notify.h"

#include <inttypes.h>
#include <limits.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include "common/clock.h"
#include "common/text.h"

enum {
	US_PER_MS = 1000
};

/* A path, or @NAME of the abstract kind. Return: the address' length; 0 for
 * neither. */
static socklen_t
fill_address(const char *name, struct sockaddr_un *address)
{
	size_t len = strlen(name);

	if ((name[0] != '/' && name[0] != '@') || len < 2 ||
	    len >= sizeof(address->sun_path))
		return 0;
	*address = (struct sockaddr_un){ .sun_family = AF_UNIX };
	memcpy(address->sun_path, name, len);
	if (name[0] == '@')
		address->sun_path[0] = '\0';
	return (socklen_t)(offsetof(struct sockaddr_un, sun_path) + len);
}

static int
connect_to(const char *name)
{
	struct sockaddr_un address;
	socklen_t len = fill_address(name, &address);
	int fd;

	if (len == 0)
		return -1;
	fd = socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
	if (fd >= 0 && connect(fd, (struct sockaddr *)&address, len) < 0) {
		close(fd);
		fd = -1;
	}
	return fd;
}

/* Half the time after which the manager gives us up. */
static uint64_t
watchdog_ms(void)
{
	const char *limit = getenv("WATCHDOG_USEC"),
		   *pid = getenv("WATCHDOG_PID");
	uint64_t limit_us, who;

	if (!limit || !text_parse_u64(limit, INT64_MAX, &limit_us))
		return 0;
	if (pid &&
	    (!text_parse_u64(pid, INT_MAX, &who) || who != (uint64_t)getpid()))
		return 0;
	return limit_us / 2 / US_PER_MS;
}

void
notify_open(struct notify *ret_notify)
{
	const char *name = getenv("NOTIFY_SOCKET");

	ret_notify->fd = name ? connect_to(name) : -1;
	ret_notify->watchdog_ms = ret_notify->fd < 0 ? 0 : watchdog_ms();
	unsetenv("NOTIFY_SOCKET");
	unsetenv("WATCHDOG_USEC");
	unsetenv("WATCHDOG_PID");
}

void
notify_send(const struct notify *notify, const char *state)
{
	if (notify->fd >= 0)
		(void)!send(notify->fd, state, strlen(state), MSG_NOSIGNAL);
}

void
notify_reloading(const struct notify *notify)
{
	char state[64];

	snprintf(state, sizeof(state), "RELOADING=1\nMONOTONIC_USEC=%" PRIu64,
	    clock_read_us());
	notify_send(notify, state);
}

void
notify_stopping(const struct notify *notify, uint64_t within_ms)
{
	char state[80];

	snprintf(state, sizeof(state),
	    "STOPPING=1\nEXTEND_TIMEOUT_USEC=%" PRIu64,
	    (within_ms + NOTIFY_STOP_SPARE_MS) * US_PER_MS);
	notify_send(notify, state);
}

void
notify_close(struct notify *notify)
{
	if (notify->fd >= 0)
		close(notify->fd);
	notify->fd = -1;
}
