/* SPDX-License-Identifier: ISC */
#include "common/neighbours.h"

#include <errno.h>
#include <net/if_arp.h>
#include <stdio.h>
#include <string.h>

/* Whether @line tells of @wanted a whole address of the Ethernet kind. */
static bool
read_line(const char *line, uint32_t wanted, uint8_t mac[MAC_LEN])
{
	/* Other kinds of networks have longer addresses than Ethernet. */
	char address_word[ADDRESS_TEXT_MAX], mac_word[128];
	unsigned type, flags;
	uint32_t address;

	return sscanf(line, "%45s 0x%x 0x%x %127s", address_word, &type, &flags,
		   mac_word) == 4 &&
	    address_parse(address_word, &address) && address == wanted &&
	    flags & ATF_COM && mac_parse(mac_word, mac);
}

int
neighbours_find(
    const char *table, const union endpoint *machine, uint8_t ret_mac[MAC_LEN])
{
	union endpoint plain = endpoint_unmap(machine);
	uint8_t mac[MAC_LEN];
	char line[256];
	int r = -ENOENT;
	FILE *file;

	if (plain.any.sa_family != AF_INET)
		return -ENOENT;
	file = fopen(table, "re");
	if (!file)
		return -errno;
	for (int i = 0; r < 0 && i < NEIGHBOURS_LINES_MAX &&
	     fgets(line, sizeof(line), file);
	     i++) {
		if (read_line(line, ntohl(plain.ipv4.sin_addr.s_addr), mac))
			r = 0;
	}
	fclose(file);
	if (r == 0)
		memcpy(ret_mac, mac, MAC_LEN);
	return r;
}
