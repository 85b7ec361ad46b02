/* SPDX-License-Identifier: ISC */
#include "dhcpd/import/dnsmasq_boot.h"

#include <stdio.h>
#include <string.h>

#include "common/dhcp_option.h"
#include "common/text.h"
#include "dhcpd/import/dnsmasq_value.h"
#include "dhcpd/import/import_class.h"
#include "dhcpd/import/import_option.h"

/* --- tags for kinds of clients -------------------------------------------- */

/* The tag that the line sets: set:NAME, in old files net:NAME or NAME. */
static const char *
tag_name(const struct dnsmasq_conf *conf)
{
	const char *item = dnsmasq_conf_item(conf, 0);
	const char *name = dnsmasq_conf_behind(item, "set:");

	if (!name)
		name = dnsmasq_conf_behind(item, "net:");
	return name ? name : item;
}

/* @classes: 0 where this house has none that fits */
static void
set_classes(struct dnsmasq_conf *conf, uint64_t classes)
{
	struct dnsmasq_tag *tag;

	if (!classes) {
		dnsmasq_conf_note(conf,
		    "no client class is told apart by this; see KEY.CLASS in "
		    "bootyard.ini(5)");
		return;
	}
	tag = dnsmasq_conf_tag(conf, tag_name(conf), DNSMASQ_TAG_CLASSES);
	if (!tag)
		return;
	if (classes == DNSMASQ_ANY)
		import_note(conf->import,
		    "the condition PXEClient is left out: what stands under "
		    "%s goes to every client",
		    tag->name);
	tag->classes |= classes;
	if (tag->classes & DNSMASQ_ANY)
		tag->classes = DNSMASQ_ANY;
}

/* option:NAME or a number; -1 */
static int
read_code(const char *item)
{
	const char *name = dnsmasq_conf_behind(item, "option:");
	uint64_t code;

	if (name)
		return import_option_code(name);
	return text_parse_u64(item, 254, &code) && code > 0 ? (int)code : -1;
}

void
dnsmasq_boot_match(struct dnsmasq_conf *conf)
{
	const char *value = dnsmasq_conf_item(conf, 2);
	uint64_t number;

	switch (read_code(dnsmasq_conf_item(conf, 1))) {
	case DHCP_OPTION_ARCH:
		set_classes(conf,
		    text_parse_u64(value, UINT16_MAX, &number)
			? import_class_of_arch(number)
			: 0);
		break;
	case DHCP_OPTION_VENDOR_CLASS:
		set_classes(conf, import_class_of_vendor(value));
		break;
	case DHCP_OPTION_USER_CLASS:
		set_classes(conf, import_class_of_user(value));
		break;
	case DHCP_OPTION_IPXE:
		set_classes(conf, (uint64_t)1 << CLASS_IPXE);
		break;
	default:
		set_classes(conf, 0);
	}
}

void
dnsmasq_boot_vendor_class(struct dnsmasq_conf *conf)
{
	set_classes(conf, import_class_of_vendor(dnsmasq_conf_item(conf, 1)));
}

void
dnsmasq_boot_user_class(struct dnsmasq_conf *conf)
{
	set_classes(conf, import_class_of_user(dnsmasq_conf_item(conf, 1)));
}

/* --- boot files and options ----------------------------------------------- */

/* tag:known has a counterpart for who gets an answer, not for what is in it. */
static bool
read_scope(struct dnsmasq_conf *conf, size_t *at, struct dnsmasq_scope *scope)
{
	if (!dnsmasq_conf_scope(conf, at, scope))
		return false;
	if (!scope->is_known && !scope->is_unknown)
		return true;
	dnsmasq_conf_note(conf,
	    "known machines are those of a [host]: write "
	    "it in a [group] of theirs");
	return false;
}

/* dnsmasq's TFTP server takes names with its root before them, too. */
static const char *
below_root(const struct dnsmasq_conf *conf, const char *file)
{
	const char *below = *conf->tftp_root
	    ? dnsmasq_conf_behind(file, conf->tftp_root)
	    : NULL;

	if (!below || (*below != '/' && below[-1] != '/'))
		return file;
	return below + strspn(below, "/");
}

/* FILE, the server's name, its address */
void
dnsmasq_boot_file(struct dnsmasq_conf *conf)
{
	struct dnsmasq_scope scope;
	const char *server;
	size_t at = 0;

	if (!read_scope(conf, &at, &scope))
		return;
	import_filename_set(conf->import, scope.section, scope.classes,
	    below_root(conf, dnsmasq_conf_item(conf, at)));
	dnsmasq_conf_except(conf, &scope, "filename");
	/* The last line whose tags all fit counts. */
	if (scope.classes == DNSMASQ_ANY)
		import_shadow(conf->import, scope.section, "filename");
	server = dnsmasq_conf_item(conf, at + 2);
	if (*server && strcmp(server, "0.0.0.0") != 0)
		import_next_server_set(
		    conf->import, scope.section, scope.classes, server);
}

/* Options inside of options. */
static bool
is_encapsulated(const char *item)
{
	static const char *const kinds[] = {
		"encap:", "vi-encap:", "vendor:", "option6:"
	};

	for (size_t i = 0; i < sizeof(kinds) / sizeof(kinds[0]); i++)
		if (dnsmasq_conf_behind(item, kinds[i]))
			return true;
	return false;
}

static void
note_encapsulated(struct dnsmasq_conf *conf, const char *item)
{
	const char *advice =
	    "write the octets of the option around it as option.NUMBER = 0x...";

	if (dnsmasq_conf_behind(item, "option6:")) {
		conf->counts[DNSMASQ_CONCERN_IPV6]++;
		return;
	}
	if (dnsmasq_conf_behind(item, "vendor:PXEClient"))
		advice = "dhcpd tells PXE clients by itself where to boot from";
	dnsmasq_conf_note(conf, advice);
}

/* The value in @out. Return: false, noted, where there is none. */
static bool
read_value(struct dnsmasq_conf *conf, uint8_t code, size_t at,
    char out[IMPORT_VALUE_MAX])
{
	static const char own[] = "0.0.0.0 is dnsmasq's own address: write it";
	enum dnsmasq_value value =
	    dnsmasq_value_read(code, &conf->line, at, out, IMPORT_VALUE_MAX);

	if (value == DNSMASQ_VALUE_OWN && conf->n_own == 1 &&
	    conf->line.n == at + 1) {
		address_text(out, conf->own[0]);
		return true;
	}
	if (value != DNSMASQ_VALUE_READ)
		dnsmasq_conf_note(
		    conf, value == DNSMASQ_VALUE_OWN ? own : NULL);
	return value == DNSMASQ_VALUE_READ;
}

void
dnsmasq_boot_option(struct dnsmasq_conf *conf)
{
	struct dnsmasq_scope scope;
	char value[IMPORT_VALUE_MAX], key[IMPORT_NAME_MAX];
	const char *item;
	size_t at = 0;
	int code;

	if (!read_scope(conf, &at, &scope))
		return;
	item = dnsmasq_conf_item(conf, at);
	code = read_code(item);
	if (is_encapsulated(item)) {
		note_encapsulated(conf, item);
	} else if (code < 0) {
		dnsmasq_conf_note(conf, "no option of that name or number");
	} else if (code == DHCP_OPTION_VENDOR_CLASS &&
	    (strcmp(dnsmasq_conf_item(conf, at + 1), "HTTPClient") == 0 ||
		strcmp(dnsmasq_conf_item(conf, at + 1), "PXEClient") == 0)) {
		return; /* dhcpd sends it by itself, to those who need it. */
	} else if (read_value(conf, (uint8_t)code, at + 1, value)) {
		import_option_set(conf->import, scope.section, scope.classes,
		    (uint8_t)code, value);
		import_option_key((uint8_t)code, false, key, sizeof(key));
		dnsmasq_conf_except(conf, &scope, key);
	}
}
