/* SPDX-License-Identifier: ISC */
/*
 * Templates of any octets: filling in ends, keeps to its room, and either tells
 * one mistake or none; a text without a dollar and without #! stays as it is.
 */
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "repod/answer/template.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static struct template_text all;
static unsigned n_errors;

static void
require(bool is_true)
{
	if (!is_true)
		abort();
}

static enum template_value
find(void *owner, const char *name, const char **ret_value)
{
	(void)owner;
	require(strlen(name) < TEMPLATE_NAME_MAX);
	*ret_value = "value ${mac} #!end";
	if (strcmp(name, "mac") == 0)
		return TEMPLATE_VALUE_SET;
	return strncmp(name, "var.", 4) == 0 ? TEMPLATE_VALUE_ABSENT
					     : TEMPLATE_VALUE_UNKNOWN;
}

/* A text that includes itself is the worst of all. */
static bool
load(void *owner, const char *from, const char *name,
    struct template_text *ret_text, const char **ret_reason)
{
	(void)owner;
	(void)from;
	*ret_text = all;
	*ret_reason = "none";
	return name[0] != 'n';
}

static void
note(void *owner, const char *file, unsigned line, const char *message)
{
	(void)owner;
	require(file == all.file && line > 0);
	require(strlen(message) < TEMPLATE_MESSAGE_MAX);
	n_errors++;
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const struct template_calls calls = { find, load, note, NULL };
	static uint8_t output[4096];
	struct writer writer = writer_over(output, sizeof(output));
	int r;

	all = (struct template_text){ "t", (const char *)data, size };
	n_errors = 0;
	r = template_fill(&all, &calls, &writer);
	require(n_errors == (r != 0));
	require(r != 0 || !writer.failed);
	if (r == 0 && !memchr(data, '$', size) && !memmem(data, size, "#!", 2))
		require(writer.pos == size && memcmp(output, data, size) == 0);
	n_errors = 0;
	require(template_check(&all, &calls) == n_errors);
	return 0;
}
