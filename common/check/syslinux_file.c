/* SPDX-License-Identifier: ISC */
#include "common/check/syslinux_file.h"

#include <string.h>

/* "PXELINUX 6.04 PXE ...", "SYSLINUX 4.05 ...", "Syslinux 6.04 (EFI; ...". */
static bool
read_version(const uint8_t *at, size_t left, struct syslinux_version *version)
{
	size_t n = 0;

	while (n < left && n < SYSLINUX_VERSION_MAX - 1 && at[n] > ' ' &&
	    at[n] < 0x7f)
		n++;
	if (n < 4 || at[0] < '1' || at[0] > '9' || at[1] != '.')
		return false;
	memcpy(version->text, at, n);
	version->text[n] = '\0';
	version->major = (unsigned)(at[0] - '0');
	return true;
}

bool
syslinux_file_version(
    const uint8_t *bytes, size_t len, struct syslinux_version *ret_version)
{
	static const char *const names[] = { "PXELINUX ", "Syslinux " };

	for (size_t i = 0; len > 0 && i < 2; i++) {
		size_t name_len = strlen(names[i]);
		const uint8_t *at = bytes, *end = bytes + len;

		while (
		    (at = memmem(at, (size_t)(end - at), names[i], name_len))) {
			at += name_len;
			if (read_version(at, (size_t)(end - at), ret_version))
				return true;
		}
	}
	return false;
}

enum syslinux_module
syslinux_file_module(const uint8_t *bytes, size_t len)
{
	static const uint8_t com32[] = { 0xb8, 0xff, 0x4c, 0xcd, 0x21 };
	static const uint8_t com32r[] = { 0xb8, 0xfe, 0x4c, 0xcd, 0x21 };
	static const uint8_t elf[] = { 0x7f, 'E', 'L', 'F' };

	if (len < sizeof(com32))
		return SYSLINUX_NONE;
	if (memcmp(bytes, com32, sizeof(com32)) == 0)
		return SYSLINUX_COM32;
	if (memcmp(bytes, com32r, sizeof(com32r)) == 0)
		return SYSLINUX_COM32R;
	if (memcmp(bytes, elf, sizeof(elf)) == 0)
		return bytes[4] == 2 ? SYSLINUX_ELF64 : SYSLINUX_ELF32;
	return SYSLINUX_NONE;
}

static bool
has_name(const uint8_t *bytes, size_t len, const char *name, size_t size)
{
	return memmem(bytes, len, name, size) != NULL;
}

/* A name in the table of strings has a NUL on both sides. */
#define HAS_NAME(bytes, len, name)                                             \
	has_name(bytes, len, "\0" name, sizeof("\0" name))

unsigned
syslinux_file_major(const uint8_t *bytes, size_t len)
{
	enum syslinux_module format = syslinux_file_module(bytes, len);

	if (format == SYSLINUX_ELF64)
		return 6;
	if (format != SYSLINUX_ELF32 || !HAS_NAME(bytes, len, "start_ldlinux"))
		return 0;
	return HAS_NAME(bytes, len, "firmware") ? 6 : 5;
}

bool
syslinux_file_compiler(const uint8_t *bytes, size_t len, char *out)
{
	static const char mark[] = "GCC: (";
	const char *at;
	size_t n;

	out[0] = '\0';
	if (syslinux_file_module(bytes, len) < SYSLINUX_ELF32)
		return false;
	at = memmem(bytes, len, mark, sizeof(mark) - 1);
	if (!at)
		return false;
	n = strnlen(at, len - (size_t)(at - (const char *)bytes));
	if (n >= SYSLINUX_COMPILER_MAX)
		n = SYSLINUX_COMPILER_MAX - 1;
	memcpy(out, at, n);
	out[n] = '\0';
	return true;
}

bool
syslinux_file_needs(const uint8_t *bytes, size_t len, size_t *pos, char *out)
{
	enum {
		NAME_MAX_HERE = 31
	};
	const uint8_t *at;

	while (
	    *pos < len && (at = memmem(bytes + *pos, len - *pos, "\0lib", 4))) {
		const char *name = (const char *)at + 1;
		size_t left = len - (size_t)(at + 1 - bytes);
		size_t n = strnlen(name, left);

		*pos = (size_t)(at + 1 - bytes);
		if (n == left || n > NAME_MAX_HERE || n < 5 ||
		    memcmp(name + n - 4, ".c32", 4) != 0)
			continue;
		memcpy(out, name, n + 1);
		return true;
	}
	*pos = len;
	return false;
}
