/* SPDX-License-Identifier: ISC */
#ifndef DHCPD_DNSMASQ_CONF_H
#define DHCPD_DNSMASQ_CONF_H

#include "dhcpd/import/dnsmasq_keyword.h"
#include "dhcpd/import/dnsmasq_line.h"
#include "dhcpd/import/import_section.h"

/*
 * A dnsmasq.conf on its way into an import: its files, and what its tags mean
 * here. A tag is a set of client classes, or a section (a subnet, a group of
 * hosts), or nothing that there is a counterpart for.
 */

enum {
	DNSMASQ_TAGS_MAX = 256,
	DNSMASQ_SUBNETS_MAX = 256,
	DNSMASQ_OWN_MAX = 16,
	DNSMASQ_EXCEPTIONS_MAX = 256,
	DNSMASQ_NAME_MAX = 64,
};

/** DNSMASQ_ANY - the classes of what stands under no tag */
#define DNSMASQ_ANY ((uint64_t)1 << CLASS_ANY)

/** enum dnsmasq_tag_kind - what a tag stands for */
enum dnsmasq_tag_kind {
	DNSMASQ_TAG_NEW, /* nothing yet */
	DNSMASQ_TAG_CLASSES,
	DNSMASQ_TAG_SUBNET,
	DNSMASQ_TAG_GROUP,
	DNSMASQ_TAG_HOST,
};

/** struct dnsmasq_tag - what set:NAME means */
struct dnsmasq_tag {
	char name[DNSMASQ_NAME_MAX];
	enum dnsmasq_tag_kind kind;
	uint64_t classes;		/* of DNSMASQ_TAG_CLASSES, else 0 */
	struct import_section *section; /* of the other three */
};

/** struct dnsmasq_scope - for whom a line is */
struct dnsmasq_scope {
	struct import_section *section;
	uint64_t classes;
	uint64_t except;	   /* classes that are not to have it */
	bool is_known, is_unknown; /* tag:known, tag:!known */
	bool is_host;		   /* @section is a [host] */
};

/** struct dnsmasq_source - a file, and what its lines are */
struct dnsmasq_source {
	const char *file, *text; /* the import's */
	size_t len;
	const char *keyword; /* of each line, where they have none; or NULL */
};

/** struct dnsmasq_subnet - one that a dhcp-range named */
struct dnsmasq_subnet {
	struct import_section *section;
	struct prefix prefix;
	const char *file;
	unsigned line;
	bool is_proxy;
};

/** struct dnsmasq_exception - KEY is not for @class, unless @class has a value
 * of its own in the end */
struct dnsmasq_exception {
	struct import_section *section;
	enum arch_class class;
	char key[DNSMASQ_NAME_MAX];
};

/** struct dnsmasq_conf - all of it */
struct dnsmasq_conf {
	struct import *import;
	struct dnsmasq_source sources[IMPORT_FILES_MAX + 1];
	size_t n_sources;
	struct dnsmasq_tag tags[DNSMASQ_TAGS_MAX];
	size_t n_tags;
	struct dnsmasq_subnet subnets[DNSMASQ_SUBNETS_MAX];
	size_t n_subnets;
	uint32_t own[DNSMASQ_OWN_MAX]; /* listen-address */
	size_t n_own;
	struct dnsmasq_exception exceptions[DNSMASQ_EXCEPTIONS_MAX];
	size_t n_exceptions;
	char interfaces[IMPORT_VALUE_MAX];
	bool has_no_dns; /* port=0 */
	char tftp_root[IMPORT_VALUE_MAX];
	unsigned n_items[CLASS_ANY]; /* of each class's boot menu */
	bool has_prompt;
	/* Lines that are passed over, to be told together. */
	unsigned counts[N_DNSMASQ_CONCERNS];
	struct dnsmasq_line line;
};

/** dnsmasq_conf_defaults() - the section of what holds everywhere */
struct import_section *dnsmasq_conf_defaults(struct dnsmasq_conf *conf);

/** dnsmasq_conf_note() - the present line is not carried over; @advice: what to
 * do, or NULL */
void dnsmasq_conf_note(struct dnsmasq_conf *conf, const char *advice);

/** dnsmasq_conf_item() - item @i of the present line; "" where there is none */
const char *dnsmasq_conf_item(const struct dnsmasq_conf *conf, size_t i);

/** dnsmasq_conf_behind() - @text behind @prefix; NULL where it does not begin
 * so */
const char *dnsmasq_conf_behind(const char *text, const char *prefix);

/** dnsmasq_conf_tag() - the tag @name, made where it is not yet there, for
 * @kind. Return: NULL, noted, where it is of another kind, past
 * DNSMASQ_TAGS_MAX or for too long a name. */
struct dnsmasq_tag *dnsmasq_conf_tag(
    struct dnsmasq_conf *conf, const char *name, enum dnsmasq_tag_kind kind);

/**
 * dnsmasq_conf_scope() - read the tag: items at the front of the present line
 * @at: in/out; the first item that may be one; then the first that is none
 *
 * Return: false, noted, where a tag has no counterpart.
 */
bool dnsmasq_conf_scope(
    struct dnsmasq_conf *conf, size_t *at, struct dnsmasq_scope *ret_scope);

/** dnsmasq_conf_except() - remember for the end that @key is set for whom
 * @scope says, and not for @scope->except */
void dnsmasq_conf_except(struct dnsmasq_conf *conf,
    const struct dnsmasq_scope *scope, const char *key);

/** dnsmasq_conf_settle() - at the end: those classes get nothing where they
 * have no value of their own */
void dnsmasq_conf_settle(struct dnsmasq_conf *conf);

#endif
