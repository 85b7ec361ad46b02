/* SPDX-License-Identifier: ISC */
#include "dhcpd/menu_config.h"

#include <stdio.h>
#include <string.h>

#include "common/cursor.h"
#include "common/text.h"
#include "dhcpd/dhcpd_config.h"
#include "dhcpd/menu.h"
#include "dhcpd/value_config.h"

/* The boot file of an item that starts the local disk. */
#define LOCAL "local"

void
menu_config_prompt(
    struct config *config, const struct config_entry *entry, void *field)
{
	size_t len = strlen(entry->value);

	if (len > MENU_TEXT_MAX)
		config_error(config, entry,
		    "%s: %zu octets; firmware shows %d at most", entry->key,
		    len, MENU_TEXT_MAX);
	else
		value_config_set(config, entry, entry->suffix, field,
		    POLICY_MENU_PROMPT, entry->value, len);
}

void
menu_config_timeout(
    struct config *config, const struct config_entry *entry, void *field)
{
	uint8_t octet = MENU_TIMEOUT_NONE;
	uint64_t ms = 0;

	if (*entry->value && !text_equal(entry->value, "none")) {
		if (!text_parse_duration(entry->value, &ms) || ms % 1000 != 0 ||
		    ms / 1000 >= MENU_TIMEOUT_NONE) {
			config_error(config, entry,
			    "%s = %s: not a time of 0s to %ds, or none",
			    entry->key, entry->value, MENU_TIMEOUT_NONE - 1);
			return;
		}
		octet = (uint8_t)(ms / 1000);
	}
	value_config_set(config, entry, entry->suffix, field,
	    POLICY_MENU_TIMEOUT, &octet, *entry->value ? 1 : 0);
}

/* "text, boot file" cut in two; the text may have commas. Return: false where
 * it is not of that form, which is told. */
static bool
split_item(struct config *config, const struct config_entry *entry, char *copy,
    const char **ret_text, const char **ret_file)
{
	char *comma = strrchr(copy, ',');

	if (comma)
		*comma = '\0';
	*ret_text = text_trim(copy);
	*ret_file = comma ? text_trim(comma + 1) : "";
	if (!**ret_text || !**ret_file)
		config_error(config, entry,
		    "%s.%s = %s: not like: Install CentOS 7, pxelinux.0; or, "
		    "for the disk: Local disk, " LOCAL,
		    entry->key, entry->suffix, entry->value);
	else if (strlen(*ret_text) > MENU_TEXT_MAX)
		config_error(config, entry,
		    "%s.%s: a text of %zu octets; firmware shows %d at most",
		    entry->key, entry->suffix, strlen(*ret_text),
		    MENU_TEXT_MAX);
	else
		return value_config_is_filename(config, entry, *ret_file);
	return false;
}

/* The item as a policy's value: its text and, but for the local disk, behind a
 * NUL its boot file. */
static void
write_item(struct writer *out, const char *text, const char *file)
{
	writer_text(out, text);
	if (text_equal(file, LOCAL))
		return;
	writer_u8(out, 0);
	writer_text(out, file);
}

void
menu_config_item(
    struct config *config, const struct config_entry *entry, void *field)
{
	uint8_t item[MENU_TEXT_MAX + 1 + VALUE_CONFIG_FILENAME_MAX];
	char name[VALUE_CONFIG_NAME_MAX], copy[CONFIG_LINE_MAX + 1];
	const char *class_name = value_config_split(entry, name);
	struct writer out = writer_over(item, sizeof(item));
	const char *text, *file;
	uint64_t number;

	if (!text_parse_u64(name, POLICY_MENU_ITEMS_MAX, &number) ||
	    number == 0) {
		config_error(config, entry, "%s.%s: not menu.1 to menu.%d",
		    entry->key, name, POLICY_MENU_ITEMS_MAX);
		return;
	}
	if (*entry->value) {
		snprintf(copy, sizeof(copy), "%s", entry->value);
		if (!split_item(config, entry, copy, &text, &file))
			return;
		write_item(&out, text, file);
	}
	value_config_set(config, entry, class_name, field,
	    (uint16_t)(POLICY_MENU_ITEM + number - 1), item, out.pos);
}
