/* SPDX-License-Identifier: ISC */
#include "tftpd/last_boot.h"

#include <string.h>

#include "tftpd/names.h"

static size_t
place_of(const union endpoint *client)
{
	union endpoint plain = endpoint_unmap(client);
	uint32_t mix;

	if (plain.any.sa_family == AF_INET) {
		mix = ntohl(plain.ipv4.sin_addr.s_addr);
	} else {
		uint32_t words[4];

		memcpy(words, &plain.ipv6.sin6_addr, sizeof(words));
		mix = ntohl(words[0] ^ words[1] ^ words[2] ^ words[3]);
	}
	mix *= UINT32_C(2654435761); /* Fibonacci hashing */
	return (mix >> 22) % LAST_BOOT_CLIENTS_MAX;
}

void
last_boot_note(
    struct last_boot *last_boot, const union endpoint *client, const char *file)
{
	size_t place = place_of(client), len = strlen(file);

	if (len >= LAST_BOOT_NAME_MAX || !names_is_boot_file(file))
		return;
	last_boot->places[place].client = *client;
	memcpy(last_boot->places[place].file, file, len + 1);
}

const char *
last_boot_of(const struct last_boot *last_boot, const union endpoint *client)
{
	size_t place = place_of(client);

	if (last_boot->places[place].client.any.sa_family == AF_UNSPEC ||
	    !endpoint_is_same_host(&last_boot->places[place].client, client))
		return NULL;
	return last_boot->places[place].file;
}
