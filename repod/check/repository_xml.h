/* SPDX-License-Identifier: ISC */
#ifndef REPOD_CHECK_REPOSITORY_XML_H
#define REPOD_CHECK_REPOSITORY_XML_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* The files that a repository of RPMs lists, from repomd.xml and primary.xml.
 */

enum {
	REPOSITORY_XML_FILES_MAX = 1000000,
	REPOSITORY_XML_NAME_MAX = 512,
};

/** struct listed_file - one of them; its strings are its own */
struct listed_file {
	char *name;	/* as it stands in href */
	char *type;	/* "primary"; "rpm" for a package */
	char *sum_kind; /* "sha256" */
	char *sum;	/* hexadecimal */
	uint64_t size;	/* 0: not said */
};

/** struct repository_xml - a reader of one document; opaque */
struct repository_xml;

/** repository_xml_new() - NULL without memory, or built without expat */
struct repository_xml *repository_xml_new(void);

/** repository_xml_free() - @xml and the list; NULL is allowed */
void repository_xml_free(struct repository_xml *xml);

/** repository_xml_feed() - the next octets. Return: false for what is no XML,
 * or lists too much; repository_xml_error() says why. */
bool repository_xml_feed(
    struct repository_xml *xml, const void *bytes, size_t len, bool is_last);

/** repository_xml_error() - what is wrong, and in which line */
const char *repository_xml_error(
    const struct repository_xml *xml, unsigned *ret_line);

/** repository_xml_files() - what was listed up to here. Return: their number.
 */
size_t repository_xml_files(
    const struct repository_xml *xml, const struct listed_file **ret_files);

#endif
