/* SPDX-License-Identifier: ISC */
#include "dhcpd/value_config.h"

#include <stdio.h>
#include <string.h>

#include "common/arch.h"
#include "common/config_value.h"
#include "common/cursor.h"
#include "common/dhcp_option.h"
#include "dhcpd/dhcpd_config.h"

enum {
	/* With the longest of arch_boot_files() it fits the header's file. */
	HTTP_ROOT_MAX_LEN = 104,
};

/* The class that a suffix names. Return: false where there is none, told. */
static bool
read_class(struct config *config, const struct config_entry *entry,
    const char *suffix, enum arch_class *ret_class)
{
	const char *nearest;
	int class;

	if (!*suffix) {
		*ret_class = CLASS_ANY;
		return true;
	}
	class = arch_class_by_name(suffix);
	if (class >= 0) {
		*ret_class = (enum arch_class) class;
		return true;
	}
	nearest = config_nearest(suffix, arch_class_names());
	config_error(config, entry,
	    nearest ? "%s.%s: no such class; did you mean '%s'?"
		    : "%s.%s: no such class; x64-uefi, ipxe and http are some",
	    entry->key, suffix, nearest);
	return false;
}

void
value_config_set(struct config *config, const struct config_entry *entry,
    const char *class_name, struct config_target *target, uint16_t key,
    const void *bytes, size_t len)
{
	enum arch_class class;
	int r;

	if (!read_class(config, entry, class_name, &class))
		return;
	r = policy_values_set(target->values, key, class, bytes, len);
	if (r > 0)
		config_error(config, entry,
		    "%s: this option is already set in this section",
		    entry->key);
	else if (r < 0)
		config_error(config, entry, "out of memory");
}

static void
set_option(struct config *config, const struct config_entry *entry,
    const char *class_name, struct config_target *target, uint8_t code)
{
	uint8_t bytes[DHCP_OPTION_VALUE_MAX];
	size_t len;

	switch (
	    dhcp_option_parse(code, entry->value, bytes, sizeof(bytes), &len)) {
	case 0:
		value_config_set(
		    config, entry, class_name, target, code, bytes, len);
		break;
	case DHCP_OPTION_TEXT_LONG:
		config_error(config, entry, "%s: over %d octets", entry->key,
		    DHCP_OPTION_VALUE_MAX);
		break;
	default:
		config_error(config, entry, "%s%s%s = %s: wants %s", entry->key,
		    *entry->suffix ? "." : "", entry->suffix, entry->value,
		    dhcp_option_kind_text(dhcp_option_kind(code)));
	}
}

static void
set_number(struct config *config, const struct config_entry *entry,
    struct config_target *target, uint16_t key, uint32_t value)
{
	const uint8_t bytes[4] = { (uint8_t)(value >> 24),
		(uint8_t)(value >> 16), (uint8_t)(value >> 8), (uint8_t)value };

	value_config_set(config, entry, entry->suffix, target, key, bytes,
	    *entry->value ? sizeof(bytes) : 0);
}

/* config_set_seconds() and config_set_address() report what they do not like
 * and leave the value alone. */
static void
set_seconds(struct config *config, const struct config_entry *entry,
    struct config_target *target, uint16_t key)
{
	uint32_t seconds = 0;

	config_set_seconds(config, entry, &seconds);
	if (seconds > 0)
		set_number(config, entry, target, key, seconds);
}

void
value_config_router(
    struct config *config, const struct config_entry *entry, void *field)
{
	set_option(config, entry, entry->suffix, field, DHCP_OPTION_ROUTERS);
}

void
value_config_dns(
    struct config *config, const struct config_entry *entry, void *field)
{
	set_option(config, entry, entry->suffix, field, DHCP_OPTION_DNS);
}

void
value_config_domain(
    struct config *config, const struct config_entry *entry, void *field)
{
	set_option(config, entry, entry->suffix, field, DHCP_OPTION_DOMAIN);
}

void
value_config_lease_time(
    struct config *config, const struct config_entry *entry, void *field)
{
	set_seconds(config, entry, field, POLICY_LEASE_TIME);
}

void
value_config_min_lease_time(
    struct config *config, const struct config_entry *entry, void *field)
{
	set_seconds(config, entry, field, POLICY_MIN_LEASE_TIME);
}

void
value_config_max_lease_time(
    struct config *config, const struct config_entry *entry, void *field)
{
	set_seconds(config, entry, field, POLICY_MAX_LEASE_TIME);
}

void
value_config_next_server(
    struct config *config, const struct config_entry *entry, void *field)
{
	struct config_addresses servers = { 0 };
	uint8_t bytes[4 * CONFIG_LIST_MAX];
	struct writer out = writer_over(bytes, sizeof(bytes));

	if (*entry->value)
		config_set_addresses(config, entry, &servers);
	for (unsigned i = 0; i < servers.n; i++)
		writer_u32(&out, servers.addresses[i]);
	if (servers.n > 0 || !*entry->value)
		value_config_set(config, entry, entry->suffix, field,
		    POLICY_NEXT_SERVER, bytes, out.pos);
}

bool
value_config_is_filename(
    struct config *config, const struct config_entry *entry, const char *name)
{
	size_t len = strlen(name);

	if (len <= VALUE_CONFIG_FILENAME_MAX)
		return true;
	config_error(config, entry,
	    "%s: %zu octets; a boot file's name has %d at most", entry->key,
	    len, VALUE_CONFIG_FILENAME_MAX);
	return false;
}

void
value_config_filename(
    struct config *config, const struct config_entry *entry, void *field)
{
	if (value_config_is_filename(config, entry, entry->value))
		value_config_set(config, entry, entry->suffix, field,
		    POLICY_FILENAME, entry->value, strlen(entry->value));
}

void
value_config_http_root(
    struct config *config, const struct config_entry *entry, void *field)
{
	const char *value = entry->value;
	size_t len = strlen(value);

	if (len >= HTTP_ROOT_MAX_LEN ||
	    (len > 0 && strncmp(value, "http://", strlen("http://")) != 0 &&
		strncmp(value, "https://", strlen("https://")) != 0))
		config_error(config, entry,
		    "%s = %s: not a URL like http://192.168.10.1/ of under "
		    "%d octets",
		    entry->key, value, HTTP_ROOT_MAX_LEN);
	else
		value_config_set(config, entry, entry->suffix, field,
		    POLICY_HTTP_ROOT, value, len);
}

const char *
value_config_split(const struct config_entry *entry, char *ret_name)
{
	size_t len = strcspn(entry->suffix, ".");
	const char *class_name = entry->suffix + len;

	snprintf(
	    ret_name, VALUE_CONFIG_NAME_MAX, "%.*s", (int)len, entry->suffix);
	return *class_name ? class_name + 1 : class_name;
}

static void
report_unknown_option(
    struct config *config, const struct config_entry *entry, const char *name)
{
	const char *nearest = config_nearest(name, dhcp_option_names());

	config_error(config, entry,
	    nearest ? "option.%s: no such option; did you mean '%s'?"
		    : "option.%s: no such option; write its number, 1 to 254",
	    name, nearest);
}

void
value_config_option(
    struct config *config, const struct config_entry *entry, void *field)
{
	char name[VALUE_CONFIG_NAME_MAX];
	const char *class_name = value_config_split(entry, name);
	int code;

	code = dhcp_option_by_name(name);
	if (code < 0)
		report_unknown_option(config, entry, name);
	else if (dhcp_option_kind((uint8_t)code) == DHCP_KIND_SERVER)
		config_error(config, entry,
		    "option.%s: the server decides it; see lease-time, "
		    "next-server and filename",
		    name);
	else
		set_option(config, entry, class_name, field, (uint8_t)code);
}
