/* SPDX-License-Identifier: ISC */
#include "tftpd/blocks.h"

#include <errno.h>
#include <sys/uio.h>

/* One piece a block, of those from @done octets on. Return: the pieces. */
static int
lay_out(
    const struct blocks *blocks, size_t done, uint8_t *out, struct iovec *iov)
{
	int n = 0;

	while (done < blocks->len && n < BLOCKS_PIECES_MAX) {
		size_t block = done / blocks->size;
		size_t within = done % blocks->size;
		size_t len = blocks->size - within;

		if (len > blocks->len - done)
			len = blocks->len - done;
		iov[n].iov_base = out + block * (blocks->gap + blocks->size) +
		    blocks->gap + within;
		iov[n].iov_len = len;
		done += len;
		n++;
	}
	return n;
}

int
blocks_read_cached(int fd, const struct blocks *blocks, uint8_t *out)
{
	struct iovec iov[BLOCKS_PIECES_MAX];
	int n = lay_out(blocks, 0, out, iov);
	ssize_t got;

	if (n == 0)
		return 0;
	got = preadv2(fd, iov, n, (off_t)blocks->offset, RWF_NOWAIT);
	return got >= 0 && (size_t)got == blocks->len ? 0 : -EAGAIN;
}

int
blocks_read(int fd, const struct blocks *blocks, uint8_t *out)
{
	struct iovec iov[BLOCKS_PIECES_MAX];
	size_t done = 0;

	while (done < blocks->len) {
		int n = lay_out(blocks, done, out, iov);
		ssize_t got =
		    preadv(fd, iov, n, (off_t)(blocks->offset + done));

		if (got < 0 && errno == EINTR)
			continue;
		if (got < 0)
			return -errno;
		if (got == 0)
			return -ENODATA;
		done += (size_t)got;
	}
	return 0;
}
