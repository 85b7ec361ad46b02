/* SPDX-License-Identifier: ISC */
#ifndef TESTS_BENCH_LOAD_H
#define TESTS_BENCH_LOAD_H

#include <err.h>
#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "common/address.h"

/* What the load generators share. They end with status 1 and a line on
 * standard error when anything is not as it should be. */

enum {
	LOAD_RECEIVE_BUFFER = 8 << 20
};

/** load_now() - seconds by the monotonic clock */
static inline double
load_now(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

/** load_number() - @text as a number up to @max, or the end */
static inline uint64_t
load_number(const char *text, uint64_t max)
{
	char *end;
	uint64_t value = strtoull(text, &end, 10);

	if (end == text || *end != '\0' || value > max)
		errx(1, "bad number: %s", text);
	return value;
}

/** load_endpoint() - @text as an IPv4 address, and @port in host order */
static inline union endpoint
load_endpoint(const char *text, uint16_t port)
{
	uint32_t address;

	if (!address_parse(text, &address))
		errx(1, "bad address: %s", text);
	return endpoint_ipv4(address, port);
}

/** load_map() - the whole of the file @path, mapped; never unmapped */
static inline const uint8_t *
load_map(const char *path, size_t *ret_size)
{
	struct stat stat;
	void *map;
	int fd = open(path, O_RDONLY | O_CLOEXEC);

	if (fd < 0 || fstat(fd, &stat) < 0)
		err(1, "%s", path);
	map = mmap(NULL, (size_t)stat.st_size, PROT_READ,
	    MAP_SHARED | MAP_POPULATE, fd, 0);
	if (map == MAP_FAILED)
		err(1, "%s", path);
	close(fd);
	*ret_size = (size_t)stat.st_size;
	return map;
}

/** load_many_files() - allow as many descriptors as there may be */
static inline void
load_many_files(void)
{
	struct rlimit limit;

	if (getrlimit(RLIMIT_NOFILE, &limit) < 0)
		err(1, "getrlimit");
	limit.rlim_cur = limit.rlim_max;
	if (setrlimit(RLIMIT_NOFILE, &limit) < 0)
		err(1, "setrlimit");
}

/** load_udp() - a UDP socket that does not lose what arrives in a burst */
static inline int
load_udp(int flags)
{
	int size = LOAD_RECEIVE_BUFFER;
	int fd = socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC | flags, 0);

	if (fd < 0)
		err(1, "socket");
	if (setsockopt(fd, SOL_SOCKET, SO_RCVBUFFORCE, &size, sizeof(size)) < 0)
		err(1, "SO_RCVBUFFORCE");
	return fd;
}

/** load_compare() - order of two doubles, for qsort() */
static inline int
load_compare(const void *a, const void *b)
{
	double x = *(const double *)a;
	double y = *(const double *)b;

	return (x > y) - (x < y);
}

#endif
