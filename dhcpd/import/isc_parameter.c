/* SPDX-License-Identifier: ISC */
#include "dhcpd/import/isc_parameter.h"

#include <stdio.h>
#include <string.h>

#include "common/dhcp_option.h"
#include "common/text.h"
#include "dhcpd/import/import_machine.h"
#include "dhcpd/import/import_option.h"

/* --- options -------------------------------------------------------------- */

static const struct isc_definition *
find_definition(const struct isc_translation *t, const char *name)
{
	for (size_t i = 0; i < t->n_defined; i++)
		if (text_equal(t->defined[i].name, name))
			return &t->defined[i];
	return NULL;
}

int
isc_parameter_option(void *owner, const char *name)
{
	const struct isc_definition *own = find_definition(owner, name);

	return own ? own->code : import_option_code(name);
}

/* option NAME code NUMBER = TYPE */
static void
define_option(struct isc_translation *t)
{
	struct isc_definition *own = &t->defined[t->n_defined];
	char name[ISC_TEXT_MAX], number[ISC_TEXT_MAX];
	uint64_t code;

	isc_statement_word(t, 1, name);
	if (strchr(name, '.') || strlen(name) >= sizeof(own->name) ||
	    t->n_defined == ISC_DEFINED_MAX || !isc_statement_is(t, 4, "=") ||
	    !text_parse_u64(isc_statement_word(t, 3, number), 254, &code) ||
	    code == 0) {
		isc_statement_note(t);
		return;
	}
	snprintf(own->name, sizeof(own->name), "%s", name);
	own->code = (uint8_t)code;
	own->type = isc_type_read(t->words + 5, t->n - 5);
	t->n_defined++;
}

/* An identifier among a host's options says who it is. */
static void
set_client_id(struct isc_translation *t, struct import_section *host, size_t at)
{
	char value[ISC_TEXT_MAX], text[ISC_TEXT_MAX];
	bool is_string = at < t->n && t->words[at].kind == ISC_TOKEN_STRING;
	uint8_t bytes[64];
	size_t len;

	isc_statement_word(t, at, text);
	if (is_string && *text && !strpbrk(text, "\",;") &&
	    strlen(text) <= sizeof(bytes)) {
		snprintf(value, sizeof(value), "\"%s\"", text);
	} else if (!is_string &&
	    text_parse_hex(text, bytes, sizeof(bytes), &len)) {
		text_hex(value, sizeof(value), bytes, len, ':');
	} else {
		isc_statement_note(t);
		return;
	}
	import_host_match(t->import, host, "client-id", value);
}

static void
set_option(struct isc_translation *t, const struct isc_scope *scope)
{
	const struct isc_definition *own;
	char name[ISC_TEXT_MAX], value[ISC_TEXT_MAX];
	size_t at = isc_statement_is(t, 2, "=") ? 3 : 2;
	int code;

	isc_statement_word(t, 1, name);
	own = find_definition(t, name);
	code = isc_parameter_option(t, name);
	if (code == DHCP_OPTION_CLIENT_ID && scope->place == ISC_PLACE_HOST)
		set_client_id(t, scope->section, at);
	else if (code == DHCP_OPTION_VENDOR_CLASS &&
	    (isc_statement_is(t, at, "HTTPClient") ||
		strcmp(isc_statement_word(t, at, value), "HTTPClient") == 0))
		return; /* dhcpd sends it by itself, to those who need it. */
	else if (code > 0 && t->n > at &&
	    isc_value_read((uint8_t)code, own ? own->type : ISC_TYPE_NONE,
		t->words + at, t->n - at, value, sizeof(value)))
		import_option_set(t->import, scope->section, scope->classes,
		    (uint8_t)code, value);
	else
		isc_statement_note(t);
}

static void
on_option(struct isc_translation *t, const struct isc_scope *scope)
{
	if (isc_statement_is(t, 1, "space"))
		isc_statement_note(t);
	else if (isc_statement_is(t, 2, "code"))
		define_option(t);
	else
		set_option(t, scope);
}

/* --- parameters ----------------------------------------------------------- */

static void
on_filename(struct isc_translation *t, const struct isc_scope *scope)
{
	char text[ISC_TEXT_MAX];

	import_filename_set(t->import, scope->section, scope->classes,
	    isc_statement_word(t, 1, text));
}

static void
on_next_server(struct isc_translation *t, const struct isc_scope *scope)
{
	char text[ISC_TEXT_MAX];

	import_next_server_set(t->import, scope->section, scope->classes,
	    isc_statement_word(t, 1, text));
}

static void
on_lease_time(struct isc_translation *t, const struct isc_scope *scope)
{
	static const char *const keys[][2] = {
		{ "default-lease-time", "lease-time" },
		{ "min-lease-time", "min-lease-time" },
		{ "max-lease-time", "max-lease-time" },
	};
	char text[ISC_TEXT_MAX];
	uint64_t seconds;

	if (!text_parse_u64(
		isc_statement_word(t, 1, text), UINT32_MAX - 1, &seconds) ||
	    seconds == 0) {
		isc_statement_note(t);
		return;
	}
	for (size_t i = 0; i < sizeof(keys) / sizeof(keys[0]); i++)
		if (isc_statement_is(t, 0, keys[i][0]))
			import_key_set(t->import, scope->section,
			    scope->classes, keys[i][1], text);
}

static void
on_authoritative(struct isc_translation *t, const struct isc_scope *scope)
{
	if (scope->place != ISC_PLACE_TOP)
		import_note(
		    t->import, "authoritative: holds for all subnets here");
	import_set(t->import, isc_statement_defaults(t), "authoritative",
	    CLASS_ANY, isc_statement_is(t, 0, "not") ? "no" : "yes");
}

static void
on_range(struct isc_translation *t, const struct isc_scope *scope)
{
	size_t at = isc_statement_is(t, 1, "dynamic-bootp") ? 2 : 1;
	char text[ISC_TEXT_MAX];
	struct import_section *subnet;
	uint32_t first, last;

	(void)scope;
	if (!address_parse(isc_statement_word(t, at, text), &first) ||
	    (t->n > at + 1 &&
		!address_parse(isc_statement_word(t, at + 1, text), &last))) {
		isc_statement_note(t);
		return;
	}
	if (t->n <= at + 1)
		last = first;
	subnet = import_find_subnet(t->import, first);
	if (subnet)
		import_range(t->import, subnet, first, last);
	else
		import_note(t->import, "range: no subnet holds it");
}

/* 0:0:c0:5d:bd:95 has its noughts left out. */
static bool
read_mac(const char *text, char out[MAC_TEXT_MAX])
{
	uint8_t mac[MAC_LEN], byte[1];
	char pair[3] = "00";
	size_t len, n;

	for (size_t i = 0; i < MAC_LEN; i++) {
		n = strcspn(text, ":-");
		if (n < 1 || n > 2 || (i < MAC_LEN - 1) != (text[n] != '\0'))
			return false;
		pair[0] = n == 2 ? text[0] : '0';
		pair[1] = text[n - 1];
		if (!text_parse_hex(pair, byte, 1, &len))
			return false;
		mac[i] = byte[0];
		text += n + 1;
	}
	mac_text(out, mac);
	return true;
}

static void
on_hardware(struct isc_translation *t, const struct isc_scope *scope)
{
	char text[ISC_TEXT_MAX], mac[MAC_TEXT_MAX];

	if (scope->place == ISC_PLACE_HOST &&
	    isc_statement_is(t, 1, "ethernet") &&
	    read_mac(isc_statement_word(t, 2, text), mac))
		import_host_match(t->import, scope->section, "mac", mac);
	else
		isc_statement_note(t);
}

static void
on_fixed_address(struct isc_translation *t, const struct isc_scope *scope)
{
	char text[ISC_TEXT_MAX];
	uint32_t address;

	for (size_t i = 1; i < t->n; i += 2) {
		if (scope->place == ISC_PLACE_HOST &&
		    address_parse(isc_statement_word(t, i, text), &address))
			import_host_address(t->import, scope->section, address);
		else
			import_note(t->import,
			    "fixed-address %s: write an address; names are "
			    "not looked up",
			    text);
	}
}

/* host-identifier option dhcp-client-identifier VALUE */
static void
on_host_identifier(struct isc_translation *t, const struct isc_scope *scope)
{
	char name[ISC_TEXT_MAX];

	if (scope->place == ISC_PLACE_HOST &&
	    isc_statement_is(t, 1, "option") &&
	    isc_parameter_option(t, isc_statement_word(t, 2, name)) ==
		DHCP_OPTION_CLIENT_ID)
		set_client_id(t, scope->section, 3);
	else
		isc_statement_note(t);
}

/* allow, deny, ignore */
static void
on_permission(struct isc_translation *t, const struct isc_scope *scope)
{
	bool is_allow = isc_statement_is(t, 0, "allow");
	bool is_unknown = isc_statement_is(t, 1, "unknown-clients") ||
	    (isc_statement_is(t, 1, "unknown") &&
		isc_statement_is(t, 2, "clients"));
	bool is_known = isc_statement_is(t, 1, "known-clients") ||
	    (isc_statement_is(t, 1, "known") &&
		isc_statement_is(t, 2, "clients"));

	if (scope->place == ISC_PLACE_HOST &&
	    isc_statement_is(t, 1, "booting")) {
		if (!is_allow)
			import_set(t->import, scope->section, "deny", CLASS_ANY,
			    "yes");
	} else if ((is_unknown || (is_known && is_allow)) &&
	    (scope->place == ISC_PLACE_TOP ||
		scope->place == ISC_PLACE_SUBNET)) {
		import_set(t->import, scope->section, "unknown-clients",
		    CLASS_ANY, is_unknown && is_allow ? "allow" : "deny");
	} else if (!is_allow ||
	    !(isc_statement_is(t, 1, "booting") ||
		isc_statement_is(t, 1, "bootp"))) {
		isc_statement_note(t);
	}
}

static void
on_ping_check(struct isc_translation *t, const struct isc_scope *scope)
{
	char text[ISC_TEXT_MAX];
	bool is_on;

	if (scope->place == ISC_PLACE_TOP &&
	    text_parse_bool(isc_statement_word(t, 1, text), &is_on))
		import_set(t->import, isc_statement_defaults(t),
		    "conflict-check", CLASS_ANY, is_on ? "yes" : "no");
	else
		isc_statement_note(t);
}

static void
on_use_host_names(struct isc_translation *t, const struct isc_scope *scope)
{
	char text[ISC_TEXT_MAX];

	(void)scope;
	if (!text_parse_bool(
		isc_statement_word(t, 1, text), &t->use_host_names))
		isc_statement_note(t);
}

/* Dynamic DNS that is switched off is what dhcpd does, too. */
static void
on_ddns_update_style(struct isc_translation *t, const struct isc_scope *scope)
{
	(void)scope;
	if (!isc_statement_is(t, 1, "none"))
		isc_statement_note(t);
}

static const struct {
	const char *word;
	void (*take)(struct isc_translation *t, const struct isc_scope *scope);
} plain[] = {
	{ "option", on_option },
	{ "filename", on_filename },
	{ "next-server", on_next_server },
	{ "default-lease-time", on_lease_time },
	{ "min-lease-time", on_lease_time },
	{ "max-lease-time", on_lease_time },
	{ "authoritative", on_authoritative },
	{ "not", on_authoritative },
	{ "range", on_range },
	{ "hardware", on_hardware },
	{ "fixed-address", on_fixed_address },
	{ "host-identifier", on_host_identifier },
	{ "allow", on_permission },
	{ "deny", on_permission },
	{ "ignore", on_permission },
	{ "ping-check", on_ping_check },
	{ "use-host-decl-names", on_use_host_names },
	{ "ddns-update-style", on_ddns_update_style },
};

bool
isc_parameter_take(struct isc_translation *t, const struct isc_scope *scope)
{
	for (size_t i = 0; i < sizeof(plain) / sizeof(plain[0]); i++)
		if (isc_statement_is(t, 0, plain[i].word)) {
			plain[i].take(t, scope);
			return true;
		}
	return false;
}
