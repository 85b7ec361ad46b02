/* SPDX-License-Identifier: ISC */
#include "tftpd/machine_folder.h"

#include <string.h>

#include "common/text.h"

bool
machine_folder_is_valid(const char *pattern)
{
	for (const char *at = strchr(pattern, '%'); at;
	     at = strchr(at + 2, '%')) {
		if (at[1] != 'm' && at[1] != 'i')
			return false;
	}
	return *pattern != '\0';
}

bool
machine_folder_needs_mac(const char *pattern)
{
	return strstr(pattern, "%m") != NULL;
}

static bool
append(char *out, size_t *len, const char *text, size_t n)
{
	if (n >= PATH_NAME_MAX - *len)
		return false;
	memcpy(out + *len, text, n);
	*len += n;
	out[*len] = '\0';
	return true;
}

bool
machine_folder_of(const char *pattern, const union endpoint *address,
    const uint8_t *mac, char *ret_folder)
{
	char address_word[ADDRESS_TEXT_MAX], mac_word[MAC_TEXT_MAX] = "";
	char folder[PATH_NAME_MAX] = "";
	size_t len = 0;

	if (!mac && machine_folder_needs_mac(pattern))
		return false;
	endpoint_address_text(address_word, address);
	if (mac)
		text_hex(mac_word, sizeof(mac_word), mac, MAC_LEN, '-');
	while (*pattern) {
		size_t plain = strcspn(pattern, "%");
		const char *word;

		if (!append(folder, &len, pattern, plain))
			return false;
		pattern += plain;
		if (!*pattern)
			break;
		word = pattern[1] == 'm' ? mac_word : address_word;
		if (!append(folder, &len, word, strlen(word)))
			return false;
		pattern += 2;
	}
	memcpy(ret_folder, folder, len + 1);
	return true;
}
