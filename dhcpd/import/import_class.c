/* SPDX-License-Identifier: ISC */
#include "dhcpd/import/import_class.h"

#include <string.h>

#include "common/arch.h"
#include "common/text.h"

enum {
	ARCH_DIGITS = 5
};

uint64_t
import_class_of_arch(uint64_t number)
{
	const struct arch *arch =
	    number <= UINT16_MAX ? arch_find((uint16_t)number) : NULL;

	return (uint64_t)1 << (arch ? arch->class : CLASS_OTHER);
}

uint64_t
import_class_of_vendor(const char *text)
{
	const char *arch = strstr(text, "Arch:");
	char digits[ARCH_DIGITS + 1];
	uint64_t number;

	arch = arch ? arch + strlen("Arch:") : text;
	if (strlen(arch) >= ARCH_DIGITS) {
		memcpy(digits, arch, ARCH_DIGITS);
		digits[ARCH_DIGITS] = '\0';
		if (text_parse_u64(digits, UINT16_MAX, &number))
			return import_class_of_arch(number);
	}
	if (strncmp(text, "HTTPClient", 10) == 0)
		return (uint64_t)1 << CLASS_HTTP;
	if (strncmp(text, "PXEClient", 9) == 0)
		return (uint64_t)1 << CLASS_ANY;
	return 0;
}

uint64_t
import_class_of_user(const char *text)
{
	return text_equal(text, "iPXE") || text_equal(text, "gPXE")
	    ? (uint64_t)1 << CLASS_IPXE
	    : 0;
}
