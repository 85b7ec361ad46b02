/* SPDX-License-Identifier: ISC */
#include "dhcpd/import/dnsmasq_conf.h"

#include <stdio.h>
#include <string.h>

#include "common/text.h"

struct import_section *
dnsmasq_conf_defaults(struct dnsmasq_conf *conf)
{
	return import_section(conf->import, "dhcpd");
}

void
dnsmasq_conf_note(struct dnsmasq_conf *conf, const char *advice)
{
	char rest[DNSMASQ_LINE_MAX];

	dnsmasq_line_rest(&conf->line, 0, rest);
	import_note(conf->import, "%s%s%.60s%s: not carried over%s%s",
	    conf->line.keyword, *rest ? "=" : "", rest,
	    strlen(rest) > 60 ? "..." : "", advice ? "; " : "",
	    advice ? advice : "");
}

const char *
dnsmasq_conf_item(const struct dnsmasq_conf *conf, size_t i)
{
	return i < conf->line.n ? conf->line.items[i] : "";
}

const char *
dnsmasq_conf_behind(const char *text, const char *prefix)
{
	size_t len = strlen(prefix);

	return strncmp(text, prefix, len) == 0 ? text + len : NULL;
}

/* --- tags ----------------------------------------------------------------- */

static struct dnsmasq_tag *
find_tag(struct dnsmasq_conf *conf, const char *name)
{
	for (size_t i = 0; i < conf->n_tags; i++)
		if (strcmp(conf->tags[i].name, name) == 0)
			return &conf->tags[i];
	return NULL;
}

struct dnsmasq_tag *
dnsmasq_conf_tag(
    struct dnsmasq_conf *conf, const char *name, enum dnsmasq_tag_kind kind)
{
	struct dnsmasq_tag *tag = find_tag(conf, name);
	const char *fault = NULL;

	if (tag && tag->kind != kind && tag->kind != DNSMASQ_TAG_NEW)
		fault = "stands for something else already";
	else if (!tag && conf->n_tags == DNSMASQ_TAGS_MAX)
		fault = "too many tags";
	else if (!tag && strlen(name) >= sizeof(tag->name))
		fault = "too long a name";
	if (fault) {
		import_note(conf->import,
		    "set:%.40s: %s; what it gets is not carried over here",
		    name, fault);
		return NULL;
	}
	if (!tag) {
		tag = &conf->tags[conf->n_tags++];
		*tag = (struct dnsmasq_tag){ .classes = 0 };
		snprintf(tag->name, sizeof(tag->name), "%s", name);
	}
	tag->kind = kind;
	return tag;
}

/* --- scopes --------------------------------------------------------------- */

/* dnsmasq sets a tag of the name of the interface that was asked. */
static bool
is_only_interface(const struct dnsmasq_conf *conf, const char *name)
{
	return strcmp(conf->interfaces, name) == 0;
}

/* What is in both; CLASS_ANY is all of them. */
static uint64_t
both(uint64_t a, uint64_t b)
{
	if (a == DNSMASQ_ANY)
		return b;
	return b == DNSMASQ_ANY ? a : a & b;
}

static bool
add_tag(
    struct dnsmasq_conf *conf, struct dnsmasq_scope *scope, const char *name)
{
	const struct dnsmasq_tag *tag = find_tag(conf, name);
	bool is_first = scope->section == dnsmasq_conf_defaults(conf);

	if (strcmp(name, "known") == 0)
		return scope->is_known = true;
	if (!tag)
		return is_only_interface(conf, name);
	if (tag->section && !is_first && tag->section != scope->section)
		return false;
	if (tag->section) {
		scope->section = tag->section;
		scope->is_host = tag->kind == DNSMASQ_TAG_HOST;
	}
	if (tag->classes)
		scope->classes = both(scope->classes, tag->classes);
	return scope->classes != 0 && (tag->section || tag->classes);
}

/* tag:!NAME */
static bool
except_tag(
    struct dnsmasq_conf *conf, struct dnsmasq_scope *scope, const char *name)
{
	const struct dnsmasq_tag *tag = find_tag(conf, name);

	if (strcmp(name, "known") == 0)
		return scope->is_unknown = true;
	if (!tag || !tag->classes || tag->classes == DNSMASQ_ANY)
		return false;
	scope->except |= tag->classes;
	return true;
}

/* Of other classes than iPXE a client has one alone: where a line is for some,
 * those that it is not for say nothing. */
static bool
settle_exceptions(struct dnsmasq_scope *scope)
{
	uint64_t ipxe = (uint64_t)1 << CLASS_IPXE;

	if (scope->classes & scope->except)
		return false;
	if (scope->classes == ipxe && scope->except)
		return false;
	if (scope->classes != DNSMASQ_ANY)
		scope->except &= ipxe;
	return true;
}

bool
dnsmasq_conf_scope(
    struct dnsmasq_conf *conf, size_t *at, struct dnsmasq_scope *scope)
{
	const char *name;
	bool is_good = true;

	*scope = (struct dnsmasq_scope){ .section = dnsmasq_conf_defaults(conf),
		.classes = DNSMASQ_ANY };
	for (; *at < conf->line.n; (*at)++) {
		name = dnsmasq_conf_behind(conf->line.items[*at], "tag:");
		if (!name)
			name =
			    dnsmasq_conf_behind(conf->line.items[*at], "net:");
		if (!name)
			break;
		if (*name == '!' || *name == '#')
			is_good &= except_tag(conf, scope, name + 1);
		else
			is_good &= add_tag(conf, scope, name);
	}
	if (is_good && settle_exceptions(scope))
		return true;
	dnsmasq_conf_note(conf,
	    "its tags together have no counterpart in [subnet], "
	    "[group], [host] or KEY.CLASS");
	return false;
}

/* --- exceptions ----------------------------------------------------------- */

void
dnsmasq_conf_except(struct dnsmasq_conf *conf,
    const struct dnsmasq_scope *scope, const char *key)
{
	struct dnsmasq_exception *exception;

	for (int class = 0; class < CLASS_ANY; class ++) {
		if (!(scope->except >> class & 1))
			continue;
		if (conf->n_exceptions == DNSMASQ_EXCEPTIONS_MAX) {
			import_note(conf->import, "too many tag:!NAME");
			return;
		}
		exception = &conf->exceptions[conf->n_exceptions++];
		exception->section = scope->section;
		exception->class = (enum arch_class) class;
		snprintf(exception->key, sizeof(exception->key), "%s", key);
	}
}

void
dnsmasq_conf_settle(struct dnsmasq_conf *conf)
{
	const struct dnsmasq_exception *exception;
	char full[2 * DNSMASQ_NAME_MAX];

	for (size_t i = 0; i < conf->n_exceptions; i++) {
		exception = &conf->exceptions[i];
		snprintf(full, sizeof(full), "%s.%s", exception->key,
		    arch_class_name(exception->class));
		if (!import_has(exception->section, full) &&
		    !import_has(dnsmasq_conf_defaults(conf), full))
			import_set(conf->import, exception->section,
			    exception->key, exception->class, "");
	}
}
