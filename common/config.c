/* SPDX-License-Identifier: ISC */
#include "common/config.h"

#include <errno.h>
#include <ini.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "common/config_apply.h"
#include "common/config_collect.h"
#include "common/log.h"
#include "common/text.h"

/*
 * The reading. inih's handler is not told the line, and inih cuts long lines
 * and swallows bad ones; so this reader stands between the file and inih: it
 * counts, reports what inih would swallow, and hands a long line over as a
 * key with indented continuations. inih calls the handler before it asks for
 * the next line, so what the reader knows of the line is what the handler
 * needs.
 */
struct reading {
	struct config *config;
	FILE *file;
	unsigned line;
	int error; /* errno of a read that failed */
	char text[CONFIG_LINE_MAX + 2];
	const char *rest;  /* of a long line that inih has not got yet */
	size_t key_len;	   /* of key= at its start */
	bool is_piece;	   /* what inih gets is a later piece of one line */
	bool is_indented;  /* ... is a continuation that the user wrote */
	bool is_after_key; /* an indented line would continue a value */
	bool is_dropping;  /* that value was refused: drop the rest of it */
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

/* inih's handler: one key and its value, or one more part of the value, which
 * is between hand_over()'s guards then. */
static int
handle(void *user, const char *section, const char *name, const char *value)
{
	struct reading *reading = user;
	struct config *config = reading->config;
	bool is_kept;

	(void)section; /* The reader knows it, with its line. */
	if (reading->is_bad_section || reading->is_dropping ||
	    config->is_full || config->is_out_of_memory)
		return 1;
	if (reading->is_piece || reading->is_indented)
		is_kept = config_collect_more(config, reading->line,
		    reading->is_piece ? "" : " ", value + 1, strlen(value) - 2);
	else
		is_kept =
		    config_collect_key(config, reading->line, name, value);
	reading->is_dropping = !is_kept;
	return 1;
}

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

/* Whether the @len octets of the line are text: inih takes control characters
 * for blanks or for the line's end. */
static bool
is_text(const struct reading *reading, size_t len)
{
	for (size_t i = 0; i < len; i++)
		if ((unsigned char)reading->text[i] < ' ' &&
		    reading->text[i] != '\t')
			return false;
	return true;
}

/* Read one line of the file into reading->text, without its end. Return: 1; 0
 * for a line that was refused; -1 at the end. */
static int
read_line(struct reading *reading)
{
	size_t len = 0;
	int c;

	while ((c = getc(reading->file)) != EOF && c != '\n') {
		/* One octet over: the CR of a line that is just not too long.
		 */
		if (len <= CONFIG_LINE_MAX)
			reading->text[len] = (char)c;
		len++;
	}
	if (c == EOF && ferror(reading->file))
		reading->error = errno;
	if (c == EOF && (len == 0 || reading->error))
		return -1;
	reading->line++;
	if (len <= CONFIG_LINE_MAX + 1 && len > 0 &&
	    reading->text[len - 1] == '\r')
		len--;
	if (len > CONFIG_LINE_MAX) {
		error_here(reading,
		    "the line is longer than %d octets; go on in an indented "
		    "line below",
		    CONFIG_LINE_MAX);
		return 0;
	}
	if (!is_text(reading, len)) {
		error_here(reading, "the line has a control character in it");
		return 0;
	}
	reading->text[len] = '\0';
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
	else if (end[1])
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
	config_collect_section(reading->config, reading->line, text_trim(name));
	return true;
}

/* The line becomes key=value without a blank around the sign, so that inih gets
 * both in one piece. */
static bool
accept_key(struct reading *reading, char *start)
{
	char *sign = start + strcspn(start, "=:");
	size_t len = (size_t)(sign - start);
	char *value;

	while (len > 0 && (start[len - 1] == ' ' || start[len - 1] == '\t'))
		len--;
	reading->is_after_key = true;
	reading->is_dropping = true;
	if (!*sign)
		error_here(reading,
		    "'%s' is neither a [section] nor key = value", start);
	else if (len == 0)
		error_here(reading, "no key before the '%c'", *sign);
	else if (len > CONFIG_NAME_MAX)
		error_here(reading, "the key is longer than %d octets",
		    CONFIG_NAME_MAX);
	else
		reading->is_dropping = false;
	if (reading->is_dropping)
		return false;
	value = text_trim(sign + 1);
	start[len++] = '=';
	memmove(start + len, value, strlen(value) + 1);
	reading->key_len = len;
	return true;
}

/* A key that is indented by mistake would vanish into the value above it. */
static bool
accept_continuation(struct reading *reading, const char *start)
{
	const struct config *config = reading->config;
	size_t len = strcspn(start, " \t=");
	char word[CONFIG_NAME_MAX + 1];

	if (reading->is_dropping || reading->is_bad_section)
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

/* Return: what inih gets of the line, in reading->text; NULL for nothing. */
static char *
accept_line(struct reading *reading)
{
	char *text = reading->text;
	bool is_blank_first, is_accepted;

	/* Some editors put a byte-order mark before the first line. */
	if (reading->line == 1 && strncmp(text, "\xef\xbb\xbf", 3) == 0)
		text += 3;
	is_blank_first = *text == ' ' || *text == '\t';
	text += strspn(text, " \t");
	if (*text == '#')
		return NULL;
	drop_comment(text);
	text = text_trim(text);
	if (!*text)
		return NULL;
	reading->is_indented = false;
	if (is_blank_first && reading->is_after_key)
		is_accepted = accept_continuation(reading, text);
	else if (*text == '[')
		is_accepted = accept_section(reading, text);
	else
		is_accepted = accept_key(reading, text);
	return is_accepted ? text : NULL;
}

/* The next line that inih is to see becomes reading->rest. Return: false at
 * the end of the file. */
static bool
find_line(struct reading *reading)
{
	int r;

	while (!reading->rest) {
		r = read_line(reading);
		if (r < 0)
			return false;
		if (r > 0)
			reading->rest = accept_line(reading);
	}
	return true;
}

/* inih's reader: the next line, or the next piece of a long one. What
 * continues a value goes between guards, so that inih neither trims it nor
 * takes it for a comment; handle() takes them off. */
static char *
hand_over(char *line, int size, void *stream)
{
	struct reading *reading = stream;
	size_t room = (size_t)size - 5; /* a blank, guards, a newline, a NUL */
	size_t len;

	reading->is_piece = reading->rest != NULL;
	if (!reading->is_piece && !find_line(reading))
		return NULL;
	len = strlen(reading->rest);
	if (reading->is_piece || reading->is_indented) {
		len = len < room ? len : room;
		snprintf(
		    line, (size_t)size, " |%.*s|\n", (int)len, reading->rest);
	} else {
		len = len < room ? len : reading->key_len;
		snprintf(line, (size_t)size, "%.*s\n", (int)len, reading->rest);
	}
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
	r = -reading->error;
	free(reading);
	return config->is_out_of_memory ? -ENOMEM : r;
}

/* Return: as config_read(). */
static int
read_all(struct config *config, FILE *file, void *settings)
{
	int r = collect(config, file);

	if (r == 0)
		config_apply(config, settings);
	else
		log_error("%s: %s", config->path, strerror(-r));
	config_collect_free(config);
	config_errors_end(config);
	return r < 0 ? r : config->n_errors > 0;
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
	r = read_all(&config, file, settings);
	fclose(file);
	return r;
}

int
config_read_section(FILE *file, const char *path, const char *section,
    const char *argument, const struct config_section *sections, void *settings)
{
	struct config config = { .path = path,
		.section = section,
		.argument = argument,
		.sections = sections };

	return read_all(&config, file, settings);
}
