/* SPDX-License-Identifier: ISC */
/*
 * A map file, a NUL, and a name. Whatever the rules are, they are refused in
 * words or applied in bounded time, and a name stays within its bounds; a rule
 * that only replaces plain text does what a search for that text does.
 */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tftpd/rewrite_rule.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum {
	TEXT_MAX = 512
};

static void
require(bool is_true)
{
	if (!is_true)
		abort();
}

static bool
has_file(void *owner, const char *name)
{
	(void)owner;
	return strlen(name) % 2 == 0;
}

static void
told(void *owner, const struct rewrite_rule *rule, const char *what,
    const char *name)
{
	unsigned *n = owner;

	require(rule->where && *what && strlen(name) < PATH_NAME_MAX);
	/* At most two a step. */
	require(++*n <= 2 * REWRITE_STEPS_MAX);
}

static void
apply(const struct rewrite *rewrite, const char *asked, bool is_write)
{
	union endpoint client = endpoint_ipv4(0xc0a80a02, 2000);
	unsigned n_told = 0;
	const struct rewrite_request request = {
		.client = &client,
		.is_write = is_write,
		.has_file = has_file,
		.told = told,
		.owner = &n_told,
	};
	char name[PATH_NAME_MAX], text[REWRITE_TEXT_MAX];
	int verdict;

	memset(name, 'x', sizeof(name));
	memcpy(name, asked, strlen(asked) + 1);
	memset(text, 'x', sizeof(text));
	verdict = rewrite_apply(rewrite, &request, name, text);
	require(verdict >= 0 && verdict <= REWRITE_TOO_LONG);
	if (verdict == 0)
		require(strnlen(name, sizeof(name)) < sizeof(name));
	else
		require(strcmp(name, asked) == 0);
	if (verdict == REWRITE_REFUSED)
		require(strnlen(text, sizeof(text)) < sizeof(text));
}

/* Each line of @map as a rule, in both ways to write one. */
static void
add_lines(struct rewrite *rewrite, const char *map)
{
	char line[TEXT_MAX], error[REWRITE_ERROR_MAX];

	while (*map) {
		size_t len = strcspn(map, "\n");
		size_t before = rewrite->n;
		int r;

		memcpy(line, map, len);
		line[len] = '\0';
		memset(error, 0, sizeof(error));
		r = line[0] == '/'
		    ? rewrite_rule_add(rewrite, line, "map:1", error)
		    : rewrite_rule_add_map(rewrite, line, "map:1", error);
		require((r != 0) == (error[0] != '\0'));
		require(rewrite->n <= before + (r == 0));
		map += len + (map[len] == '\n');
	}
}

/* The first place of letter @c, and each place, replaced without a regex. */
static void
replace_slowly(const char *name, char c, bool is_each, char *out)
{
	bool is_done = false;

	for (; *name; name++) {
		if (*name == c && (is_each || !is_done)) {
			*out++ = '<';
			*out++ = c;
			*out++ = '>';
			is_done = true;
		} else {
			*out++ = *name;
		}
	}
	*out = '\0';
}

static void
compare(const char *asked, char c)
{
	union endpoint client = endpoint_ipv4(1, 1);
	const struct rewrite_request request = { .client = &client };
	char rule[32], want[PATH_NAME_MAX * 3], name[PATH_NAME_MAX];
	char text[REWRITE_TEXT_MAX], error[REWRITE_ERROR_MAX];

	for (int is_each = 0; is_each < 2; is_each++) {
		struct rewrite rewrite = { 0 };

		snprintf(
		    rule, sizeof(rule), "/%c/<\\0>/%s", c, is_each ? "g" : "");
		require(rewrite_rule_add(&rewrite, rule, "", error) == 0);
		memcpy(name, asked, strlen(asked) + 1);
		replace_slowly(asked, c, is_each, want);
		if (rewrite_apply(&rewrite, &request, name, text) == 0)
			require(strcmp(name, want) == 0);
		else
			require(strlen(want) >= PATH_NAME_MAX);
		rewrite_free(&rewrite);
	}
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static char map[TEXT_MAX], name[TEXT_MAX];
	size_t len = size ? strnlen((const char *)data, size) : 0;
	size_t rest = len < size ? size - len - 1 : 0;
	struct rewrite rewrite = { 0 };

	if (size >= TEXT_MAX)
		return 0;
	if (size > 0)
		memcpy(map, data, len);
	map[len] = '\0';
	if (rest > 0)
		memcpy(name, data + len + 1, rest);
	name[rest] = '\0';
	/* A bound for repetitions would be another program's: {,} stays out. */
	if (!strchr(map, '{')) {
		add_lines(&rewrite, map);
		rewrite_rule_unknown_label(&rewrite);
		apply(&rewrite, name, false);
		apply(&rewrite, name, true);
	}
	rewrite_free(&rewrite);
	compare(name, (char)('a' + len % 26));
	return 0;
}
