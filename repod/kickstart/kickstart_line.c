/* SPDX-License-Identifier: ISC */
#include "repod/kickstart/kickstart_line.h"

#include <string.h>

#include "repod/kickstart/kickstart_syntax.h"

struct kickstart_line
kickstart_line_begin(
    struct writer *writer, const struct release *release, const char *command)
{
	struct kickstart_line line = { writer, release, NULL };

	if (!kickstart_syntax_has(release, command, ""))
		return line;
	line.command = command;
	writer_text(writer, command);
	return line;
}

/* Lines are split as a shell does it (Python's shlex): in double quotes only a
 * backslash and a quote have to be told, and # begins no comment. */
static void
write_quoted(struct writer *writer, const char *text)
{
	writer_u8(writer, '"');
	for (; *text; text++) {
		if (*text == '"' || *text == '\\')
			writer_u8(writer, '\\');
		writer_u8(writer, (uint8_t)*text);
	}
	writer_u8(writer, '"');
}

static void
write_word(struct writer *writer, const char *text)
{
	static const char plain[] =
	    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"
	    "_-./:,@+%=";

	if (*text && text[strspn(text, plain)] == '\0')
		writer_text(writer, text);
	else
		write_quoted(writer, text);
}

bool
kickstart_line_option(
    struct kickstart_line *line, const char *option, const char *value)
{
	if (!line->command ||
	    !kickstart_syntax_has(line->release, line->command, option))
		return false;
	writer_u8(line->writer, ' ');
	writer_text(line->writer, option);
	if (value) {
		writer_u8(line->writer, '=');
		write_word(line->writer, value);
	}
	return true;
}

void
kickstart_line_word(struct kickstart_line *line, const char *word)
{
	if (!line->command)
		return;
	writer_u8(line->writer, ' ');
	write_word(line->writer, word);
}

void
kickstart_line_words(struct kickstart_line *line, const char *words)
{
	if (!line->command)
		return;
	writer_u8(line->writer, ' ');
	writer_text(line->writer, words);
}

void
kickstart_line_end(struct kickstart_line *line)
{
	if (line->command)
		writer_u8(line->writer, '\n');
}
