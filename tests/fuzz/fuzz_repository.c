/* SPDX-License-Identifier: ISC */
/*
 * The marks of a repository, of any octets: what is read of them is a text, and
 * the page that tells it has room for it and no more markup than its own.
 */
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "repod/repository_page.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void
require(bool is_true)
{
	if (!is_true)
		abort();
}

static size_t
count(const char *text, size_t len, char wanted)
{
	size_t n = 0;

	for (size_t i = 0; i < len; i++)
		n += text[i] == wanted;
	return n;
}

static void
tell(const struct repository *repository)
{
	static char page[REPOSITORY_PAGE_MAX];
	struct writer writer = writer_over(page, sizeof(page));

	repository_page_write(
	    &writer, repository, "http://server", "pub/<os>/x");
	require(!writer.failed);
	require(count(page, writer.pos, '<') == count(page, writer.pos, '>'));
	require(!memmem(page, writer.pos, "<script", 7));
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	const char *text = (const char *)data;
	struct repository repository = { 0 };

	if (size > REPOSITORY_FILE_MAX)
		return 0;
	repository_read_treeinfo(text, size, &repository);
	tell(&repository);
	repository = (struct repository){ 0 };
	for (int i = 0; i <= REPOSITORY_SUITES_MAX; i++)
		repository_read_release(text, size, i == 1, &repository);
	tell(&repository);
	repository = (struct repository){ 0 };
	repository_read_disk_info(text, size, &repository);
	tell(&repository);
	return 0;
}
