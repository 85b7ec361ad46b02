/* SPDX-License-Identifier: ISC */
#include "dhcpd/whole_file.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>

enum {
	ROOM_MIN = 64 << 10
};

static int
read_all(int fd, size_t max, char **text, size_t *ret_len)
{
	size_t size = 0, len = 0;
	ssize_t n;
	char *grown;

	for (;;) {
		if (size - len < 2) {
			size = size ? size * 2 : ROOM_MIN;
			grown = realloc(*text, size);
			if (!grown)
				return -ENOMEM;
			*text = grown;
		}
		n = read(fd, *text + len, size - len - 1);
		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return -errno;
		if (n == 0)
			break;
		len += (size_t)n;
		if (len > max)
			return -EFBIG;
	}
	(*text)[len] = '\0';
	*ret_len = len;
	return 0;
}

int
whole_file_read(const char *path, size_t max, char **ret_text, size_t *ret_len)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC), r;
	char *text = NULL;

	if (fd < 0)
		return -errno;
	r = read_all(fd, max, &text, ret_len);
	close(fd);
	if (r)
		free(text);
	else
		*ret_text = text;
	return r;
}
