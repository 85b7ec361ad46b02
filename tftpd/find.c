/* SPDX-License-Identifier: ISC */
#include "tftpd/find.h"

#include <errno.h>
#include <string.h>

#include "common/neighbours.h"
#include "tftpd/machine_folder.h"

bool
find_own_folder(
    const char *pattern, const union endpoint *client, char *ret_folder)
{
	uint8_t mac[MAC_LEN];
	bool has_mac;

	if (!pattern)
		return false;
	has_mac = machine_folder_needs_mac(pattern) &&
	    neighbours_find(NEIGHBOURS_TABLE, client, mac) == 0;
	return machine_folder_of(
	    pattern, client, has_mac ? mac : NULL, ret_folder);
}

static bool
has_file(void *owner, const char *name)
{
	const struct find *find = owner;

	return lookup_has(&find->lookup, name);
}

static void
told(void *owner, const struct rewrite_rule *rule, const char *what,
    const char *name)
{
	const struct find *find = owner;

	if (find->told)
		find->told(find->owner, rule, what, name);
}

int
find_rename(const struct find *find, bool is_write, const char *asked,
    char *ret_name, char *ret_text)
{
	const struct rewrite_request request = {
		.client = find->client,
		.is_write = is_write,
		.has_file = has_file,
		.told = told,
		.owner = (void *)(uintptr_t)find,
	};

	if (strlen(asked) >= PATH_NAME_MAX)
		return -ENAMETOOLONG;
	memcpy(ret_name, asked, strlen(asked) + 1);
	return rewrite_apply(find->rewrite, &request, ret_name, ret_text);
}

int
find_open(const struct find *find, const char *asked,
    struct lookup_found *ret_found, char *ret_text)
{
	char name[PATH_NAME_MAX];
	int r = find_rename(find, false, asked, name, ret_text);

	return r == 0 ? lookup_open(&find->lookup, name, ret_found) : r;
}
