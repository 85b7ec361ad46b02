/* SPDX-License-Identifier: ISC */
#include "repod/check/repository_xml.h"

#ifdef HAVE_EXPAT

#include <expat.h>
#include <stdlib.h>
#include <string.h>

#include "common/text.h"

struct repository_xml {
	XML_Parser parser;
	struct listed_file *files;
	size_t n;
	size_t size;
	struct listed_file now; /* inside data or package */
	bool is_inside;
	unsigned depth; /* of elements below it */
	bool takes_sum; /* inside its own checksum */
	char text[160]; /* of that */
	size_t text_len;
	bool is_full;
};

static void
free_file(struct listed_file *file)
{
	free(file->name);
	free(file->type);
	free(file->sum_kind);
	free(file->sum);
	*file = (struct listed_file){ 0 };
}

static const char *
attribute(const char **attributes, const char *name)
{
	for (; *attributes; attributes += 2)
		if (strcmp(attributes[0], name) == 0)
			return attributes[1];
	return NULL;
}

static void
set(char **field, const char *value)
{
	if (!value || strlen(value) >= REPOSITORY_XML_NAME_MAX || *field)
		return;
	*field = strdup(value);
}

static void
on_start(void *owner, const char *name, const char **attributes)
{
	struct repository_xml *xml = owner;
	const char *size;

	if (!xml->is_inside) {
		if (strcmp(name, "data") != 0 && strcmp(name, "package") != 0)
			return;
		xml->is_inside = true;
		xml->depth = 0;
		set(&xml->now.type, attribute(attributes, "type"));
		return;
	}
	if (xml->depth++ > 0)
		return;
	if (strcmp(name, "checksum") == 0) {
		xml->takes_sum = true;
		xml->text_len = 0;
		set(&xml->now.sum_kind, attribute(attributes, "type"));
	} else if (strcmp(name, "location") == 0) {
		/* xml:base puts it elsewhere. */
		if (!attribute(attributes, "xml:base"))
			set(&xml->now.name, attribute(attributes, "href"));
	} else if (strcmp(name, "size") == 0) {
		size = attribute(attributes, "package");
		if (size)
			text_parse_u64(size, UINT64_MAX >> 1, &xml->now.size);
	}
}

static void
on_text(void *owner, const char *text, int len)
{
	struct repository_xml *xml = owner;

	for (int i = 0; xml->takes_sum && i < len; i++)
		if (text[i] > ' ' && xml->text_len < sizeof(xml->text) - 1)
			xml->text[xml->text_len++] = text[i];
}

static void
keep(struct repository_xml *xml)
{
	struct listed_file *files;
	size_t size = xml->size > 0 ? 2 * xml->size : 64;

	if (xml->n == REPOSITORY_XML_FILES_MAX) {
		xml->is_full = true;
		return;
	}
	if (xml->n == xml->size) {
		files = reallocarray(xml->files, size, sizeof(*files));
		if (!files) {
			xml->is_full = true;
			return;
		}
		xml->files = files;
		xml->size = size;
	}
	xml->files[xml->n++] = xml->now;
	xml->now = (struct listed_file){ 0 };
}

static void
on_end(void *owner, const char *name)
{
	struct repository_xml *xml = owner;

	if (!xml->is_inside)
		return;
	if (xml->depth > 0) {
		xml->depth--;
		if (xml->depth == 0 && xml->takes_sum) {
			xml->text[xml->text_len] = '\0';
			set(&xml->now.sum, xml->text);
			xml->takes_sum = false;
		}
		return;
	}
	(void)name;
	xml->is_inside = false;
	if (xml->now.name && xml->now.sum && xml->now.sum_kind)
		keep(xml);
	free_file(&xml->now);
}

struct repository_xml *
repository_xml_new(void)
{
	struct repository_xml *xml = calloc(1, sizeof(*xml));

	if (!xml)
		return NULL;
	xml->parser = XML_ParserCreate(NULL);
	if (!xml->parser) {
		free(xml);
		return NULL;
	}
	XML_SetUserData(xml->parser, xml);
	XML_SetElementHandler(xml->parser, on_start, on_end);
	XML_SetCharacterDataHandler(xml->parser, on_text);
	return xml;
}

void
repository_xml_free(struct repository_xml *xml)
{
	if (!xml)
		return;
	for (size_t i = 0; i < xml->n; i++)
		free_file(&xml->files[i]);
	free_file(&xml->now);
	free(xml->files);
	XML_ParserFree(xml->parser);
	free(xml);
}

bool
repository_xml_feed(
    struct repository_xml *xml, const void *bytes, size_t len, bool is_last)
{
	return XML_Parse(xml->parser, bytes, (int)len, is_last) ==
	    XML_STATUS_OK &&
	    !xml->is_full;
}

const char *
repository_xml_error(const struct repository_xml *xml, unsigned *ret_line)
{
	*ret_line = (unsigned)XML_GetCurrentLineNumber(xml->parser);
	return xml->is_full ? "it lists more than fits"
			    : XML_ErrorString(XML_GetErrorCode(xml->parser));
}

size_t
repository_xml_files(
    const struct repository_xml *xml, const struct listed_file **ret_files)
{
	*ret_files = xml->files;
	return xml->n;
}

#else

struct repository_xml *
repository_xml_new(void)
{
	return NULL;
}

void
repository_xml_free(struct repository_xml *xml)
{
	(void)xml;
}

bool
repository_xml_feed(
    struct repository_xml *xml, const void *bytes, size_t len, bool is_last)
{
	(void)xml;
	(void)bytes;
	(void)len;
	(void)is_last;
	return false;
}

const char *
repository_xml_error(const struct repository_xml *xml, unsigned *ret_line)
{
	(void)xml;
	*ret_line = 0;
	return "built without expat";
}

size_t
repository_xml_files(
    const struct repository_xml *xml, const struct listed_file **ret_files)
{
	(void)xml;
	(void)ret_files;
	return 0;
}

#endif
