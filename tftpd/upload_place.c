/* SPDX-License-Identifier: ISC */
#include "tftpd/upload_place.h"

#include <string.h>

#include "common/glob.h"
#include "tftpd/machine_folder.h"
#include "tftpd/names.h"

static bool
climbs(const char *name)
{
	while (*name) {
		size_t len = strcspn(name, "/");

		if (len == 2 && name[0] == '.' && name[1] == '.')
			return true;
		name += len + (name[len] == '/');
	}
	return false;
}

bool
upload_place_name(
    const char *root, const char *asked, char ret_name[PATH_NAME_MAX])
{
	struct names names;
	const char *mended;
	size_t len;

	names_of(root, asked, &names);
	if (names.n == 0)
		return false;
	mended = names.tried[names.n - 1].text;
	len = strlen(mended);
	return len > 0 && mended[len - 1] != '/' && !climbs(mended) &&
	    strcmp(path_last(mended), ".") != 0 &&
	    path_resolve("", mended, ret_name);
}

bool
upload_place_allows(const char *pattern, const char *name,
    const union endpoint *client, const uint8_t *mac)
{
	char folder[PATH_NAME_MAX], wanted[PATH_NAME_MAX];
	size_t len = (size_t)(path_last(name) - name);

	if (!machine_folder_of(pattern, client, mac, wanted) ||
	    !path_resolve("", wanted, wanted))
		return false;
	memcpy(folder, name, len);
	folder[len > 0 ? len - 1 : 0] = '\0';
	return glob_match(wanted, folder);
}

void
upload_place_fixed(const char *pattern, char *ret_folder)
{
	size_t len = strcspn(pattern, "*?[%\\");

	if (len >= PATH_NAME_MAX)
		len = PATH_NAME_MAX - 1;
	if (pattern[len]) {
		while (len > 0 && pattern[len - 1] != '/')
			len--;
	}
	memcpy(ret_folder, pattern, len);
	ret_folder[len] = '\0';
}
