/* SPDX-License-Identifier: ISC */
#include "dhcpd/import/import_lease.h"

#include "common/text.h"

void
import_lease_client(
    struct import_lease *lease, const char *mac, const char *client_id)
{
	size_t len;

	lease->has_mac = mac_parse(mac, lease->mac);
	lease->client_id_len = 0;
	if (text_parse_hex(
		client_id, lease->client_id, sizeof(lease->client_id), &len))
		lease->client_id_len = (uint8_t)len;
}
