/* SPDX-License-Identifier: ISC */
#include "common/tree_image.h"

#include <errno.h>

#include "common/tree_root.h"

enum {
	BLOCK = 2048
};

/* Where @entry's data begin tells one file of an image from another, and one of
 * the same name in the image that was there before. */
static uint64_t
inode_of(const struct image *image, const struct image_entry *entry)
{
	const uint64_t parts[] = { image->stamp.inode,
		(uint64_t)image->stamp.mtime.tv_sec,
		(uint64_t)image->stamp.mtime.tv_nsec, image->stamp.size,
		(uint64_t)(entry - image->index.entries) };
	uint64_t inode = 14695981039346656037u;

	for (size_t i = 0; i < sizeof(parts) / sizeof(parts[0]); i++)
		inode = (inode ^ parts[i]) * 1099511628211u;
	return inode;
}

/* Return: 0, and @ret_image is the caller's to let go. */
static int
find(struct image_source *source, bool is_private, const char *name,
    struct image **ret_image, const struct image_entry **ret_entry)
{
	struct image *image = image_source_take(source);
	int r;

	if (!image)
		return -ENOENT;
	r = image_index_find(&image->index, name, ret_entry);
	if (r == 0)
		r = tree_root_may_read(is_private, (*ret_entry)->mode);
	if (r < 0)
		image_unref(image);
	else
		*ret_image = image;
	return r;
}

int
tree_image_open_file(struct image_source *source, bool is_private,
    const char *name, struct tree_file *ret_file)
{
	const struct image_entry *entry;
	struct image *image;
	int r = find(source, is_private, name, &image, &entry);

	if (r < 0)
		return r;
	if (!S_ISREG(entry->mode)) {
		image_unref(image);
		return S_ISDIR(entry->mode) ? -EISDIR : -EINVAL;
	}
	*ret_file = (struct tree_file){
		.fd = image->fd,
		.image = image,
		.offset = entry->offset,
		.size = entry->size,
		.inode = inode_of(image, entry),
		.mtime.tv_sec = entry->mtime_s,
		.stamp = image->stamp,
	};
	return 0;
}

int
tree_image_stat(struct image_source *source, bool is_private, const char *name,
    struct stat *ret_stat)
{
	const struct image_entry *entry;
	struct image *image;
	int r = find(source, is_private, name, &image, &entry);

	if (r < 0)
		return r;
	*ret_stat = (struct stat){
		.st_dev = image->stamp.device,
		.st_ino = inode_of(image, entry),
		.st_mode = entry->mode,
		.st_nlink = S_ISDIR(entry->mode) ? 2 : 1,
		.st_size = (off_t)entry->size,
		.st_blksize = BLOCK,
		.st_mtim.tv_sec = entry->mtime_s,
		.st_ctim.tv_sec = entry->mtime_s,
		.st_atim.tv_sec = entry->mtime_s,
	};
	image_unref(image);
	return 0;
}

int
tree_image_open_folder(struct image_source *source, bool is_private,
    const char *name, struct tree_folder **ret_folder)
{
	const struct image_entry *entry;
	struct tree_folder *folder;
	struct image *image;
	int r = find(source, is_private, name, &image, &entry);

	if (r < 0)
		return r;
	if (!S_ISDIR(entry->mode)) {
		image_unref(image);
		return -ENOTDIR;
	}
	folder = tree_folder_of_image(image, entry);
	if (!folder)
		return -ENOMEM;
	*ret_folder = folder;
	return 0;
}
