/* SPDX-License-Identifier: ISC */
#include "common/image/image_read.h"

#include <errno.h>
#include <stdio.h>

#ifdef HAVE_ISOFS

#include <inttypes.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include <libisofs/libisofs.h>

#include "common/path.h"
#include "common/text.h"

enum {
	BLOCK = 2048,
	/* Of a folder, the fewest octets that a name takes. */
	RECORD_MIN = 34,
};

/* One reading of an image. */
struct reading {
	int fd;
	uint64_t size;
	time_t until;
	unsigned n_blocks, n_nodes;
	int error; /* -errno of a read */
	const char *limit;
	IsoImage *image;
	struct image_index *index;
	char *why;
};

/* --- what libisofs asks for --- */

static int
open_source(IsoDataSource *source)
{
	(void)source;
	return 1;
}

static int
close_source(IsoDataSource *source)
{
	(void)source;
	return 1;
}

static void
free_source(IsoDataSource *source)
{
	(void)source;
}

static int
read_block(IsoDataSource *source, uint32_t block, uint8_t *ret_bytes)
{
	struct reading *reading = source->data;
	ssize_t n;

	if (++reading->n_blocks > IMAGE_BLOCKS_MAX ||
	    time(NULL) > reading->until) {
		reading->limit = "its folders are too large";
		return (int)ISO_DATA_SOURCE_FAILURE;
	}
	if (block >= reading->size / BLOCK) {
		reading->limit = "a folder lies past its end: it is cut or "
				 "damaged";
		return (int)ISO_DATA_SOURCE_FAILURE;
	}
	do
		n = pread(reading->fd, ret_bytes, BLOCK, (off_t)block * BLOCK);
	while (n < 0 && errno == EINTR);
	if (n == BLOCK)
		return 1;
	reading->error = n < 0 ? -errno : -EIO;
	return (int)ISO_DATA_SOURCE_FAILURE;
}

static bool
is_too_deep(const char *path)
{
	unsigned n = 0;

	for (const char *slash = path; (slash = strchr(slash, '/')); slash++)
		n++;
	return n > IMAGE_DEPTH_MAX || strlen(path) >= PATH_NAME_MAX;
}

/* Asked before each node: folders that contain themselves would never end. */
static int
may_go_on(IsoImage *image, IsoFileSource *source)
{
	struct reading *reading = iso_image_get_attached_data(image);
	char *path = iso_file_source_get_path(source);
	bool is_deep = !path || is_too_deep(path);

	free(path);
	if (is_deep)
		reading->limit = "folders lie too deep: it is damaged";
	else if (++reading->n_nodes > IMAGE_INDEX_MAX ||
	    reading->n_nodes > reading->size / RECORD_MIN ||
	    time(NULL) > reading->until)
		reading->limit = "too many files: it is damaged";
	return reading->limit ? -1 : 1;
}

/* --- from its nodes to the index --- */

static int
tell(struct reading *reading, const char *name, const char *what)
{
	char text[PATH_NAME_MAX];

	text_escape(text, sizeof(text), name, strlen(name));
	snprintf(reading->why, IMAGE_WHY_MAX, "%.200s in it %s", text, what);
	return -EBADMSG;
}

/* Extents follow each other, but for a last one of any size. */
static bool
is_in_one_piece(const struct iso_file_section *parts, int n)
{
	for (int i = 1; i < n; i++)
		if (parts[i - 1].size % BLOCK != 0 ||
		    parts[i].block - parts[i - 1].block !=
			parts[i - 1].size / BLOCK)
			return false;
	return true;
}

static int
check_place(struct reading *reading, struct image_item *item)
{
	if (item->size == 0)
		item->offset = 0;
	if (item->offset <= reading->size &&
	    item->size <= reading->size - item->offset)
		return 0;
	return tell(reading, item->name,
	    "ends past the end of the image, which is cut: fetch it again");
}

/* What firmware reads of a DVD: it is written with the image. */
static int
place_catalog(struct reading *reading, struct image_item *item)
{
	char *content = NULL;
	uint32_t block;
	IsoBoot *node;
	off_t size;

	if (iso_image_get_bootcat(
		reading->image, &node, &block, &content, &size) != 1)
		return tell(reading, item->name, "has no place: it is damaged");
	free(content);
	item->mode = (item->mode & 07777) | S_IFREG;
	item->offset = (uint64_t)block * BLOCK;
	item->size = (uint64_t)size;
	return check_place(reading, item);
}

static int
place_file(struct reading *reading, IsoNode *node, struct image_item *item)
{
	struct iso_file_section *parts = NULL;
	IsoFile *file = (IsoFile *)node;
	uint8_t algorithm[2], number;
	int n = 0, kind, log2;
	bool is_whole;

	if (iso_stream_get_zisofs_par(iso_file_get_stream(file), &kind,
		algorithm, &number, &log2, 0) != 0)
		return tell(reading, item->name,
		    "is compressed (zisofs), which only a mounted image "
		    "unpacks: make the image without");
	if (iso_file_get_old_image_sections(file, &n, &parts, 0) != 1)
		return tell(reading, item->name, "has no place: it is damaged");
	is_whole = is_in_one_piece(parts, n);
	item->offset = n > 0 ? (uint64_t)parts[0].block * BLOCK : 0;
	for (int i = 0; i < n; i++)
		item->size += parts[i].size;
	free(parts);
	if (!is_whole)
		return tell(reading, item->name,
		    "lies in pieces: write the image anew (xorriso)");
	return check_place(reading, item);
}

static int
add_node(struct reading *reading, IsoNode *node)
{
	struct image_item item = {
		.name = iso_node_get_name(node),
		.mode = iso_node_get_mode(node),
		.mtime_s = iso_node_get_mtime(node),
	};
	int r = 0;

	switch (iso_node_get_type(node)) {
	case LIBISO_DIR:
		item.offset = (uintptr_t)node;
		break;
	case LIBISO_FILE:
		r = place_file(reading, node, &item);
		break;
	case LIBISO_SYMLINK:
		item.target = iso_symlink_get_dest((IsoSymlink *)node);
		item.size = strlen(item.target);
		break;
	case LIBISO_BOOT:
		r = place_catalog(reading, &item);
		break;
	default:
		return 0; /* A device, a pipe. */
	}
	if (r == 0)
		r = image_index_add(reading->index, &item);
	return r == -EINVAL ? tell(reading, item.name, "has no name") : r;
}

static int
add_folder(struct reading *reading, const IsoDir *folder)
{
	IsoDirIter *nodes;
	IsoNode *node;
	int r = 0;

	if (iso_dir_get_children(folder, &nodes) < 0)
		return -ENOMEM;
	while (r == 0 && iso_dir_iter_next(nodes, &node) == 1)
		r = add_node(reading, node);
	iso_dir_iter_free(nodes);
	return r;
}

static int
fill_index(struct reading *reading, IsoDir *root)
{
	const struct image_item item = {
		.name = "",
		.mode = iso_node_get_mode((IsoNode *)root),
		.mtime_s = iso_node_get_mtime((IsoNode *)root),
	};
	uint64_t origin = (uintptr_t)root;
	int r = image_index_init(reading->index, &item);

	while (r == 0) {
		r = add_folder(reading, (const IsoDir *)(uintptr_t)origin);
		if (r < 0)
			break;
		r = image_index_next_folder(reading->index, &origin);
		if (r <= 0)
			break;
		r = 0;
	}
	if (r == -EEXIST || r == -EFBIG)
		r = tell(reading, "a folder",
		    r == -EEXIST ? "has a name twice" : "is too large");
	if (r < 0)
		image_index_free(reading->index);
	return r;
}

/* --- the library --- */

/* The reason in words, of a reading that ended with @code. */
static int
describe_failure(struct reading *reading, int code)
{
	char text[ISO_MSGS_MESSAGE_LEN] = "", severity[80];
	const char *reason = reading->limit;
	int message_code, id;

	if (code == (int)ISO_OUT_OF_MEM)
		return -ENOMEM;
	if (reading->error < 0) {
		snprintf(reading->why, IMAGE_WHY_MAX, "%s",
		    strerror(-reading->error));
		return reading->error;
	}
	if (!reason)
		reason = iso_obtain_msgs(
			     "SORRY", &message_code, &id, text, severity) == 1
		    ? text
		    : iso_error_to_msg(code);
	text_escape(reading->why, IMAGE_WHY_MAX, reason, strcspn(reason, "\n"));
	return -EBADMSG;
}

static int
set_options(IsoReadOpts *options)
{
	if (iso_read_opts_set_no_aaip(options, 1) < 0 ||
	    iso_read_opts_set_no_md5(options, 1) < 0 ||
	    iso_read_opts_set_preferjoliet(options, 0) < 0 ||
	    iso_read_opts_set_ecma119_map(options, 3) < 0 ||
	    iso_read_opts_set_default_permissions(options, 0444, 0555) < 0 ||
	    iso_read_opts_set_input_charset(options, "UTF-8") < 0)
		return (int)ISO_OUT_OF_MEM;
	return 1;
}

/* Return: libisofs's. */
static int
import(struct reading *reading)
{
	IsoReadOpts *options = NULL;
	IsoDataSource *source = calloc(1, sizeof(*source));
	int r;

	if (!source)
		return (int)ISO_OUT_OF_MEM;
	*source = (IsoDataSource){
		.refcount = 1,
		.open = open_source,
		.close = close_source,
		.read_block = read_block,
		.free_data = free_source,
		.data = reading,
	};
	iso_image_attach_data(reading->image, reading, NULL);
	iso_tree_set_report_callback(reading->image, may_go_on);
	r = iso_read_opts_new(&options, 0);
	if (r >= 0)
		r = set_options(options);
	if (r >= 0)
		r = iso_image_import(reading->image, source, options, NULL);
	if (options)
		iso_read_opts_free(options);
	iso_data_source_unref(source);
	return r;
}

static int
read_image(struct reading *reading)
{
	static char charset[] = "UTF-8", quiet[] = "NEVER", sorry[] = "SORRY",
		    nothing[] = "";
	IsoImage *image = NULL;
	int r;

	iso_set_local_charset(charset, 0);
	iso_set_msgs_severities(sorry, quiet, nothing);
	iso_set_abort_severity(sorry);
	r = iso_image_new("image", &image);
	reading->image = image;
	if (r >= 0)
		r = import(reading);
	if (r < 0 || reading->limit || reading->error < 0)
		r = describe_failure(reading, r);
	else
		r = fill_index(reading, iso_image_get_root(image));
	iso_image_unref(image);
	return r;
}

int
image_read(int fd, uint64_t size, struct image_index *ret_index, char *ret_why)
{
	struct reading reading = {
		.fd = fd,
		.size = size,
		.until = time(NULL) + IMAGE_SECONDS_MAX,
		.index = ret_index,
		.why = ret_why,
	};
	int r;

	if (iso_init() < 0)
		return -ENOMEM;
	r = read_image(&reading);
	iso_finish();
	if (r == -ENOMEM)
		snprintf(ret_why, IMAGE_WHY_MAX, "%s", strerror(ENOMEM));
	return r;
}

#else

int
image_read(int fd, uint64_t size, struct image_index *ret_index, char *ret_why)
{
	(void)fd;
	(void)size;
	(void)ret_index;
	snprintf(ret_why, IMAGE_WHY_MAX,
	    "built without libisofs: install libisofs-dev and build it anew");
	return -ENOSYS;
}

#endif
