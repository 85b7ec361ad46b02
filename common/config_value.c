/* SPDX-License-Identifier: ISC */
#include "common/config_value.h"

#include <stdlib.h>
#include <string.h>

#include "common/address.h"
#include "common/text.h"

enum {
	ITEM_MAX = 256
};

/* A value that is not what the key wants, with an example of one that is. */
static void
refuse(
    struct config *config, const struct config_entry *entry, const char *wanted)
{
	config_error(
	    config, entry, "%s = %s: not %s", entry->key, entry->value, wanted);
}

void
config_set_string(
    struct config *config, const struct config_entry *entry, void *field)
{
	char **string = field;
	char *copy = strdup(entry->value);

	if (!copy) {
		config_error(config, entry, "out of memory");
		return;
	}
	free(*string);
	*string = copy;
}

void
config_set_path(
    struct config *config, const struct config_entry *entry, void *field)
{
	if (entry->value[0] != '/')
		refuse(
		    config, entry, "an absolute path, like /var/lib/tftpboot");
	else
		config_set_string(config, entry, field);
}

void
config_set_bool(
    struct config *config, const struct config_entry *entry, void *field)
{
	if (!text_parse_bool(entry->value, field))
		refuse(config, entry, "yes or no");
}

void
config_set_ms(
    struct config *config, const struct config_entry *entry, void *field)
{
	if (!text_parse_duration(entry->value, field))
		refuse(config, entry, "a time, like 10s, 500ms, 12h or 2d");
}

void
config_set_seconds(
    struct config *config, const struct config_entry *entry, void *field)
{
	uint64_t ms;

	if (!text_parse_duration(entry->value, &ms) || ms % 1000 != 0 ||
	    ms / 1000 > UINT32_MAX)
		refuse(config, entry,
		    "a time in whole seconds, like 90s, 12h or 2d");
	else
		*(uint32_t *)field = (uint32_t)(ms / 1000);
}

void
config_set_size(
    struct config *config, const struct config_entry *entry, void *field)
{
	if (!text_parse_size(entry->value, field))
		refuse(config, entry, "a size, like 1432, 64k or 4G");
}

void
config_set_count(
    struct config *config, const struct config_entry *entry, void *field)
{
	uint64_t number;

	if (!text_parse_u64(entry->value, UINT32_MAX, &number))
		refuse(config, entry, "a number");
	else
		*(uint32_t *)field = (uint32_t)number;
}

void
config_set_address(
    struct config *config, const struct config_entry *entry, void *field)
{
	if (!address_parse(entry->value, field))
		refuse(config, entry, "an IPv4 address, like 192.168.10.1");
}

/* The next item of a list. Return: as text_next_item(), errors reported. */
static int
next_item(struct config *config, const struct config_entry *entry,
    const char **rest, char *item, unsigned n)
{
	int r = text_next_item(rest, item, ITEM_MAX);

	if (r > 0 && n == CONFIG_LIST_MAX) {
		config_error(config, entry, "%s: more than %d items",
		    entry->key, CONFIG_LIST_MAX);
		return -1;
	}
	if (r < 0)
		refuse(config, entry, "a list of items parted by commas");
	return r;
}

void
config_set_addresses(
    struct config *config, const struct config_entry *entry, void *field)
{
	struct config_addresses list = { 0 };
	const char *rest = entry->value;
	char item[ITEM_MAX];
	int r;

	while ((r = next_item(config, entry, &rest, item, list.n)) > 0) {
		if (!address_parse(item, &list.addresses[list.n++])) {
			refuse(config, entry,
			    "a list of IPv4 addresses, like 192.168.10.1, "
			    "192.168.10.2");
			return;
		}
	}
	if (r == 0)
		*(struct config_addresses *)field = list;
}

void
config_set_names(
    struct config *config, const struct config_entry *entry, void *field)
{
	struct config_names list = { 0 };
	const char *rest = entry->value;
	char item[ITEM_MAX];
	int r;

	while ((r = next_item(config, entry, &rest, item, list.n)) > 0) {
		list.names[list.n] = strdup(item);
		if (!list.names[list.n++]) {
			config_error(config, entry, "out of memory");
			r = -1;
			break;
		}
	}
	if (r < 0) {
		config_names_free(&list);
		return;
	}
	config_names_free(field);
	*(struct config_names *)field = list;
}

void
config_names_free(struct config_names *names)
{
	for (unsigned i = 0; i < names->n; i++)
		free(names->names[i]);
	names->n = 0;
}
