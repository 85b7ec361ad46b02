/* SPDX-License-Identifier: ISC */

/*
 * Preloaded into a server: each fsync and fdatasync takes SLOW_SYNC_US more, 2
 * ms unless that is set, as on a disk that is busy or slow; on a tmpfs, where a
 * sync takes nothing, as on any disk.
 */

#include <stdlib.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

static struct timespec more = { .tv_nsec = 2000000 };

/* Before there is a thread or a sandbox: a sleep ends when it is over, not up
 * to 50 us later. */
static void __attribute__((constructor)) set_up(void)
{
	const char *us = getenv("SLOW_SYNC_US");

	if (us)
		more.tv_nsec = strtol(us, NULL, 10) * 1000;
	prctl(PR_SET_TIMERSLACK, 1);
}

static int
slow(long number, int fd)
{
	nanosleep(&more, NULL);
	return (int)syscall(number, fd);
}

int
fsync(int fd)
{
	return slow(SYS_fsync, fd);
}

int
fdatasync(int fd)
{
	return slow(SYS_fdatasync, fd);
}
