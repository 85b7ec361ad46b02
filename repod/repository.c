/* SPDX-License-Identifier: ISC */
#include "repod/repository.h"

#include <string.h>

#include "common/http_span.h"

bool
repository_has_packages(const struct repository *repository)
{
	return repository->is_tree || repository->is_rpm ||
	    repository->n_suites > 0;
}

static void
keep(char *out, struct http_span value)
{
	size_t len = value.len < REPOSITORY_TEXT_MAX - 1
	    ? value.len
	    : REPOSITORY_TEXT_MAX - 1;

	if (len > 0)
		memcpy(out, value.at, len);
	out[len] = '\0';
}

/* The next line, without blanks and the CR of other systems at its ends. */
static struct http_span
next_line(struct http_span *rest)
{
	struct http_span line = http_span_cut(rest, '\n');

	if (line.len > 0 && line.at[line.len - 1] == '\r')
		line.len--;
	return http_span_trim(line);
}

static bool
is_section(const struct http_span *line, const char *name)
{
	struct http_span inside = *line;

	if (line->len < 2 || line->at[line->len - 1] != ']')
		return false;
	inside.at++;
	inside.len -= 2;
	return name && http_span_equal(&inside, name);
}

bool
repository_value(const char *text, size_t len, const char *section,
    const char *key, char *out)
{
	struct http_span rest = { text, len };
	bool is_inside = section == NULL;

	out[0] = '\0';
	while (rest.len > 0) {
		struct http_span value = next_line(&rest), name;
		const char *sign;

		if (value.len > 0 && value.at[0] == '[') {
			is_inside = is_section(&value, section);
			continue;
		}
		if (!is_inside || value.len == 0)
			continue;
		sign = memchr(value.at, section ? '=' : ':', value.len);
		if (!sign)
			continue;
		name = http_span_cut(&value, *sign);
		name = http_span_trim(name);
		if (!http_span_equal(&name, key))
			continue;
		keep(out, http_span_trim(value));
		return out[0] != '\0';
	}
	return false;
}

/* --- .treeinfo --- */

static void
first_value(const char *text, size_t len, const char *const keys[][2],
    unsigned n, char *out)
{
	for (unsigned i = 0; i < n; i++)
		if (repository_value(text, len, keys[i][0], keys[i][1], out))
			return;
}

void
repository_read_treeinfo(
    const char *text, size_t len, struct repository *repository)
{
	static const char *const names[][2] = { { "release", "name" },
		{ "general", "family" }, { "general", "name" } };
	static const char *const versions[][2] = { { "release", "version" },
		{ "general", "version" } };
	static const char *const architectures[][2] = { { "tree", "arch" },
		{ "general", "arch" } };

	repository->is_tree = true;
	first_value(text, len, names, 3, repository->name);
	first_value(text, len, versions, 2, repository->version);
	first_value(text, len, architectures, 2, repository->architecture);
}

/* --- Release --- */

/* Apt wants a suite without its folder, and a flat one with a slash. */
void
repository_read_release(
    const char *text, size_t len, bool is_flat, struct repository *repository)
{
	struct repository_suite *suite;

	if (repository->n_suites == REPOSITORY_SUITES_MAX)
		return;
	suite = &repository->suites[repository->n_suites++];
	if (is_flat)
		memcpy(suite->codename, "./", 3);
	else if (!repository_value(
		     text, len, NULL, "Codename", suite->codename))
		repository_value(text, len, NULL, "Suite", suite->codename);
	if (!is_flat)
		repository_value(
		    text, len, NULL, "Components", suite->components);
	if (repository->n_suites > 1)
		return;
	if (!repository_value(text, len, NULL, "Origin", repository->name))
		repository_value(text, len, NULL, "Label", repository->name);
	repository_value(text, len, NULL, "Version", repository->version);
	repository_value(
	    text, len, NULL, "Architectures", repository->architecture);
}

/* --- .disk/info --- */

static bool
is_architecture(const struct http_span *word)
{
	static const char *const names[] = { "amd64", "i386", "arm64", "armhf",
		"armel", "ppc64el", "s390x", "riscv64", "mips64el", "loong64",
		"multi-arch" };

	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		if (http_span_is(word, names[i]))
			return true;
	return false;
}

static bool
starts_with_digit(const struct http_span *word)
{
	return word->len > 0 && word->at[0] >= '0' && word->at[0] <= '9';
}

void
repository_read_disk_info(
    const char *text, size_t len, struct repository *repository)
{
	struct http_span rest = { text, len };
	struct http_span line = next_line(&rest), name = line;
	const char *begin = line.at;

	repository->is_disk = true;
	while (line.len > 0) {
		struct http_span word = http_span_cut(&line, ' ');

		if (starts_with_digit(&word) && !repository->version[0]) {
			name.len = (size_t)(word.at - begin);
			keep(repository->version, word);
		} else if (is_architecture(&word)) {
			keep(repository->architecture, word);
		}
	}
	keep(repository->name, http_span_trim(name));
}
