/* SPDX-License-Identifier: ISC */
#include "repod/kickstart/install_page.h"

#include <errno.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

#include "repod/kickstart/install_form.h"
#include "repod/kickstart/install_query.h"

enum {
	PAGE_MAX = 64 << 10,
};

enum install_page
install_page_of(
    const char *path, const char *query, size_t len, bool is_missing)
{
	enum installer installer;

	if (!install_query_installer(path, &installer))
		return INSTALL_PAGE_NONE;
	if (install_query_is(query, len, "make"))
		return INSTALL_PAGE_TEXT;
	if (is_missing || install_query_is(query, len, "new"))
		return INSTALL_PAGE_FORM;
	return INSTALL_PAGE_NONE;
}

int
install_page_make(enum install_page page, const char *path, const char *query,
    size_t len, int *ret_fd, uint64_t *ret_size)
{
	uint8_t *bytes = malloc(PAGE_MAX);
	struct writer writer = writer_over(bytes, PAGE_MAX);
	enum installer installer;
	int fd = -1, r = bytes ? 0 : -ENOMEM;

	if (r == 0 && !install_query_installer(path, &installer))
		r = -ENOENT;
	if (r == 0 && page == INSTALL_PAGE_FORM)
		install_form(installer, &writer);
	else if (r == 0)
		install_query_text(installer, query, len, &writer);
	if (r == 0 && writer.failed)
		r = -EFBIG;
	if (r == 0 && (fd = memfd_create("form", MFD_CLOEXEC)) < 0)
		r = -errno;
	/* Into memory, one write takes all. */
	if (r == 0 && write(fd, bytes, writer.pos) != (ssize_t)writer.pos)
		r = -EIO;
	free(bytes);
	if (r < 0) {
		if (fd >= 0)
			close(fd);
		return r;
	}
	*ret_fd = fd;
	*ret_size = writer.pos;
	return 0;
}
