/* SPDX-License-Identifier: ISC */
#include "repod/origin.h"

#include <stdio.h>
#include <string.h>

/* The ports that URLs leave out. */
static const struct {
	const char *beginning;
	uint16_t port;
} schemes[] = {
	[ORIGIN_HTTP] = { "http://", 80 },
	[ORIGIN_HTTPS] = { "https://", 443 },
	[ORIGIN_FTP] = { "ftp://", 21 },
};

char *
origin_text(char *out, enum origin_scheme scheme, const struct http_span *host,
    const union endpoint *local)
{
	size_t len = strlen(schemes[scheme].beginning);
	union endpoint plain = endpoint_unmap(local);
	char address[ADDRESS_TEXT_MAX];
	bool is_ipv6 = plain.any.sa_family == AF_INET6;
	char *name = out + len;

	memcpy(out, schemes[scheme].beginning, len);
	if (host->len > 0 && host->len < ORIGIN_HOST_MAX) {
		memcpy(name, host->at, host->len);
		name[host->len] = '\0';
	} else if (endpoint_port(&plain) == schemes[scheme].port) {
		snprintf(name, ORIGIN_HOST_MAX, is_ipv6 ? "[%s]" : "%s",
		    endpoint_address_text(address, &plain));
	} else {
		endpoint_text(name, &plain);
	}
	return out;
}
