/* SPDX-License-Identifier: ISC */
#include "common/image/image_index.h"

#include <errno.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "common/path.h"

/* --- building --------------------------------------------------------------
 */

static int
add_text(struct image_index *index, const char *text, uint32_t *ret_at)
{
	size_t len = strlen(text) + 1;

	if (len > UINT32_MAX / 4 - index->n_text)
		return -EFBIG;
	if (len > index->text_room - index->n_text) {
		size_t room = 2 * (size_t)index->text_room + len;
		char *grown = realloc(index->text, room);

		if (!grown)
			return -ENOMEM;
		index->text = grown;
		index->text_room = (uint32_t)room;
	}
	memcpy(index->text + index->n_text, text, len);
	*ret_at = index->n_text;
	index->n_text += (uint32_t)len;
	return 0;
}

static int
make_room(struct image_index *index)
{
	uint32_t room = index->room ? 2 * index->room : 64;
	struct image_entry *grown;

	if (index->n == IMAGE_INDEX_MAX)
		return -EFBIG;
	if (index->n < index->room)
		return 0;
	grown = reallocarray(index->entries, room, sizeof(*grown));
	if (!grown)
		return -ENOMEM;
	index->entries = grown;
	index->room = room;
	return 0;
}

static int
append(struct image_index *index, const struct image_item *item)
{
	struct image_entry entry = {
		.parent = index->filling,
		.mode = item->mode,
		.mtime_s = item->mtime_s,
		.size = item->size,
		.offset = item->offset,
	};
	int r = make_room(index);

	if (r == 0)
		r = add_text(index, item->name, &entry.name);
	if (r == 0 && item->target)
		r = add_text(index, item->target, &entry.first);
	if (r == 0)
		index->entries[index->n++] = entry;
	return r;
}

int
image_index_init(struct image_index *index, const struct image_item *root)
{
	struct image_item item = *root;
	int r;

	*index = (struct image_index){ 0 };
	item.name = "";
	item.offset = 0;
	r = append(index, &item);
	index->begun = index->n;
	return r;
}

void
image_index_free(struct image_index *index)
{
	free(index->entries);
	free(index->text);
	*index = (struct image_index){ 0 };
}

int
image_index_add(struct image_index *index, const struct image_item *item)
{
	const char *name = item->name;

	if (!*name || strchr(name, '/') || strcmp(name, ".") == 0 ||
	    strcmp(name, "..") == 0 || strlen(name) >= PATH_NAME_MAX)
		return -EINVAL;
	return append(index, item);
}

static int
compare(const void *a, const void *b, void *text)
{
	const struct image_entry *left = a, *right = b;

	return strcmp((char *)text + left->name, (char *)text + right->name);
}

/* The entries from begun on are all of the folder at hand. */
static int
complete(struct image_index *index)
{
	struct image_entry *first = index->entries + index->begun;
	uint32_t n = index->n - index->begun;

	qsort_r(first, n, sizeof(*first), compare, index->text);
	for (uint32_t i = 1; i < n; i++)
		if (compare(first + i - 1, first + i, index->text) == 0)
			return -EEXIST;
	index->entries[index->filling].first = index->begun;
	index->entries[index->filling].n = n;
	return 0;
}

int
image_index_next_folder(struct image_index *index, uint64_t *ret_origin)
{
	int r = complete(index);

	if (r < 0)
		return r;
	index->begun = index->n;
	while (++index->filling < index->n) {
		struct image_entry *entry = &index->entries[index->filling];

		if (!S_ISDIR(entry->mode))
			continue;
		*ret_origin = entry->offset;
		entry->offset = 0;
		return 1;
	}
	return 0;
}

/* --- finding ---------------------------------------------------------------
 */

/* A way through the index; rest is what is still to go. */
struct walk {
	const struct image_index *index;
	const struct image_entry *at;
	unsigned n_links;
	char rest[PATH_NAME_MAX];
};

const char *
image_index_name(
    const struct image_index *index, const struct image_entry *entry)
{
	return index->text + entry->name;
}

/* @name is not terminated at @len. */
static const struct image_entry *
find_in(const struct image_index *index, const struct image_entry *folder,
    const char *name, size_t len)
{
	uint32_t low = folder->first, high = folder->first + folder->n;

	while (low < high) {
		uint32_t middle = low + (high - low) / 2;
		const char *other =
		    image_index_name(index, &index->entries[middle]);
		int order = strncmp(other, name, len);

		if (order == 0 && other[len] == '\0')
			return &index->entries[middle];
		if (order < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return NULL;
}

/* From here on the way is @link's target, and then what was left. */
static int
follow(struct walk *walk, const struct image_entry *link, size_t done)
{
	const char *target = walk->index->text + link->first;
	size_t len = strlen(target), left = strlen(walk->rest + done) + 1;

	if (++walk->n_links > IMAGE_INDEX_LINKS_MAX)
		return -ELOOP;
	if (*target == '/')
		return -EXDEV;
	if (!*target)
		return -ENOENT;
	if (len + left > sizeof(walk->rest))
		return -ENAMETOOLONG;
	memmove(walk->rest + len, walk->rest + done, left);
	memcpy(walk->rest, target, len);
	return 0;
}

static int
climb(struct walk *walk)
{
	if (walk->at == walk->index->entries)
		return -EXDEV;
	walk->at = &walk->index->entries[walk->at->parent];
	return 0;
}

/* One name of the way, the @len octets at its begin. */
static int
step(struct walk *walk, size_t len)
{
	const char *name = walk->rest;
	const struct image_entry *next;
	int r = 0;

	if (!S_ISDIR(walk->at->mode))
		return -ENOTDIR;
	if (len == 2 && name[0] == '.' && name[1] == '.') {
		r = climb(walk);
	} else if (len > 0 && !(len == 1 && name[0] == '.')) {
		next = find_in(walk->index, walk->at, name, len);
		if (!next)
			return -ENOENT;
		if (S_ISLNK(next->mode))
			return follow(walk, next, len);
		walk->at = next;
	}
	if (r == 0)
		memmove(walk->rest, name + len, strlen(name + len) + 1);
	return r;
}

int
image_index_find(const struct image_index *index, const char *path,
    const struct image_entry **ret_entry)
{
	struct walk walk = { .index = index, .at = index->entries };
	size_t len = strlen(path);

	if (len >= sizeof(walk.rest))
		return -ENAMETOOLONG;
	memcpy(walk.rest, path, len + 1);
	for (;;) {
		size_t slashes = strspn(walk.rest, "/");
		int r;

		memmove(walk.rest, walk.rest + slashes,
		    strlen(walk.rest + slashes) + 1);
		if (!*walk.rest)
			break;
		r = step(&walk, strcspn(walk.rest, "/"));
		if (r < 0)
			return r;
	}
	*ret_entry = walk.at;
	return 0;
}
