/* SPDX-License-Identifier: ISC */
#include "repod/answer/asker.h"

#include <stdio.h>
#include <string.h>

bool
asker_mac(const struct http_request *request, unsigned number,
    uint8_t ret_mac[MAC_LEN])
{
	char name[sizeof("X-RHN-Provisioning-MAC-") + 10];
	const struct http_span *value;
	char text[MAC_TEXT_MAX];
	size_t len = sizeof(text) - 1;

	snprintf(name, sizeof(name), "X-RHN-Provisioning-MAC-%u", number);
	value = http_request_field(request, name);
	if (!value || value->len < len)
		return false;
	memcpy(text, value->at + value->len - len, len);
	text[len] = '\0';
	return mac_parse(text, ret_mac);
}

/* What is no plain text is nobody's number: it goes into files. */
static void
take_serial(const struct http_request *request, struct asker *asker)
{
	const struct http_span *value =
	    http_request_field(request, "X-System-Serial-Number");

	if (!value || value->len >= sizeof(asker->serial))
		return;
	for (size_t i = 0; i < value->len; i++)
		if (value->at[i] < ' ' || value->at[i] > '~')
			return;
	memcpy(asker->serial, value->at, value->len);
	asker->serial[value->len] = '\0';
}

static void
begin(struct asker *asker, const union endpoint *peer,
    const union endpoint *local)
{
	*asker = (struct asker){ .peer = endpoint_unmap(peer) };
	endpoint_address_text(asker->server, local);
}

void
asker_by_http(const struct http_request *request, const union endpoint *peer,
    const union endpoint *local, bool is_secure, struct asker *ret_asker)
{
	begin(ret_asker, peer, local);
	origin_text(ret_asker->origin, is_secure ? ORIGIN_HTTPS : ORIGIN_HTTP,
	    &request->host, local);
	while (ret_asker->n_macs < ASKER_MACS_MAX &&
	    asker_mac(
		request, ret_asker->n_macs, ret_asker->macs[ret_asker->n_macs]))
		ret_asker->n_macs++;
	take_serial(request, ret_asker);
}

void
asker_by_ftp(const union endpoint *peer, const union endpoint *local,
    struct asker *ret_asker)
{
	const struct http_span nobody = { "", 0 };

	begin(ret_asker, peer, local);
	origin_text(ret_asker->origin, ORIGIN_FTP, &nobody, local);
}
