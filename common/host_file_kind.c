/* SPDX-License-Identifier: ISC */
#include "common/host_file_kind.h"

#include <stdbool.h>
#include <string.h>

#include "common/address.h"

#define SUFFIX_INI ".ini"
#define SUFFIX_ETHERS ".ethers"

static bool
ends_in(const char *name, const char *suffix)
{
	size_t len = strlen(name), suffix_len = strlen(suffix);

	return len > suffix_len && strcmp(name + len - suffix_len, suffix) == 0;
}

enum host_file_kind
host_file_kind(const char *name)
{
	uint8_t mac[MAC_LEN];

	if (name[0] == '.')
		return HOST_FILE_OTHER;
	if (ends_in(name, SUFFIX_INI) || mac_parse(name, mac))
		return HOST_FILE_HOST;
	if (ends_in(name, SUFFIX_ETHERS) || strcmp(name, "ethers") == 0)
		return HOST_FILE_ETHERS;
	return HOST_FILE_OTHER;
}

size_t
host_file_name_len(const char *name)
{
	size_t len = strlen(name);

	return ends_in(name, SUFFIX_INI) ? len - strlen(SUFFIX_INI) : len;
}
