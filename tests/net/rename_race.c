/* SPDX-License-Identifier: ISC */
/*
 * Loaded into a daemon before its own code: openat2 gives up with EAGAIN as it
 * does while somebody renames folders; twice for each name that holds "raced",
 * always for one that holds "hopeless".
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <stdarg.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

typedef long syscall_fn(long number, ...);

static int
is_raced(const char *name)
{
	static unsigned n;

	return strstr(name, "hopeless") ||
	    (strstr(name, "raced") && ++n % 3 != 0);
}

long
syscall(long number, ...)
{
	long of[6];
	syscall_fn *real;
	va_list args;

	va_start(args, number);
	for (int i = 0; i < 6; i++)
		of[i] = va_arg(args, long);
	va_end(args);
	if (number == SYS_openat2 && is_raced((const char *)of[1])) {
		errno = EAGAIN;
		return -1;
	}
	real = (syscall_fn *)dlsym(RTLD_NEXT, "syscall");
	return real(number, of[0], of[1], of[2], of[3], of[4], of[5]);
}
