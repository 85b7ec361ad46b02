/* SPDX-License-Identifier: ISC */
#include "common/media_type.h"

#include <stddef.h>
#include <string.h>

#include "common/path.h"
#include "common/text.h"

#define TEXT "text/plain; charset=utf-8"

static const struct {
	const char *ending;
	const char *type;
} types[] = {
	{ "efi", "application/efi" },
	{ "iso", "application/vnd.efi-iso" },
	{ "img", "application/vnd.efi-img" },
	{ "rpm", "application/x-rpm" },
	{ "drpm", "application/x-rpm" },
	{ "deb", "application/vnd.debian.binary-package" },
	{ "udeb", "application/vnd.debian.binary-package" },
	{ "gz", "application/gzip" },
	{ "tgz", "application/gzip" },
	{ "xz", "application/x-xz" },
	{ "bz2", "application/x-bzip2" },
	{ "zst", "application/zstd" },
	{ "zck", "application/octet-stream" },
	{ "tar", "application/x-tar" },
	{ "zip", "application/zip" },
	{ "xml", "text/xml" },
	{ "json", "application/json" },
	{ "yaml", "text/yaml" },
	{ "yml", "text/yaml" },
	{ "html", "text/html; charset=utf-8" },
	{ "htm", "text/html; charset=utf-8" },
	{ "css", "text/css" },
	{ "js", "text/javascript" },
	{ "png", "image/png" },
	{ "gif", "image/gif" },
	{ "jpg", "image/jpeg" },
	{ "jpeg", "image/jpeg" },
	{ "svg", "image/svg+xml" },
	{ "pdf", "application/pdf" },
	{ "asc", "application/pgp-keys" },
	{ "sig", "application/pgp-signature" },
	{ "txt", TEXT },
	{ "cfg", TEXT },
	{ "conf", TEXT },
	{ "ks", TEXT },
	{ "ipxe", TEXT },
	{ "seed", TEXT },
	{ "preseed", TEXT },
	{ "ign", "application/json" },
	{ "sh", TEXT },
	{ "py", TEXT },
	{ "repo", TEXT },
	{ "log", TEXT },
	{ "md", TEXT },
	{ "treeinfo", TEXT },
	{ "discinfo", TEXT },
};

const char *
media_type_of(const char *name)
{
	const char *dot = strrchr(path_last(name), '.');

	for (size_t i = 0; dot && i < sizeof(types) / sizeof(types[0]); i++)
		if (text_equal(dot + 1, types[i].ending))
			return types[i].type;
	return "application/octet-stream";
}
