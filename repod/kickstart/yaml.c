/* SPDX-License-Identifier: ISC */
#include "repod/kickstart/yaml.h"

/* YAML 1.2 section 5.7 */
static void
write_escape(struct writer *writer, unsigned char c)
{
	writer_u8(writer, '\\');
	switch (c) {
	case '"':
	case '\\':
		writer_u8(writer, c);
		break;
	case '\n':
		writer_u8(writer, 'n');
		break;
	case '\t':
		writer_u8(writer, 't');
		break;
	default:
		writer_u8(writer, 'x');
		writer_hex(writer, c, 2);
	}
}

void
yaml_string(struct writer *writer, const char *text)
{
	writer_u8(writer, '"');
	for (; *text; text++) {
		unsigned char c = (unsigned char)*text;

		if (c < ' ' || c == 0x7f || c == '"' || c == '\\')
			write_escape(writer, c);
		else
			writer_u8(writer, c);
	}
	writer_u8(writer, '"');
}

static void
indent(struct writer *writer, unsigned depth)
{
	writer_fill(writer, ' ', 2 * (size_t)depth);
}

void
yaml_pair(
    struct writer *writer, unsigned depth, const char *key, const char *text)
{
	if (!text)
		return;
	indent(writer, depth);
	writer_text(writer, key);
	writer_text(writer, ": ");
	yaml_string(writer, text);
	writer_u8(writer, '\n');
}

void
yaml_line(struct writer *writer, unsigned depth, const char *text)
{
	indent(writer, depth);
	writer_text(writer, text);
	writer_u8(writer, '\n');
}

void
yaml_item(struct writer *writer, unsigned depth, const char *text)
{
	indent(writer, depth);
	writer_text(writer, "- ");
	yaml_string(writer, text);
	writer_u8(writer, '\n');
}
