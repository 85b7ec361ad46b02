/* SPDX-License-Identifier: ISC */
/*
 * An ISO 9660 image of any octets: it is read or refused with a reason, and of
 * what was read every file lies inside of it and is found by its path. The
 * input begins behind the 32 KiB that no reader looks at.
 */
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "common/image/image_read.h"
#include "common/path.h"

enum {
	BEGIN = 32 << 10,
};

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);
const char *__lsan_default_suppressions(void);

/* The library forgets what it had of a folder or a link that it then refuses:
 * little, and once for each state of an image. */
const char *
__lsan_default_suppressions(void)
{
	return "leak:libisofs";
}

static void
require(bool is_true)
{
	if (!is_true)
		abort();
}

/* Return: false where it does not fit. */
static bool
path_of(const struct image_index *index, const struct image_entry *entry,
    char *path)
{
	char below[PATH_NAME_MAX] = "";

	for (; entry != index->entries;
	     entry = &index->entries[entry->parent]) {
		if (snprintf(path, PATH_NAME_MAX, "%s/%s",
			image_index_name(index, entry), below) >= PATH_NAME_MAX)
			return false;
		memcpy(below, path, PATH_NAME_MAX);
	}
	return true;
}

static void
look_at(const struct image_index *index, const struct image_entry *entry,
    uint64_t size)
{
	const struct image_entry *found = NULL;
	char path[PATH_NAME_MAX] = "";
	int r;

	if (S_ISREG(entry->mode))
		require(entry->offset <= size &&
		    entry->size <= size - entry->offset);
	if (!path_of(index, entry, path))
		return;
	r = image_index_find(index, path, &found);
	if (S_ISLNK(entry->mode))
		require(r < 0 || !S_ISLNK(found->mode));
	else
		require(r == 0 && found == entry);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	int fd = memfd_create("image", MFD_CLOEXEC);
	char why[IMAGE_WHY_MAX] = "";
	struct image_index index;
	int r;

	require(fd >= 0 && pwrite(fd, data, size, BEGIN) == (ssize_t)size);
	r = image_read(fd, BEGIN + size, &index, why);
	require(r <= 0 && (r == 0 || *why));
	for (uint32_t i = 0; r == 0 && i < index.n; i++)
		look_at(&index, &index.entries[i], BEGIN + size);
	if (r == 0)
		image_index_free(&index);
	close(fd);
	return 0;
}
