/* SPDX-License-Identifier: ISC */
#include "common/treeinfo_boot.h"

#include <stdio.h>
#include <string.h>

#include "common/check/check_text.h"

enum {
	SECTION_MAX = 64,
};

/* A line "key = value" and the section that it stands in. */
struct line {
	struct http_span section, key, value;
};

static bool
next_line(struct check_lines *lines, struct line *line)
{
	while (check_lines_next(lines, &line->value)) {
		if (line->value.len == 0)
			continue;
		if (line->value.at[0] == '[') {
			line->section = line->value;
			continue;
		}
		line->key = http_span_cut(&line->value, '=');
		line->key = http_span_trim(line->key);
		line->value = http_span_trim(line->value);
		return true;
	}
	return false;
}

/* Return: whether there is one. */
static bool
find(const char *text, size_t len, const char *section, const char *key,
    char *out, size_t size)
{
	struct check_lines lines = { .rest = { text, len } };
	struct line line = { 0 };

	while (next_line(&lines, &line)) {
		if (!http_span_is(&line.section, section) ||
		    !http_span_is(&line.key, key) || line.value.len == 0 ||
		    line.value.len >= size ||
		    memchr(line.value.at, '\0', line.value.len))
			continue;
		memcpy(out, line.value.at, line.value.len);
		out[line.value.len] = '\0';
		return true;
	}
	return false;
}

bool
treeinfo_boot_find(
    const char *text, size_t len, const char *what, char *ret_name)
{
	char architecture[SECTION_MAX - 16], section[SECTION_MAX];

	/* productmd's, and the older form. */
	if (!find(text, len, "[tree]", "arch", architecture,
		sizeof(architecture)) &&
	    !find(text, len, "[general]", "arch", architecture,
		sizeof(architecture)))
		return false;
	snprintf(section, sizeof(section), "[images-%s]", architecture);
	return find(text, len, section, what, ret_name, PATH_NAME_MAX);
}
