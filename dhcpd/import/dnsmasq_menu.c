/* SPDX-License-Identifier: ISC */
#include "dhcpd/import/dnsmasq_menu.h"

#include <stdio.h>
#include <string.h>

#include "common/text.h"
#include "dhcpd/import/import_class.h"
#include "dhcpd/import/import_option.h"
#include "dhcpd/menu.h"
#include "dhcpd/policy.h"

enum {
	TIMEOUT_MAX_S = MENU_TIMEOUT_NONE - 1,
	KEY_TEXT_MAX = 16,
};

/* PROMPT[,SECONDS]: without them the menu waits */
void
dnsmasq_menu_prompt(struct dnsmasq_conf *conf)
{
	struct dnsmasq_scope scope;
	char text[KEY_TEXT_MAX] = "none";
	const char *seconds;
	uint64_t timeout_s;
	size_t at = 0;

	if (!dnsmasq_conf_scope(conf, &at, &scope))
		return;
	seconds = dnsmasq_conf_item(conf, at + 1);
	if ((*seconds && !text_parse_u64(seconds, UINT32_MAX, &timeout_s)) ||
	    strlen(dnsmasq_conf_item(conf, at)) > MENU_TEXT_MAX) {
		dnsmasq_conf_note(conf,
		    "a prompt has up to 70 octets, and a time in seconds");
		return;
	}
	if (*seconds)
		snprintf(text, sizeof(text), "%us",
		    timeout_s > TIMEOUT_MAX_S ? TIMEOUT_MAX_S
					      : (unsigned)timeout_s);
	conf->has_prompt = true;
	import_key_set(conf->import, scope.section, scope.classes,
	    "menu-prompt", dnsmasq_conf_item(conf, at));
	import_key_set(
	    conf->import, scope.section, scope.classes, "menu-timeout", text);
}

/* The classes of a client system; 0 for none. */
static uint64_t
read_system(const char *text)
{
	/* In the order of their numbers in option 93. */
	static const char *const systems[] = { "x86PC", "PC98", "IA64_EFI",
		"Alpha", "Arc_x86", "Intel_Lean_Client", "IA32_EFI",
		"x86-64_EFI", "Xscale_EFI", "BC_EFI", "ARM32_EFI",
		"ARM64_EFI" };
	uint64_t number;

	for (size_t i = 0; i < sizeof(systems) / sizeof(systems[0]); i++)
		if (text_equal(systems[i], text))
			return import_class_of_arch(i);
	return text_parse_u64(text, UINT16_MAX, &number)
	    ? import_class_of_arch(number)
	    : 0;
}

/* TEXT and FILE; a basename gets the suffix of its layer, and nothing or 0 is
 * the local disk. Return: false for a type that others serve, and for a text
 * that firmware would not show. */
static bool
write_item(const char *text, const char *file, char out[IMPORT_VALUE_MAX])
{
	uint64_t type;

	if (text_parse_u64(file, UINT16_MAX, &type)) {
		if (type != 0)
			return false;
		file = "";
	}
	if (!*text || strlen(text) > MENU_TEXT_MAX)
		return false;
	return snprintf(out, IMPORT_VALUE_MAX, "%s, %s%s", text,
		   *file ? file : "local",
		   *file && !strchr(file, '.') ? ".0" : "") < IMPORT_VALUE_MAX;
}

void
dnsmasq_menu_service(struct dnsmasq_conf *conf)
{
	struct dnsmasq_scope scope;
	char item[IMPORT_VALUE_MAX], key[KEY_TEXT_MAX];
	uint64_t classes;
	size_t at = 0;
	int class = 0;

	if (!dnsmasq_conf_scope(conf, &at, &scope))
		return;
	classes = read_system(dnsmasq_conf_item(conf, at));
	if (!classes || scope.classes != DNSMASQ_ANY || scope.except ||
	    !write_item(dnsmasq_conf_item(conf, at + 1),
		dnsmasq_conf_item(conf, at + 2), item)) {
		dnsmasq_conf_note(conf,
		    "an item has a known system, a text of up to 70 octets, "
		    "and a file or nothing for the local disk");
		return;
	}
	while (!(classes >> class & 1))
		class ++;
	if (conf->n_items[class] == POLICY_MENU_ITEMS_MAX) {
		dnsmasq_conf_note(conf, "too many items for one menu");
		return;
	}
	if (*dnsmasq_conf_item(conf, at + 3))
		import_note(conf->import,
		    "pxe-service: the server %s is left out: next-server "
		    "is where the files of a menu are",
		    dnsmasq_conf_item(conf, at + 3));
	snprintf(key, sizeof(key), "menu.%u", ++conf->n_items[class]);
	import_key_set(conf->import, scope.section, classes, key, item);
}

/* One item is started at once, several are shown until one is chosen. */
void
dnsmasq_menu_finish(struct dnsmasq_conf *conf)
{
	for (int class = 0; class < CLASS_ANY && !conf->has_prompt; class ++)
		if (conf->n_items[class] > 0)
			import_set(conf->import, dnsmasq_conf_defaults(conf),
			    "menu-timeout", (enum arch_class) class,
			    conf->n_items[class] > 1 ? "none" : "0s");
}
