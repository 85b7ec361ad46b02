/* SPDX-License-Identifier: ISC */
/*
 * To be preloaded into a daemon: its clocks are those of the machine, shifted
 * by the seconds that the file $SHIFT_CLOCK says at that moment: two numbers of
 * eight octets, in this machine's order, for CLOCK_REALTIME and CLOCK_BOOTTIME.
 * The file is mapped before the daemon locks itself in.
 */
#include <dlfcn.h>
#include <fcntl.h>
#include <stdint.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <time.h>
#include <unistd.h>

struct shifts {
	int64_t wall_s, boot_s;
};

static const struct shifts *shifts;
static int (*machine_gettime)(clockid_t, struct timespec *);

__attribute__((constructor)) static void
begin(void)
{
	const char *path = getenv("SHIFT_CLOCK");
	int fd = path ? open(path, O_RDONLY | O_CLOEXEC) : -1;
	void *found = dlsym(RTLD_NEXT, "clock_gettime");
	void *map = MAP_FAILED;

	if (fd >= 0)
		map = mmap(NULL, sizeof(*shifts), PROT_READ, MAP_SHARED, fd, 0);
	if (map == MAP_FAILED || !found)
		_exit(99);
	close(fd);
	shifts = map;
	*(void **)&machine_gettime = found;
}

int
clock_gettime(clockid_t clock, struct timespec *ret_time)
{
	int r = machine_gettime(clock, ret_time);

	if (clock == CLOCK_REALTIME)
		ret_time->tv_sec += shifts->wall_s;
	else if (clock == CLOCK_BOOTTIME)
		ret_time->tv_sec += shifts->boot_s;
	return r;
}

time_t
time(time_t *ret_time)
{
	struct timespec now;

	clock_gettime(CLOCK_REALTIME, &now);
	if (ret_time)
		*ret_time = now.tv_sec;
	return now.tv_sec;
}
