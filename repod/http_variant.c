/* SPDX-License-Identifier: ISC */
#include "repod/http_variant.h"

#include <stdio.h>
#include <string.h>

#include "common/http_coding.h"
#include "common/text.h"

/* The better one first: of codings that are liked alike it is taken. */
static const struct {
	const char *coding;
	const char *ending;
} codings[] = {
	{ "zstd", ".zst" },
	{ "gzip", ".gz" },
};

enum {
	N_CODINGS = sizeof(codings) / sizeof(codings[0])
};

bool
http_variant_may_be(const struct http_query *query)
{
	static const char *const compressed[] = { ".zst", ".gz", ".xz", ".bz2",
		".zck", ".tgz", ".rpm", ".drpm", ".deb", ".udeb", ".zip" };
	const char *dot = strrchr(path_last(query->path), '.');

	for (size_t i = 0;
	     dot && i < sizeof(compressed) / sizeof(compressed[0]); i++)
		if (text_equal(dot, compressed[i]))
			return false;
	return true;
}

static bool
is_older(const struct timespec *a, const struct timespec *b)
{
	return a->tv_sec != b->tv_sec ? a->tv_sec < b->tv_sec
				      : a->tv_nsec < b->tv_nsec;
}

/* Return: whether the sibling took the place of file. */
static bool
take_sibling(struct open_files *files, const struct tree *tree,
    const char *name, uint64_t now_ms, struct open_file *file)
{
	struct open_file sibling;

	if (open_files_get(files, tree, name, now_ms, &sibling) < 0)
		return false;
	if (is_older(&sibling.mtime, &file->mtime)) {
		stream_file_unref(sibling.file);
		return false;
	}
	stream_file_unref(file->file);
	*file = sibling;
	return true;
}

const char *
http_variant_find(struct open_files *files, const struct tree *tree,
    const struct http_query *query, uint64_t now_ms, struct open_file *file)
{
	const struct http_request *request = &query->request;
	unsigned least = http_coding_weight(request, "identity");
	unsigned weights[N_CODINGS];
	char name[PATH_NAME_MAX];

	if (http_request_field(request, "Range"))
		return NULL;
	for (unsigned i = 0; i < N_CODINGS; i++)
		weights[i] = http_coding_weight(request, codings[i].coding);
	for (unsigned i = 0; i < N_CODINGS; i++) {
		unsigned best = 0;

		for (unsigned k = 1; k < N_CODINGS; k++)
			if (weights[k] > weights[best])
				best = k;
		if (weights[best] == 0 || weights[best] < least)
			return NULL;
		weights[best] = 0;
		if ((size_t)snprintf(name, sizeof(name), "%s%s", query->path,
			codings[best].ending) < sizeof(name) &&
		    take_sibling(files, tree, name, now_ms, file))
			return codings[best].coding;
	}
	return NULL;
}
