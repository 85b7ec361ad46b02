/* SPDX-License-Identifier: ISC */
#include "common/ethers.h"

#include <string.h>

#include "common/cursor.h"
#include "common/text.h"

/* ethers(5) has 0 as well as 00. */
static bool
parse_short_mac(const char *text, uint8_t *ret_mac)
{
	char padded[MAC_TEXT_MAX];
	struct writer out = writer_over(padded, sizeof(padded));
	size_t digits;

	for (bool is_first = true; *text; is_first = false) {
		if (!is_first && *text++ != ':')
			return false;
		digits = strcspn(text, ":");
		writer_text(&out, is_first ? "" : ":");
		writer_text(&out, digits == 1 ? "0" : "");
		writer_bytes(&out, text, digits);
		text += digits;
	}
	writer_u8(&out, 0);
	return !out.failed && mac_parse(padded, ret_mac);
}

int
ethers_parse(char *line, uint8_t ret_mac[MAC_LEN], char **ret_name)
{
	char *name;

	line[strcspn(line, "#\r\n")] = '\0';
	line = text_trim(line);
	if (!*line)
		return ETHERS_EMPTY;
	name = line + strcspn(line, " \t");
	if (*name)
		*name++ = '\0';
	name = text_trim(name);
	if (!parse_short_mac(line, ret_mac) || !*name || strpbrk(name, " \t"))
		return ETHERS_BAD;
	*ret_name = name;
	return 0;
}
