/* SPDX-License-Identifier: ISC */
#include "dhcpd/import/import_lease_format.h"

#include <string.h>

#include "dhcpd/import/import_lease_dnsmasq.h"
#include "dhcpd/import/import_lease_isc.h"
#include "dhcpd/import/import_lease_kea.h"
#include "dhcpd/import/isc_token.h"

static bool
begins(const char *text, const char *with)
{
	return strncmp(text, with, strlen(with)) == 0;
}

static bool
is_kea(const char *text)
{
	return begins(text, "address,hwaddr,");
}

static bool
is_dnsmasq(const char *text)
{
	size_t digits = strspn(text, "0123456789");

	return (digits > 0 && text[digits] == ' ') || begins(text, "duid ");
}

/* dhclient keeps a file with `lease {`, which is a client's. */
static bool
is_isc(const char *text)
{
	struct isc_lexer lexer = isc_lexer_over(text, strlen(text));
	struct isc_token first = isc_token_next(&lexer);
	struct isc_token second = isc_token_next(&lexer);

	if (isc_token_is(&first, "lease"))
		return second.kind == ISC_TOKEN_WORD;
	return isc_token_is(&first, "authoring-byte-order") ||
	    isc_token_is(&first, "server-duid") ||
	    isc_token_is(&first, "failover") || isc_token_is(&first, "host") ||
	    isc_token_is(&first, "group") || isc_token_is(&first, "class");
}

static const struct {
	bool (*is)(const char *text);
	struct import_lease_format format;
} formats[] = {
	{ is_kea, { "Kea", true, import_lease_kea } },
	{ is_dnsmasq, { "dnsmasq", false, import_lease_dnsmasq } },
	{ is_isc, { "ISC dhcpd", false, import_lease_isc } },
};

const struct import_lease_format *
import_lease_format(const char *text, size_t len)
{
	/* A NUL would hide the rest from some of the readers. */
	if (memchr(text, '\0', len))
		return NULL;
	for (size_t i = 0; i < sizeof(formats) / sizeof(formats[0]); i++)
		if (formats[i].is(text))
			return &formats[i].format;
	return NULL;
}
