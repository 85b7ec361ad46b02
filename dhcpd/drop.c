/* SPDX-License-Identifier: ISC */
#include "dhcpd/drop.h"

#include <inttypes.h>

static const char *const texts[DROP_REASONS] = {
	[DROP_NONE] = "dropped",
	[DROP_SHORT] = "shorter than a BOOTP header",
	[DROP_LONG] = "longer than any DHCP message",
	[DROP_HLEN] = "with a hardware address over 16 octets",
	[DROP_OPTIONS] = "with an option that runs over the end",
	[DROP_OVERLOAD] = "with a wrong option 52 (overload)",
	[DROP_TYPE] = "with a wrong option 53 (message type)",
	[DROP_REPLY] = "BOOTREPLY",
	[DROP_SERVERS] = "with a server's message type",
	[DROP_NAMELESS] = "that name no machine",
	[DROP_NO_ADDRESS] = "REQUEST that names no address",
	[DROP_UNPROBED] = "while too many addresses were asked for",
	[DROP_BUSY] = "while the disk did not keep up",
};

const char *
drop_text(enum drop_reason reason)
{
	return texts[reason];
}

static void
count(uint32_t *n)
{
	if (*n < UINT32_MAX)
		++*n;
}

void
drop_count(struct drops *drops, enum drop_reason reason)
{
	count(&drops->n[reason]);
	count(&drops->n_all);
}

void
drop_write(struct writer *out, const struct drops *drops)
{
	const char *before = "";

	for (unsigned i = 0; i < DROP_REASONS; i++) {
		if (drops->n[i] == 0)
			continue;
		writer_format(
		    out, "%s%" PRIu32 " %s", before, drops->n[i], texts[i]);
		before = ", ";
	}
}
