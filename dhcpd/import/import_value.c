/* SPDX-License-Identifier: ISC */
#include "dhcpd/import/import_value.h"

#include <string.h>

#include "common/text.h"

enum {
	LABEL_MAX = 63
};

void
import_value_hex(struct writer *out, const void *bytes, size_t len)
{
	const uint8_t *octets = bytes;

	for (size_t i = 0; i < len; i++)
		writer_format(out, "%02x", octets[i]);
}

/* Text that stands in the INI file as it is. */
static bool
is_plain(const char *text)
{
	size_t len = strlen(text);

	if (len == 0 || strchr(text, '"') || strstr(text, " ;") ||
	    text[0] == ' ' || text[0] == ';' || text[len - 1] == ' ' ||
	    (text[0] == '0' && text_lower(text[1]) == 'x'))
		return false;
	for (; *text; text++)
		if (*text < ' ' || *text > '~')
			return false;
	return true;
}

void
import_value_text(struct writer *out, const char *text, bool is_quoted)
{
	if (!is_plain(text)) {
		writer_text(out, "0x");
		import_value_hex(out, text, strlen(text));
	} else {
		writer_format(out, is_quoted ? "\"%s\"" : "%s", text);
	}
}

bool
import_value_labels(struct writer *out, const char *name)
{
	size_t len;

	while (*name) {
		len = strcspn(name, ".");
		if (len == 0 || len > LABEL_MAX)
			return false;
		writer_format(out, "%02zx", len);
		import_value_hex(out, name, len);
		name += len;
		if (*name == '.')
			name++;
	}
	writer_text(out, "00");
	return true;
}
