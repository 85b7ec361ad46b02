/* SPDX-License-Identifier: ISC */
/*
 * Any text as another server's lease file: reading ends, each line it names is
 * one of the text, and identifiers fit.
 */
#include <stdlib.h>
#include <string.h>

#include "dhcpd/import/import_lease_format.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void
take(void *owner, const struct import_lease *lease)
{
	const unsigned *lines = owner;

	if (lease->line == 0 || lease->line > *lines ||
	    lease->client_id_len > DHCP_IDENTITY_MAX)
		abort();
}

static void
note(void *owner, unsigned line, const char *text)
{
	const unsigned *lines = owner;

	if (line == 0 || line > *lines || !*text)
		abort();
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	const struct import_lease_format *format;
	unsigned lines = 1;
	const struct import_lease_sink sink = { take, note, &lines };
	char *text = malloc(size + 1);

	if (!text)
		abort();
	if (size > 0)
		memcpy(text, data, size);
	text[size] = '\0';
	for (size_t i = 0; i < size; i++)
		lines += text[i] == '\n';
	format = import_lease_format(text, size);
	if (format)
		format->read(text, size, &sink);
	free(text);
	return 0;
}
