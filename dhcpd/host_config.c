/* SPDX-License-Identifier: ISC */
#include "dhcpd/host_config.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "common/config_value.h"
#include "common/text.h"
#include "dhcpd/dhcpd_config.h"
#include "dhcpd/value_config.h"

enum {
	UUID_LEN = 16,
	ITEM_MAX = 2 * POLICY_MATCH_MAX + POLICY_MATCH_MAX,
};

typedef bool parse_fn(const char *text, struct policy_match *match);

int
host_config_add_match(struct policy *policy, const struct policy_match *match)
{
	struct policy_match *grown = policy->matches;

	/* Room doubles: at every power of two. */
	if ((policy->n_matches & (policy->n_matches - 1)) == 0)
		grown = reallocarray(grown,
		    policy->n_matches ? policy->n_matches * 2 : 1,
		    sizeof(*grown));
	if (!grown)
		return -ENOMEM;
	policy->matches = grown;
	grown[policy->n_matches++] = *match;
	return 0;
}

/* Every item of a comma-separated list. */
static void
add_matches(struct config *config, const struct config_entry *entry,
    struct config_target *target, enum policy_match_kind kind, parse_fn *parse,
    const char *wanted)
{
	struct policy *policy = target->policy;
	const char *rest = entry->value;
	char item[ITEM_MAX];
	int more;

	while ((more = text_next_item(&rest, item, sizeof(item))) > 0) {
		struct policy_match match = { .kind = (uint8_t)kind,
			.host = (uint32_t)(target->host - policy->hosts),
			.line = entry->line };

		if (!parse(item, &match))
			break;
		if (host_config_add_match(policy, &match)) {
			config_error(config, entry, "out of memory");
			return;
		}
	}
	if (more != 0)
		config_error(config, entry, "%s = %s: not %s", entry->key,
		    entry->value, wanted);
}

/* 52:54:00:12:34:56, or 52:54:00:* for all that begin so. */
static bool
parse_mac(const char *text, struct policy_match *match)
{
	size_t text_len = strlen(text), len;
	char prefix[MAC_TEXT_MAX];

	if (mac_parse(text, match->bytes)) {
		match->len = MAC_LEN;
		return true;
	}
	if (text_len < 4 || text_len >= sizeof(prefix) ||
	    text[text_len - 1] != '*' ||
	    (text[text_len - 2] != ':' && text[text_len - 2] != '-'))
		return false;
	memcpy(prefix, text, text_len - 2);
	prefix[text_len - 2] = '\0';
	if (!text_parse_hex(prefix, match->bytes, MAC_LEN - 1, &len))
		return false;
	match->len = (uint8_t)len;
	return true;
}

static bool
parse_client_id(const char *text, struct policy_match *match)
{
	size_t len = strlen(text);

	if (len > 2 && text[0] == '"' && text[len - 1] == '"') {
		len -= 2;
		if (len > POLICY_MATCH_MAX)
			return false;
		memcpy(match->bytes, text + 1, len);
	} else {
		if (len > 2 && text[0] == '0' && text_lower(text[1]) == 'x')
			text += 2;
		if (!text_parse_hex(text, match->bytes, POLICY_MATCH_MAX, &len))
			return false;
	}
	match->len = (uint8_t)len;
	return true;
}

/* Dashes stand where they like: dmidecode, virsh and PXELINUX agree on the
 * digits alone. */
static bool
parse_uuid(const char *text, struct policy_match *match)
{
	char digits[2 * UUID_LEN + 1];
	size_t n = 0, len;

	for (; *text; text++) {
		if (*text == '-')
			continue;
		if (n == sizeof(digits) - 1)
			return false;
		digits[n++] = *text;
	}
	digits[n] = '\0';
	if (!text_parse_hex(digits, match->bytes, UUID_LEN, &len) ||
	    len != UUID_LEN)
		return false;
	match->len = UUID_LEN;
	return true;
}

static void
swap(uint8_t *bytes, size_t len)
{
	uint8_t kept;

	for (size_t i = 0; i < len / 2; i++) {
		kept = bytes[i];
		bytes[i] = bytes[len - 1 - i];
		bytes[len - 1 - i] = kept;
	}
}

/* As SMBIOS keeps it and PXE sends it (RFC 4578 2.3): the first three fields
 * little-endian, though people write them big-endian. */
static bool
parse_uuid_as_sent(const char *text, struct policy_match *match)
{
	if (!parse_uuid(text, match))
		return false;
	swap(match->bytes, 4);
	swap(match->bytes + 4, 2);
	swap(match->bytes + 6, 2);
	return true;
}

static void
set_mac(struct config *config, const struct config_entry *entry, void *field)
{
	add_matches(config, entry, field, POLICY_MATCH_MAC, parse_mac,
	    "a MAC like 52:54:00:12:34:56, or a prefix like 52:54:00:*");
}

static void
set_client_id(
    struct config *config, const struct config_entry *entry, void *field)
{
	add_matches(config, entry, field, POLICY_MATCH_CLIENT_ID,
	    parse_client_id, "octets like 01:52:54:00:12:34:56, or \"text\"");
}

static void
set_uuid(struct config *config, const struct config_entry *entry, void *field)
{
	add_matches(config, entry, field, POLICY_MATCH_UUID, parse_uuid_as_sent,
	    "a UUID like 4c4c4544-0042-3310-8051-b8c04f445431");
}

static void
set_address(
    struct config *config, const struct config_entry *entry, void *field)
{
	struct config_target *target = field;

	config_set_address(config, entry, &target->host->address);
}

static void
set_deny(struct config *config, const struct config_entry *entry, void *field)
{
	struct config_target *target = field;

	config_set_bool(config, entry, &target->host->deny);
}

static void
set_group(struct config *config, const struct config_entry *entry, void *field)
{
	struct config_target *target = field;

	config_set_string(config, entry, &target->host->group_name);
}

static void
set_subnet(struct config *config, const struct config_entry *entry, void *field)
{
	struct config_target *target = field;

	target->host->is_pinned =
	    prefix_parse(entry->value, &target->host->subnet);
	if (!target->host->is_pinned)
		config_error(config, entry,
		    "subnet = %s: not a network like 192.168.10.0/24",
		    entry->value);
}

const struct config_key host_config_keys[] = {
	{ "mac", set_mac, 0, 0 },
	{ "uuid", set_uuid, 0, 0 },
	{ "client-id", set_client_id, 0, 0 },
	{ "address", set_address, 0, 0 },
	{ "deny", set_deny, 0, 0 },
	{ "group", set_group, 0, 0 },
	{ "subnet", set_subnet, 0, 0 },
	VALUE_CONFIG_KEYS,
	{ NULL, NULL, 0, 0 },
};

const struct config_key host_config_group_keys[] = {
	VALUE_CONFIG_KEYS,
	{ NULL, NULL, 0, 0 },
};

struct policy_host *
host_config_add(struct policy *policy, const char *name, unsigned line)
{
	struct policy_host *grown = policy->hosts;
	char *copy = strdup(name);

	/* Room doubles: at every power of two. */
	if ((policy->n_hosts & (policy->n_hosts - 1)) == 0)
		grown = reallocarray(grown,
		    policy->n_hosts ? policy->n_hosts * 2 : 1, sizeof(*grown));
	if (grown)
		policy->hosts = grown;
	if (!grown || !copy) {
		free(copy);
		return NULL;
	}
	grown[policy->n_hosts] =
	    (struct policy_host){ .name = copy, .line = line };
	return &grown[policy->n_hosts++];
}

void *
host_config_open(
    struct config *config, const struct config_entry *entry, void *settings)
{
	struct dhcpd_settings *all = settings;
	struct policy *policy = &all->policy;
	struct policy_host *host =
	    host_config_add(policy, entry->argument, entry->line);

	if (!host) {
		config_error(config, entry, "out of memory");
		return NULL;
	}
	all->path = config_path(config);
	all->target = (struct config_target){
		.policy = policy, .values = &host->values, .host = host
	};
	return &all->target;
}

void *
host_config_open_group(
    struct config *config, const struct config_entry *entry, void *settings)
{
	struct dhcpd_settings *all = settings;
	struct policy *policy = &all->policy;
	struct policy_group *grown, *group;
	char *name = strdup(entry->argument);

	grown =
	    reallocarray(policy->groups, policy->n_groups + 1, sizeof(*grown));
	if (grown)
		policy->groups = grown;
	if (!grown || !name) {
		free(name);
		config_error(config, entry, "out of memory");
		return NULL;
	}
	group = &grown[policy->n_groups++];
	*group = (struct policy_group){ .name = name, .line = entry->line };
	all->path = config_path(config);
	all->target = (struct config_target){ .policy = policy,
		.values = &group->values };
	return &all->target;
}
