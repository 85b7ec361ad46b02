/* SPDX-License-Identifier: ISC */
#include "common/landlock.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/landlock.h>
#include <stdint.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

/* Later than the oldest headers we build with. */
#ifndef LANDLOCK_ACCESS_FS_REFER
#define LANDLOCK_ACCESS_FS_REFER (1ULL << 13)
#endif
#ifndef LANDLOCK_ACCESS_FS_TRUNCATE
#define LANDLOCK_ACCESS_FS_TRUNCATE (1ULL << 14)
#endif

#define READING (LANDLOCK_ACCESS_FS_READ_FILE | LANDLOCK_ACCESS_FS_READ_DIR)
#define CHANGING                                                               \
	(LANDLOCK_ACCESS_FS_WRITE_FILE | LANDLOCK_ACCESS_FS_REMOVE_DIR |       \
	    LANDLOCK_ACCESS_FS_REMOVE_FILE | LANDLOCK_ACCESS_FS_MAKE_DIR |     \
	    LANDLOCK_ACCESS_FS_MAKE_REG | LANDLOCK_ACCESS_FS_REFER |           \
	    LANDLOCK_ACCESS_FS_TRUNCATE)
/* Nobody's need. */
#define FORBIDDEN                                                              \
	(LANDLOCK_ACCESS_FS_EXECUTE | LANDLOCK_ACCESS_FS_MAKE_CHAR |           \
	    LANDLOCK_ACCESS_FS_MAKE_BLOCK | LANDLOCK_ACCESS_FS_MAKE_FIFO |     \
	    LANDLOCK_ACCESS_FS_MAKE_SOCK | LANDLOCK_ACCESS_FS_MAKE_SYM)
/* What a rule on a single file may speak of. */
#define OF_A_FILE                                                              \
	(LANDLOCK_ACCESS_FS_READ_FILE | LANDLOCK_ACCESS_FS_WRITE_FILE |        \
	    LANDLOCK_ACCESS_FS_TRUNCATE)

/* What this kernel can watch over: bits that it does not know are errors. */
static uint64_t
known(void)
{
	long version = syscall(SYS_landlock_create_ruleset, NULL, 0,
	    LANDLOCK_CREATE_RULESET_VERSION);
	uint64_t all = READING | CHANGING | FORBIDDEN;

	if (version < 1)
		return 0;
	if (version < 2)
		all &= ~LANDLOCK_ACCESS_FS_REFER;
	if (version < 3)
		all &= ~LANDLOCK_ACCESS_FS_TRUNCATE;
	return all;
}

int
landlock_new(void)
{
	struct landlock_ruleset_attr set = { .handled_access_fs = known() };
	long fd;

	if (set.handled_access_fs == 0)
		return errno ? -errno : -ENOSYS;
	fd = syscall(SYS_landlock_create_ruleset, &set, sizeof(set), 0);
	return fd < 0 ? -errno : (int)fd;
}

static int
add_rule(int set, int fd, uint64_t access)
{
	struct landlock_path_beneath_attr rule = { .parent_fd = fd };
	struct stat st;

	if (fstat(fd, &st) < 0)
		return -errno;
	rule.allowed_access = S_ISDIR(st.st_mode) ? access : access & OF_A_FILE;
	if (syscall(SYS_landlock_add_rule, set, LANDLOCK_RULE_PATH_BENEATH,
		&rule, 0) < 0)
		return -errno;
	return 0;
}

int
landlock_allow(int set, const char *path, bool may_write)
{
	uint64_t access = READING | (may_write ? CHANGING : 0);
	int fd = open(path, O_PATH | O_CLOEXEC), r;

	if (fd < 0)
		return -errno;
	r = add_rule(set, fd, access & known());
	close(fd);
	return r;
}

int
landlock_enter(int set)
{
	return syscall(SYS_landlock_restrict_self, set, 0) < 0 ? -errno : 0;
}
