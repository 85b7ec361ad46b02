/* SPDX-License-Identifier: ISC */
#include "tftpd/names.h"

#include <assert.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>

/* --- the repairs --- */

static void
drop_root(const char *root, char *name)
{
	size_t len = strlen(root);

	while (len > 0 && root[len - 1] == '/')
		len--;
	if (len > 0 && strncmp(name, root, len) == 0 && name[len] == '/')
		memmove(name, name + len, strlen(name + len) + 1);
}

static void
turn_backslashes(const char *root, char *name)
{
	(void)root;
	for (; *name; name++) {
		if (*name == '\\')
			*name = '/';
	}
}

static bool
is_tail(char c)
{
	return c == ' ' || c == '\t' || (unsigned char)c == 0xff;
}

static void
drop_tail(const char *root, char *name)
{
	size_t len = strlen(name);

	(void)root;
	while (len > 0 && is_tail(name[len - 1]))
		name[--len] = '\0';
}

/* The root may be written with backslashes, too, so it is looked for again. */
static const struct {
	const char *what;
	void (*mend)(const char *root, char *name);
} repairs[] = {
	{ "without the root's own path before it", drop_root },
	{ "with slashes for backslashes", turn_backslashes },
	{ "without the root's own path before it", drop_root },
	{ "without what is behind it", drop_tail },
};

static_assert(sizeof(repairs) / sizeof(repairs[0]) + 1 == NAMES_MAX,
    "one name as it came, and one a repair");

static void
add(struct names *names, const char *repair, const char *name)
{
	for (size_t i = 0; i < names->n; i++) {
		if (strcmp(names->tried[i].text, name) == 0)
			return;
	}
	names->tried[names->n].repair = repair;
	memcpy(names->tried[names->n++].text, name, strlen(name) + 1);
}

void
names_of(const char *root, const char *name, struct names *ret_names)
{
	char mended[PATH_NAME_MAX];

	ret_names->n = 0;
	if (strlen(name) >= sizeof(mended))
		return;
	add(ret_names, NULL, name);
	memcpy(mended, name, strlen(name) + 1);
	for (size_t i = 0; i < sizeof(repairs) / sizeof(repairs[0]); i++) {
		repairs[i].mend(root, mended);
		add(ret_names, repairs[i].what, mended);
	}
}

/* --- shim's second stage --- */

/* Where ".efi" begins in the last part of @name, or NULL. */
static const char *
efi_suffix(const char *name)
{
	const char *at = path_last(name);

	for (; *at; at++) {
		if (strncasecmp(at, ".efi", 4) == 0)
			return at;
	}
	return NULL;
}

bool
names_is_boot_file(const char *name)
{
	static const char *const shims[] = { "revocations",
		"shim_certificate" };
	const char *last = path_last(name);

	for (size_t i = 0; i < sizeof(shims) / sizeof(shims[0]); i++) {
		if (strncasecmp(last, shims[i], strlen(shims[i])) == 0)
			return false;
	}
	return efi_suffix(name) != NULL;
}

/* The end of an EFI program's name that says for which processor it is. */
static const char *
processor_of(const char *boot_file)
{
	static const char *const processors[] = { "x64", "ia32", "aa64", "arm",
		"riscv64", "loongarch64" };
	const char *suffix = efi_suffix(boot_file);
	size_t len = suffix ? (size_t)(suffix - path_last(boot_file)) : 0;

	for (size_t i = 0; i < sizeof(processors) / sizeof(processors[0]);
	     i++) {
		size_t n = strlen(processors[i]);

		if (n <= len && strncasecmp(suffix - n, processors[i], n) == 0)
			return processors[i];
	}
	return "x64";
}

static bool
is_garbage(const char *last)
{
	return *last &&
	    ((unsigned char)*last < ' ' || *last == 0x7f ||
		(unsigned char)*last > 0x7e);
}

bool
names_of_second_stage(const char *boot_file, const char *name, char *ret_name)
{
	int folder_len = (int)(path_last(boot_file) - boot_file);
	const char *last = path_last(name);
	char found[PATH_NAME_MAX];
	int len;

	if (is_garbage(last))
		len = snprintf(found, sizeof(found), "%.*sgrub%s.efi",
		    folder_len, boot_file, processor_of(boot_file));
	else if (efi_suffix(last))
		len = snprintf(found, sizeof(found), "%.*s%s", folder_len,
		    boot_file, last);
	else
		return false;
	if (len >= (int)sizeof(found) || strcmp(found, name) == 0)
		return false;
	memcpy(ret_name, found, (size_t)len + 1);
	return true;
}
