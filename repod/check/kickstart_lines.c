/* SPDX-License-Identifier: ISC */
#include "repod/check/kickstart_lines.h"

#include <stdio.h>
#include <string.h>

static const struct {
	const char *command, *option, *what;
	enum boot_word_kind kind;
} fetching[] = {
	{ "url", "--url", "url --url", BOOT_WORD_TREE },
	{ "repo", "--baseurl", "repo --baseurl", BOOT_WORD_TREE },
	{ "liveimg", "--url", "liveimg --url", BOOT_WORD_FILE },
	{ "ostreesetup", "--url", "ostreesetup --url", BOOT_WORD_FOLDER },
};

/* A section that is a script, or holds something else that is not for us. */
static bool
is_section(const struct http_span *word)
{
	static const char *const names[] = { "%pre", "%post", "%packages",
		"%addon", "%anaconda", "%traceback", "%onerror", "%pre-install",
		"%certificate" };

	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		if (http_span_is(word, names[i]))
			return true;
	return false;
}

bool
kickstart_lines_is_one(const char *text, size_t len)
{
	static const char *const commands[] = { "rootpw", "clearpart",
		"autopart", "zerombr", "bootloader", "%packages", "%post" };
	struct check_lines lines = { .rest = { text, len } };
	struct http_span line, word;
	unsigned n = 0;

	while (check_lines_next(&lines, &line)) {
		if (!check_word_next(&line, &word))
			continue;
		for (size_t i = 0; i < sizeof(commands) / sizeof(commands[0]);
		     i++)
			n += http_span_is(&word, commands[i]);
	}
	return n >= 2;
}

static void
tell(struct kickstart_line *found, kickstart_line_fn *fn, void *owner,
    const char *what, enum boot_word_kind kind)
{
	found->what = what;
	found->kind = kind;
	fn(owner, found);
}

static void
take_nfs(const struct http_span *line, struct kickstart_line *found,
    kickstart_line_fn *fn, void *owner)
{
	char server[CHECK_WORD_MAX], folder[CHECK_WORD_MAX];
	int n;

	if (!check_option_value(line, "--server", server) ||
	    !check_option_value(line, "--dir", folder))
		return;
	n = snprintf(found->value, sizeof(found->value), "nfs:%s:%s%s", server,
	    folder[0] == '/' ? "" : "/", folder);
	if (n > 0 && (size_t)n < sizeof(found->value))
		tell(found, fn, owner, "nfs --server", BOOT_WORD_TREE);
}

static void
take_command(const struct http_span *word, const struct http_span *line,
    struct kickstart_line *found, kickstart_line_fn *fn, void *owner)
{
	if (http_span_is(word, "nfs"))
		take_nfs(line, found, fn, owner);
	for (size_t i = 0; i < sizeof(fetching) / sizeof(fetching[0]); i++)
		if (http_span_is(word, fetching[i].command) &&
		    check_option_value(line, fetching[i].option, found->value))
			tell(found, fn, owner, fetching[i].what,
			    fetching[i].kind);
}

void
kickstart_lines_read(
    const char *text, size_t len, kickstart_line_fn *fn, void *owner)
{
	struct check_lines lines = { .rest = { text, len } };
	bool is_script = false, is_inside = false;
	struct http_span line, word;

	while (check_lines_next(&lines, &line)) {
		struct kickstart_line found = { .line = lines.line };
		struct http_span rest = line;

		if (!check_word_next(&rest, &word) || word.at[0] == '#')
			continue;
		if (http_span_is(&word, "%end")) {
			is_script = is_inside = false;
		} else if (is_section(&word)) {
			is_inside = true;
			is_script = !http_span_is(&word, "%packages");
		} else if (is_script) {
			continue;
		} else if (http_span_is(&word, "%include") ||
		    http_span_is(&word, "%ksappend")) {
			if (check_word_next(&rest, &word) &&
			    check_word_copy(&word, found.value))
				tell(&found, fn, owner, "%include",
				    BOOT_WORD_FILE);
		} else if (!is_inside) {
			take_command(&word, &line, &found, fn, owner);
		}
	}
}
