/* SPDX-License-Identifier: ISC */
#include "common/regular_file.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

int
regular_file_open(const char *path, FILE **ret_file)
{
	int fd = open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC), r = 0;
	struct stat st;
	FILE *file;

	if (fd < 0)
		return -errno;
	if (fstat(fd, &st) < 0)
		r = -errno;
	else if (!S_ISREG(st.st_mode))
		r = -EINVAL;
	file = r ? NULL : fdopen(fd, "r");
	if (!file) {
		close(fd);
		return r ? r : -ENOMEM;
	}
	*ret_file = file;
	return 0;
}
