/* SPDX-License-Identifier: ISC */
/*
 * To be preloaded into dhcpd: while its journal is written anew, the process
 * is killed as by kill -9 at the point that $KILL_AT names, "CALL N WHEN": the
 * Nth openat, write or fdatasync of the new file, its renameat, or the fsync
 * of the folder behind that; WHEN is before, after or, of a write, torn.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <fcntl.h>
#include <signal.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define NEW_FILE "leases.new"

static char call[16], when[16];
static int calls_left;
static int new_fd = -1;
static bool is_renamed;

__attribute__((constructor)) static void
begin(void)
{
	const char *at = getenv("KILL_AT");

	if (!at || sscanf(at, "%15s %d %15s", call, &calls_left, when) != 3)
		abort();
}

/* Whether the call in hand is the one; each is asked for once. */
static bool
is_it(const char *name)
{
	return strcmp(name, call) == 0 && --calls_left == 0;
}

static void
die_if(bool is_now, const char *moment)
{
	if (is_now && strcmp(moment, when) == 0)
		raise(SIGKILL);
}

int
openat(int folder, const char *path, int flags, ...)
{
	int (*real)(int, const char *, int, ...) = dlsym(RTLD_NEXT, "openat");
	bool is_new = strcmp(path, NEW_FILE) == 0;
	bool is_now = is_new && is_it("openat");
	va_list args;
	int mode, fd;

	va_start(args, flags);
	mode = flags & O_CREAT ? va_arg(args, int) : 0;
	va_end(args);
	die_if(is_now, "before");
	fd = real(folder, path, flags, mode);
	if (is_new)
		new_fd = fd;
	die_if(is_now, "after");
	return fd;
}

ssize_t
write(int fd, const void *bytes, size_t len)
{
	ssize_t (*real)(int, const void *, size_t) = dlsym(RTLD_NEXT, "write");
	bool is_now = fd == new_fd && fd >= 0 && !is_renamed && is_it("write");
	ssize_t n;

	die_if(is_now, "before");
	if (is_now && strcmp(when, "torn") == 0) {
		(void)!real(fd, bytes, len / 2);
		raise(SIGKILL);
	}
	n = real(fd, bytes, len);
	die_if(is_now, "after");
	return n;
}

int
fdatasync(int fd)
{
	int (*real)(int) = dlsym(RTLD_NEXT, "fdatasync");
	bool is_now =
	    fd == new_fd && fd >= 0 && !is_renamed && is_it("fdatasync");
	int r;

	die_if(is_now, "before");
	r = real(fd);
	die_if(is_now, "after");
	return r;
}

int
renameat(int from, const char *old, int to, const char *new)
{
	int (*real)(int, const char *, int, const char *) =
	    dlsym(RTLD_NEXT, "renameat");
	bool is_new = strcmp(old, NEW_FILE) == 0;
	bool is_now = is_new && is_it("renameat");
	int r;

	die_if(is_now, "before");
	r = real(from, old, to, new);
	is_renamed = is_renamed || is_new;
	die_if(is_now, "after");
	return r;
}

int
fsync(int fd)
{
	int (*real)(int) = dlsym(RTLD_NEXT, "fsync");
	bool is_now = is_renamed && is_it("fsync");
	int r;

	die_if(is_now, "before");
	r = real(fd);
	die_if(is_now, "after");
	return r;
}
