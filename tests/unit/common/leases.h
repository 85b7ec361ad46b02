/* SPDX-License-Identifier: ISC */
#ifndef TESTS_UNIT_COMMON_LEASES_H
#define TESTS_UNIT_COMMON_LEASES_H

#include <check.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "common/lease_record.h"

/* A state folder with a journal of leases, as dhcpd writes it. */
static char leases_state[64];

static inline const char *
leases_path(const char *name)
{
	static char path[128];

	snprintf(path, sizeof(path), "%s/%s", leases_state, name);
	return path;
}

static inline void
leases_setup(void)
{
	memcpy(leases_state, "/tmp/test_leases.XXXXXX", 24);
	ck_assert_ptr_nonnull(mkdtemp(leases_state));
}

static inline void
leases_teardown(void)
{
	remove(leases_path("leases"));
	remove(leases_path("new"));
	remove(leases_path("arp"));
	rmdir(leases_state);
}

/* Text at the end of a file of the folder. */
static inline void
leases_append(const char *name, const void *text, size_t len)
{
	int fd = open(leases_path(name), O_WRONLY | O_CREAT | O_APPEND, 0644);

	ck_assert_int_ge(fd, 0);
	ck_assert_int_eq(write(fd, text, len), (int)len);
	close(fd);
}

/* A line about @address, whose machine's MAC ends in @last. */
static inline void
leases_add(const char *name, enum lease_record_kind kind, uint32_t address,
    uint8_t last)
{
	const struct lease_record record = {
		.kind = kind,
		.address = address,
		.has_mac = true,
		.mac = { 0x52, 0x54, 0, 0, 0, last },
		.identity = { .len = 1, .bytes = { 1 } },
		.until_s = 1800000000,
		.clock_s = 1,
	};
	uint8_t line[LEASE_RECORD_MAX];
	struct writer writer = writer_over(line, sizeof(line));

	lease_record_write(&writer, &record);
	ck_assert(!writer.failed);
	leases_append(name, line, writer.pos);
}

#endif
