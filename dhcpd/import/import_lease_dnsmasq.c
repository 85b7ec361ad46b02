/* SPDX-License-Identifier: ISC */
#include "dhcpd/import/import_lease_dnsmasq.h"

#include <string.h>

#include "common/text.h"

enum {
	LINE_MAX_LEN = 1024,
	/* end, hardware address, address, name, client identifier */
	WORDS = 5,
};

/* Part @text at its blanks, in place. Return: how many words, WORDS + 1 for
 * more. */
static size_t
split(char *text, char *words[WORDS])
{
	size_t n = 0;

	while (*(text += strspn(text, " "))) {
		if (n == WORDS)
			return WORDS + 1;
		words[n++] = text;
		text += strcspn(text, " ");
		if (*text)
			*text++ = '\0';
	}
	return n;
}

static bool
take(char *words[WORDS], unsigned line, const struct import_lease_sink *sink)
{
	struct import_lease lease = { .line = line };
	uint64_t until;

	if (!text_parse_u64(words[0], INT64_MAX, &until) ||
	    !address_parse(words[2], &lease.address))
		return false;
	/* 06-... is a hardware type that has no Ethernet address. */
	import_lease_client(&lease, words[1], words[4]);
	lease.until_s = until ? (int64_t)until : IMPORT_LEASE_NEVER;
	sink->take(sink->owner, &lease);
	return true;
}

void
import_lease_dnsmasq(
    const char *text, size_t len, const struct import_lease_sink *sink)
{
	char copy[LINE_MAX_LEN], *words[WORDS];
	const char *end = text + len;
	size_t line_len, n;

	for (unsigned line = 1; text < end; line++, text += line_len + 1) {
		line_len = strcspn(text, "\n");
		n = WORDS + 1;
		if (line_len < sizeof(copy)) {
			memcpy(copy, text, line_len);
			copy[line_len] = '\0';
			n = split(copy, words);
		}
		/* Behind the server's DUID are the leases of IPv6. */
		if (n > 0 && n <= WORDS && strcmp(words[0], "duid") == 0)
			return;
		if (n != 0 && (n != WORDS || !take(words, line, sink)))
			sink->note(
			    sink->owner, line, "this line cannot be read");
	}
}
