/* SPDX-License-Identifier: ISC */
#include "common/config.h"

#include <errno.h>
#include <ini.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "common/config_apply.h"
#include "common/log.h"
#include "common/text.h"

/*
 * The reading. inih's handler is not told the line, and inih cuts long lines
 * and swallows bad ones; so this reader stands between the file and inih: it
 * counts, reports what inih would swallow, and hands a long line over as a
 * key with indented continuations. The handler runs within the same turn, so
 * what the reader knows of the line is what the handler needs.
 */
struct reading {
	struct config *config;
	FILE *file;
	unsigned line;
	char text[CONFIG_LINE_MAX + 2];
	const char *rest;  /* of a long line that inih has not got yet */
	bool is_piece;	   /* inih has got a later piece of one line */
	bool is_indented;  /* a continuation that the user wrote */
	bool is_after_key; /* an indented line would continue a value */
	bool is_dropping;  /* that value's key was refused: drop these too */
	bool is_bad_section;
};

static void __attribute__((format(printf, 2, 3)))
error_here(struct reading *reading, const char *format, ...)
{
	const struct config_entry entry = { .line = reading->line };
	char text[512];
	va_list args;

	va_start(args, format);
	vsnprintf(text, sizeof(text), format, args);
	va_end(args);
	config_error(reading->config, &entry, "%s", text);
}

void
config_error(struct config *config, const struct config_entry *entry,
    const char *format, ...)
{
	char text[1024];
	va_list args;

	config->n_errors++;
	if (config->n_errors > CONFIG_ERRORS_MAX)
		return;
	va_start(args, format);
	vsnprintf(text, sizeof(text), format, args);
	va_end(args);
	log_error("%s:%u: %s", config->path, entry->line, text);
}

/* --- collecting --- */

static char *
keep(struct config *config, const char *text)
{
	char *copy = strdup(text);

	if (!copy)
		config->is_out_of_memory = true;
	return copy;
}

/* A new record at the end; NULL when there is no room for one. */
static struct config_entry *
add_entry(struct reading *reading)
{
	struct config *config = reading->config;
	struct config_entry *grown;
	size_t size;

	if (config->n_entries == CONFIG_ENTRIES_MAX) {
		if (!config->is_full)
			error_here(reading, "more than %d sections and keys",
			    CONFIG_ENTRIES_MAX);
		config->is_full = true;
		return NULL;
	}
	if (config->n_entries == config->n_room) {
		size = config->n_room ? config->n_room * 2 : 64;
		grown = reallocarray(config->entries, size, sizeof(*grown));
		if (!grown) {
			config->is_out_of_memory = true;
			return NULL;
		}
		config->entries = grown;
		config->n_room = size;
	}
	grown = &config->entries[config->n_entries++];
	*grown = (struct config_entry){ .line = reading->line };
	return grown;
}

static void
add_section(struct reading *reading, char *text)
{
	struct config_entry *entry;
	char *argument = text + strcspn(text, " \t");

	if (*argument)
		*argument++ = '\0';
	entry = add_entry(reading);
	if (!entry)
		return;
	entry->section = keep(reading->config, text);
	entry->argument = keep(reading->config, text_trim(argument));
}

/* The value so far and one more part of it. */
static void
continue_value(struct reading *reading, const char *part)
{
	struct config *config = reading->config;
	struct config_entry *entry = &config->entries[config->n_entries - 1];
	const char *joint = reading->is_piece ? "" : " ";
	char *joined;

	if (strlen(entry->value) + strlen(part) >= CONFIG_VALUE_MAX) {
		error_here(reading, "the value of %s is longer than %d octets",
		    entry->key, CONFIG_VALUE_MAX);
		return;
	}
	if (asprintf(&joined, "%s%s%s", entry->value, joint, part) < 0) {
		config->is_out_of_memory = true;
		return;
	}
	free((char *)(uintptr_t)entry->value);
	entry->value = joined;
}

/* inih's handler: one key and its value, or one more part of the value. */
static int
handle(void *user, const char *section, const char *name, const char *value)
{
	struct reading *reading = user;
	struct config_entry *entry;

	(void)section; /* The reader knows it, with its line. */
	if (reading->is_bad_section || reading->config->is_full ||
	    reading->config->is_out_of_memory)
		return 1;
	if (reading->is_piece || reading->is_indented) {
		continue_value(reading, value);
		return 1;
	}
	if (reading->config->n_entries == 0) {
		error_here(
		    reading, "'%s' stands before the first [section]", name);
		return 1;
	}
	entry = add_entry(reading);
	if (!entry)
		return 1;
	entry->key = keep(reading->config, name);
	entry->value = keep(reading->config, value);
	return 1;
}

/* --- reading --- */

/* A comment that begins behind a blank is not part of the line; inih does the
 * same, but it would see only the pieces of a long one. */
static void
drop_comment(char *text)
{
	for (char *at = text; *at; at++) {
		if (*at == ';' &&
		    (at == text || at[-1] == ' ' || at[-1] == '\t')) {
			*at = '\0';
			return;
		}
	}
}

/* Read one line of the file into reading->text. Return: 1; 0 for a line that
 * was refused; -1 at the end. */
static int
read_line(struct reading *reading)
{
	size_t len = 0;
	bool has_nul = false;
	int c;

	while ((c = getc(reading->file)) != EOF && c != '\n') {
		has_nul |= c == '\0';
		if (len <= CONFIG_LINE_MAX)
			reading->text[len++] = (char)c;
	}
	if (c == EOF && len == 0)
		return -1;
	reading->line++;
	reading->text[len <= CONFIG_LINE_MAX ? len : CONFIG_LINE_MAX] = '\0';
	if (len > CONFIG_LINE_MAX) {
		error_here(reading,
		    "the line is longer than %d octets; go on in an indented "
		    "line below",
		    CONFIG_LINE_MAX);
		return 0;
	}
	if (has_nul) {
		error_here(reading, "the line has a NUL octet in it");
		return 0;
	}
	return 1;
}

static bool
accept_section(struct reading *reading, const char *start)
{
	const char *end = strchr(start, ']');
	char name[CONFIG_NAME_MAX + 1];
	size_t len = end ? (size_t)(end - start - 1) : 0;

	reading->is_after_key = false;
	reading->is_bad_section = true;
	if (!end)
		error_here(reading, "the section has no closing bracket");
	else if (end[1 + strspn(end + 1, " \t\r")])
		error_here(reading, "'%s' stands behind the section", end + 1);
	else if (len > CONFIG_NAME_MAX)
		error_here(reading,
		    "the section's name is longer than %d octets",
		    CONFIG_NAME_MAX);
	else
		reading->is_bad_section = false;
	if (reading->is_bad_section)
		return false;
	memcpy(name, start + 1, len);
	name[len] = '\0';
	add_section(reading, text_trim(name));
	return true;
}

static bool
accept_key(struct reading *reading, const char *start)
{
	size_t len = strcspn(start, "=:");

	reading->is_after_key = true;
	reading->is_dropping = true;
	reading->is_indented = false;
	if (!start[len])
		error_here(reading,
		    "'%s' is neither a [section] nor key = value", start);
	else if (len == 0)
		error_here(reading, "no key before the '%c'", start[0]);
	else if (len > CONFIG_NAME_MAX)
		error_here(reading, "the key is longer than %d octets",
		    CONFIG_NAME_MAX);
	else
		reading->is_dropping = false;
	return !reading->is_dropping;
}

/* A key that is indented by mistake would vanish into the value above it. */
static bool
accept_continuation(struct reading *reading, const char *start)
{
	const struct config *config = reading->config;
	size_t len = strcspn(start, " \t=");
	char word[CONFIG_NAME_MAX + 1];

	if (reading->is_dropping || reading->is_bad_section ||
	    config->n_entries == 0)
		return false;
	reading->is_indented = true;
	if (len <= CONFIG_NAME_MAX &&
	    start[len + strspn(start + len, " \t")] == '=') {
		memcpy(word, start, len);
		word[len] = '\0';
		if (config_apply_knows(config, word)) {
			error_here(reading,
			    "an indented line continues the value above it; "
			    "to set '%s', begin it at the margin",
			    word);
			return false;
		}
	}
	return true;
}

static bool
accept_line(struct reading *reading)
{
	char *text = reading->text;
	const char *start;
	bool is_blank_first = text[0] == ' ' || text[0] == '\t';

	/* Some editors put a byte-order mark before the first line. */
	if (reading->line == 1 && strncmp(text, "\xef\xbb\xbf", 3) == 0)
		text[0] = text[1] = text[2] = ' ';
	start = text + strspn(text, " \t\r");
	if (*start == '\0' || *start == ';' || *start == '#')
		return false;
	drop_comment(text);
	if (is_blank_first && reading->is_after_key)
		return accept_continuation(reading, start);
	if (*start == '[')
		return accept_section(reading, start);
	return accept_key(reading, start);
}

/* Where to cut a long text so that inih's trimming of the pieces loses
 * nothing: between two octets that are no blanks, and not before a comment's
 * sign. 0: nowhere. */
static size_t
find_cut(const char *text, size_t room)
{
	for (size_t at = room; at > 1; at--)
		if (!strchr(" \t;#", text[at]) && !strchr(" \t", text[at - 1]))
			return at;
	return 0;
}

/* inih's reader: the next line, or the next piece of a long one. */
static char *
hand_over(char *line, int size, void *stream)
{
	struct reading *reading = stream;
	size_t room = (size_t)size - 3; /* a blank, a newline, a NUL */
	size_t len;
	int r;

	/* A long line goes as a key and indented pieces: see find_cut(). */
	reading->is_piece = reading->rest != NULL;
	while (!reading->rest) {
		r = read_line(reading);
		if (r < 0)
			return NULL;
		if (r > 0 && accept_line(reading))
			reading->rest = reading->text;
	}
	len = strlen(reading->rest);
	if (len > room)
		len = find_cut(reading->rest, room);
	if (len == 0) {
		error_here(reading, "the line has a run of blanks too long");
		reading->rest += strlen(reading->rest);
	}
	snprintf(line, (size_t)size, "%s%.*s\n", reading->is_piece ? " " : "",
	    (int)len, reading->rest);
	reading->rest += len;
	if (*reading->rest == '\0')
		reading->rest = NULL;
	return line;
}

static int
collect(struct config *config, FILE *file)
{
	struct reading *reading = calloc(1, sizeof(*reading));
	int r;

	if (!reading)
		return -ENOMEM;
	reading->config = config;
	reading->file = file;
	ini_parse_stream(hand_over, reading, handle, reading);
	r = ferror(file) ? -EIO : 0;
	free(reading);
	return config->is_out_of_memory ? -ENOMEM : r;
}

static void
release(struct config *config)
{
	for (size_t i = 0; i < config->n_entries; i++) {
		const struct config_entry *entry = &config->entries[i];

		free((char *)(uintptr_t)entry->section);
		free((char *)(uintptr_t)entry->argument);
		free((char *)(uintptr_t)entry->key);
		free((char *)(uintptr_t)entry->value);
	}
	free(config->entries);
}

int
config_read(
    const char *path, const struct config_section *sections, void *settings)
{
	struct config config = { .path = path, .sections = sections };
	FILE *file = fopen(path, "re");
	int r;

	if (!file) {
		r = -errno;
		log_error("%s: %s; name the configuration with -c FILE", path,
		    strerror(-r));
		return r;
	}
	r = collect(&config, file);
	if (r == 0)
		config_apply(&config, settings);
	else
		log_error("%s: %s", path, strerror(-r));
	fclose(file);
	release(&config);
	if (config.n_errors > CONFIG_ERRORS_MAX)
		log_error("%s: %u more errors", path,
		    config.n_errors - CONFIG_ERRORS_MAX);
	return r < 0 ? r : config.n_errors > 0;
}
