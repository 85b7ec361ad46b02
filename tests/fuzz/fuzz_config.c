/* SPDX-License-Identifier: ISC */
/*
 * An INI file, read twice: as it is, and with CR LF at the ends of its lines.
 * Both give the same verdict, and the same values.
 */
#include <fcntl.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "common/config.h"
#include "common/site.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);
/* There with a sanitizer: where its report goes. */
void __sanitizer_set_report_fd(void *fd) __attribute__((weak));

/* A digest of all that was set, in its order (FNV-1a). */
struct values {
	struct site site;
	uint64_t digest;
};

static void
add(struct values *values, const char *text)
{
	do
		values->digest =
		    (values->digest ^ (uint8_t)*text) * 0x100000001b3;
	while (*text++);
}

static void
set_any(struct config *config, const struct config_entry *entry, void *field)
{
	(void)config;
	add(field, entry->section);
	add(field, entry->argument);
	add(field, entry->key);
	add(field, entry->suffix);
	add(field, entry->value);
}

static const struct config_key any_keys[] = {
	{ "a", set_any, 0, CONFIG_REPEAT },
	{ "b", set_any, 0, CONFIG_SUFFIX },
	{ "text", set_any, 0, 0 },
	{ NULL, NULL, 0, 0 },
};

static const struct config_section sections[] = {
	{ .name = "site", .keys = site_keys },
	{ .name = "tftpd", .keys = any_keys },
	{ .name = "host", .keys = any_keys, .takes_argument = true },
	{ .name = NULL },
};

static int
read_bytes(const uint8_t *bytes, size_t size, uint64_t *ret_digest)
{
	struct values values = { .digest = 0xcbf29ce484222325 };
	int fd = memfd_create("config", MFD_CLOEXEC), r;
	char path[64];

	if (fd < 0 || write(fd, bytes, size) != (ssize_t)size ||
	    site_init(&values.site) < 0)
		abort();
	snprintf(path, sizeof(path), "/proc/self/fd/%d", fd);
	r = config_read(path, sections, &values);
	add(&values, values.site.root);
	add(&values, values.site.state);
	site_free(&values.site);
	close(fd);
	*ret_digest = values.digest;
	return r;
}

/* What is logged is of no interest here, and much. */
static void
hush(void)
{
	static bool is_hushed;
	int fd;

	if (is_hushed)
		return;
	is_hushed = true;
	fd = dup(STDERR_FILENO);
	if (__sanitizer_set_report_fd)
		__sanitizer_set_report_fd((void *)(intptr_t)fd);
	fd = open("/dev/null", O_WRONLY | O_CLOEXEC);
	dup2(fd, STDERR_FILENO);
	close(fd);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	uint8_t *bytes = malloc(2 * size + 1);
	uint64_t digest, other;
	size_t len = 0;
	int r;

	if (!bytes)
		abort();
	hush();
	r = read_bytes(data, size, &digest);
	if (r != 0 && r != 1)
		abort();
	for (size_t i = 0; i < size; i++) {
		if (data[i] == '\n')
			bytes[len++] = '\r';
		bytes[len++] = data[i];
	}
	/* A CR of the file's own before the end would be a second one. */
	if (!memchr(data, '\r', size) &&
	    (read_bytes(bytes, len, &other) != r || digest != other))
		abort();
	free(bytes);
	return 0;
}
