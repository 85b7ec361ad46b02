/* SPDX-License-Identifier: ISC */
#include "common/activation.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <unistd.h>

#include "common/text.h"

/* How many descriptors the environment says are for this process. */
static int
passed(void)
{
	const char *pid = getenv("LISTEN_PID"), *fds = getenv("LISTEN_FDS");
	uint64_t who, n;

	if (!pid || !fds || !text_parse_u64(pid, INT_MAX, &who) ||
	    who != (uint64_t)getpid() ||
	    !text_parse_u64(fds, INT_MAX - ACTIVATION_FIRST_FD, &n))
		return 0;
	return (int)n;
}

static bool
is_of_type(int fd, int type)
{
	int actual;
	socklen_t len = sizeof(actual);

	return getsockopt(fd, SOL_SOCKET, SO_TYPE, &actual, &len) == 0 &&
	    actual == type;
}

int
activation_sockets(int type, int *ret_fds, unsigned max)
{
	int n_passed = passed();
	unsigned n = 0;

	unsetenv("LISTEN_PID");
	unsetenv("LISTEN_FDS");
	for (int i = 0; i < n_passed; i++) {
		int fd = ACTIVATION_FIRST_FD + i;

		/* The number may be a lie: stop where nothing is open. */
		if (fcntl(fd, F_SETFD, FD_CLOEXEC) < 0)
			break;
		if (!is_of_type(fd, type))
			continue;
		if (n == max)
			return -E2BIG;
		ret_fds[n++] = fd;
	}
	return (int)n;
}
