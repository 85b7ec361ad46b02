/* SPDX-License-Identifier: ISC */
#include "dhcpd/import/import_isc.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "common/dhcp_option.h"
#include "dhcpd/import/import_option.h"
#include "dhcpd/import/isc_condition.h"
#include "dhcpd/import/isc_parameter.h"

static enum isc_statement read_block(
    struct isc_translation *t, const struct isc_scope *scope);

static void
take_include(struct isc_translation *t, const struct isc_scope *scope)
{
	struct isc_lexer lexer = t->lexer;
	const char *file = t->file, *name, *included;
	char path[ISC_TEXT_MAX];
	size_t len;

	if (t->depth == ISC_DEPTH_MAX) {
		import_note(t->import, "include: too deep");
		return;
	}
	if (import_open(t->import, isc_statement_word(t, 1, path), &name,
		&included, &len))
		return;
	t->lexer = isc_lexer_over(included, len);
	t->file = name;
	t->depth++;
	while (read_block(t, scope) != ISC_STATEMENT_END)
		continue;
	t->depth--;
	t->file = file;
	t->lexer = lexer;
}

static void
take_plain(struct isc_translation *t, const struct isc_scope *scope)
{
	if (t->n == 0)
		return;
	if (!t->is_long && isc_statement_is(t, 0, "include"))
		take_include(t, scope);
	else if (t->is_long || !isc_parameter_take(t, scope))
		isc_statement_note(t);
}

/* --- blocks --------------------------------------------------------------- */

static bool
read_prefix(const char *address, const char *mask, struct prefix *ret_prefix)
{
	uint32_t network, bits;

	if (!address_parse(address, &network) || !address_parse(mask, &bits))
		return false;
	for (uint8_t len = 0; len <= 32; len++)
		if (prefix_mask(len) == bits && (network & ~bits) == 0) {
			*ret_prefix = (struct prefix){ network, len };
			return true;
		}
	return false;
}

static void
take_subnet(struct isc_translation *t, const struct isc_scope *scope)
{
	struct isc_scope inner = *scope;
	char address[ISC_TEXT_MAX], mask[ISC_TEXT_MAX];
	struct prefix prefix;

	inner.place = ISC_PLACE_SUBNET;
	if (!read_prefix(isc_statement_word(t, 1, address),
		isc_statement_word(t, 3, mask), &prefix)) {
		isc_statement_note(t);
		isc_statement_skip_block(t);
		return;
	}
	inner.section = import_subnet(t->import, &prefix);
	if (!inner.section) {
		isc_statement_skip_block(t);
		return;
	}
	if (scope->place == ISC_PLACE_SHARED_NETWORK) {
		if (t->n_shared < ISC_SHARED_MAX)
			t->shared[t->n_shared++] = inner.section;
		else
			import_note(t->import,
			    "over %d subnets: what the shared network sets "
			    "is not carried into this one",
			    ISC_SHARED_MAX);
	}
	read_block(t, &inner);
	import_inherit(t->import, inner.section, scope->group);
}

static void
take_shared_network(struct isc_translation *t, const struct isc_scope *scope)
{
	struct isc_scope inner = *scope;
	char name[ISC_TEXT_MAX];

	isc_statement_word(t, 1, name);
	inner.place = ISC_PLACE_SHARED_NETWORK;
	inner.section = import_hidden(t->import);
	t->n_shared = 0;
	read_block(t, &inner);
	for (size_t i = 0; i < t->n_shared; i++) {
		import_inherit(t->import, t->shared[i], inner.section);
		import_set(
		    t->import, t->shared[i], "shared-network", CLASS_ANY, name);
	}
}

static void
take_group(struct isc_translation *t, const struct isc_scope *scope)
{
	struct isc_scope inner = *scope;
	char name[ISC_TEXT_MAX];

	isc_statement_word(t, 1, name);
	if (!*name)
		snprintf(name, sizeof(name), "line-%u", t->words[0].line);
	inner.place = ISC_PLACE_GROUP;
	inner.section = import_named(t->import, "group", name);
	inner.group = inner.section;
	read_block(t, &inner);
	import_inherit(t->import, inner.section, scope->group);
}

static void
take_host(struct isc_translation *t, const struct isc_scope *scope)
{
	struct isc_scope inner = *scope;
	char name[ISC_TEXT_MAX];

	isc_statement_word(t, 1, name);
	inner.place = ISC_PLACE_HOST;
	inner.section = import_named(t->import, "host", name);
	if (!inner.section) {
		isc_statement_skip_block(t);
		return;
	}
	read_block(t, &inner);
	if (scope->group)
		import_set(t->import, inner.section, "group", CLASS_ANY,
		    import_named_as(scope->group));
	if (t->use_host_names && !import_has(inner.section, "option.host-name"))
		import_option_set(t->import, inner.section, ISC_ANY,
		    DHCP_OPTION_HOST_NAME, name);
}

/* What an inner condition leaves of the outer one. Return: false where no
 * class is both. */
static bool
narrow(struct isc_scope *scope, const struct isc_condition *condition)
{
	if (!condition->is_known)
		return false;
	if (scope->classes == ISC_ANY)
		scope->classes = condition->classes;
	return condition->classes == ISC_ANY ||
	    scope->classes == condition->classes;
}

static void
note_pxe(struct isc_translation *t, const struct isc_condition *condition)
{
	if (condition->is_pxe)
		import_note(t->import,
		    "the condition PXEClient is left out: what stands here "
		    "goes to every client");
}

static void
take_if(struct isc_translation *t, const struct isc_scope *scope, size_t at)
{
	struct isc_condition condition = isc_condition_read(
	    t->words + at, t->n - at, isc_parameter_option, t);
	struct isc_scope inner = *scope;

	if (t->is_long || !narrow(&inner, &condition)) {
		import_note(t->import,
		    "this condition is of no client class: its block is not "
		    "carried over");
		isc_statement_skip_block(t);
		return;
	}
	note_pxe(t, &condition);
	read_block(t, &inner);
}

static void
take_else(struct isc_translation *t, const struct isc_scope *scope)
{
	if (isc_statement_is(t, 1, "if"))
		take_if(t, scope, 2);
	else
		read_block(t, scope);
}

/* class "NAME" { match if CONDITION; ... } */
static void
take_class(struct isc_translation *t, const struct isc_scope *scope)
{
	struct isc_condition condition;
	struct isc_scope inner = *scope;

	enum isc_statement first = isc_statement_read(t);

	if (first != ISC_STATEMENT_PLAIN || !isc_statement_is(t, 0, "match") ||
	    !isc_statement_is(t, 1, "if")) {
		import_note(t->import,
		    "a class without `match if` is not carried over");
		if (first == ISC_STATEMENT_BLOCK)
			isc_statement_skip_block(t);
		if (first != ISC_STATEMENT_CLOSE)
			isc_statement_skip_block(t);
		return;
	}
	condition =
	    isc_condition_read(t->words + 2, t->n - 2, isc_parameter_option, t);
	if (!narrow(&inner, &condition)) {
		import_note(t->import,
		    "this class has no counterpart: not carried over");
		isc_statement_skip_block(t);
		return;
	}
	note_pxe(t, &condition);
	inner.place = ISC_PLACE_CLASS;
	inner.section = isc_statement_defaults(t);
	read_block(t, &inner);
}

static void
take_block(struct isc_translation *t, const struct isc_scope *scope)
{
	if (t->depth == ISC_DEPTH_MAX) {
		import_note(t->import, "blocks are nested too deep");
		isc_statement_skip_block(t);
		return;
	}
	t->depth++;
	if (isc_statement_is(t, 0, "subnet"))
		take_subnet(t, scope);
	else if (isc_statement_is(t, 0, "shared-network"))
		take_shared_network(t, scope);
	else if (isc_statement_is(t, 0, "group"))
		take_group(t, scope);
	else if (isc_statement_is(t, 0, "pool"))
		read_block(t, scope);
	else if (isc_statement_is(t, 0, "host"))
		take_host(t, scope);
	else if (isc_statement_is(t, 0, "class"))
		take_class(t, scope);
	else if (isc_statement_is(t, 0, "if") ||
	    isc_statement_is(t, 0, "elsif"))
		take_if(t, scope, 1);
	else if (isc_statement_is(t, 0, "else"))
		take_else(t, scope);
	else {
		isc_statement_note(t);
		isc_statement_skip_block(t);
	}
	t->depth--;
}

/* Up to its closing brace. Return: what it ended with. */
static enum isc_statement
read_block(struct isc_translation *t, const struct isc_scope *scope)
{
	enum isc_statement statement;

	for (;;) {
		statement = isc_statement_read(t);
		if (statement == ISC_STATEMENT_PLAIN)
			take_plain(t, scope);
		else if (statement == ISC_STATEMENT_BLOCK)
			take_block(t, scope);
		else
			break;
	}
	if (t->n > 0)
		import_note(t->import,
		    "this statement does not end in a semicolon: is it a "
		    "dhcpd.conf?");
	return statement;
}

int
import_isc(
    struct import *import, const char *file, const char *text, size_t len)
{
	struct isc_translation *t = calloc(1, sizeof(*t));
	struct isc_scope scope = { .place = ISC_PLACE_TOP, .classes = ISC_ANY };

	if (!t)
		return -ENOMEM;
	t->import = import;
	t->file = file;
	t->lexer = isc_lexer_over(text, len);
	import_at(import, file, 1);
	scope.section = isc_statement_defaults(t);
	while (read_block(t, &scope) != ISC_STATEMENT_END)
		import_note(import, "a closing brace too many");
	if (!import_has(scope.section, "authoritative"))
		import_set(
		    import, scope.section, "authoritative", CLASS_ANY, "no");
	import_shadow_all(import);
	free(t);
	return 0;
}
