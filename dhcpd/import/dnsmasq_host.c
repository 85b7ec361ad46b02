/* SPDX-License-Identifier: ISC */
#include "dhcpd/import/dnsmasq_host.h"

#include <stdio.h>
#include <string.h>

#include "common/dhcp_option.h"
#include "common/text.h"
#include "dhcpd/import/dnsmasq_network.h"
#include "dhcpd/import/import_machine.h"
#include "dhcpd/import/import_option.h"

enum {
	MATCHES_MAX = 8,
	ID_MAX = 64,
	MATCH_TEXT_MAX = 4 * ID_MAX,
};

/* What the items of a dhcp-host say. */
struct host {
	char macs[MATCHES_MAX][MAC_TEXT_MAX];
	size_t n_macs;
	char id[MATCH_TEXT_MAX];       /* as the INI file spells it, or "" */
	const char *tags[MATCHES_MAX]; /* set: */
	size_t n_tags;
	const char *name, *condition; /* a host name; tag: */
	char lease_time[IMPORT_VALUE_MAX];
	uint32_t address;
	bool is_ignored;
};

/* 11:22:33:44:55:66, or with * for the last octets, as the INI file has it;
 * 1-11:22:... is of Ethernet, too. */
static bool
read_mac(const char *text, char out[MAC_TEXT_MAX])
{
	char copy[MAC_TEXT_MAX], *end;
	uint8_t mac[MAC_LEN];
	size_t n = 0;

	if (strlen(text) > 2 && text[1] == '-' && *text == '1')
		text += 2;
	else if (strlen(text) > 3 && strncmp(text, "01-", 3) == 0 &&
	    strchr(text, ':'))
		text += 3;
	if (strlen(text) >= sizeof(copy))
		return false;
	memcpy(copy, text, strlen(text) + 1);
	for (end = strchr(copy, '*'); end && end[1];
	     end = strchr(end + 1, '*'), n++)
		if (strncmp(end, "*:*", 3) != 0)
			return false;
	end = strchr(copy, '*');
	if (!end) {
		if (!mac_parse(copy, mac))
			return false;
		mac_text(out, mac);
		return true;
	}
	end[1] = '\0';
	snprintf(out, MAC_TEXT_MAX, "%s", copy);
	/* As many pairs as are missing in stars. */
	return end - copy + 3 * (ptrdiff_t)(n + 1) == MAC_TEXT_MAX && n < 5;
}

/* Octets, or text: dnsmasq finds that with a nought before it, too. */
static bool
read_id(const char *text, char out[MATCH_TEXT_MAX])
{
	uint8_t octets[ID_MAX];
	char digits[3 * ID_MAX];
	size_t len;

	if (strchr(text, ':') &&
	    text_parse_hex(text, octets, sizeof(octets), &len)) {
		text_hex(out, MATCH_TEXT_MAX, octets, len, ':');
		return true;
	}
	len = strlen(text);
	if (len == 0 || len >= ID_MAX || strpbrk(text, "\",;"))
		return false;
	text_hex(digits, sizeof(digits), (const uint8_t *)text, len, ':');
	return snprintf(out, MATCH_TEXT_MAX, "\"%s\", 00:%s", text, digits) <
	    MATCH_TEXT_MAX;
}

/* Return: false for what no dhcp-host of IPv4 has, or nobody here. */
static bool
read_item(struct host *host, const char *item)
{
	const char *rest;

	if ((rest = dnsmasq_conf_behind(item, "set:")) ||
	    (rest = dnsmasq_conf_behind(item, "net:"))) {
		if (host->n_tags == MATCHES_MAX)
			return false;
		host->tags[host->n_tags++] = rest;
	} else if ((rest = dnsmasq_conf_behind(item, "tag:"))) {
		host->condition = rest;
	} else if ((rest = dnsmasq_conf_behind(item, "id:"))) {
		/* id:* is what identify-by = mac does for all. */
		return strcmp(rest, "*") == 0 || read_id(rest, host->id);
	} else if (strchr(item, ':')) {
		return host->n_macs < MATCHES_MAX &&
		    read_mac(item, host->macs[host->n_macs++]);
	} else if (strcmp(item, "ignore") == 0) {
		host->is_ignored = true;
	} else if (!address_parse(item, &host->address) &&
	    !dnsmasq_network_lease_time(item, host->lease_time)) {
		host->name = item;
	}
	return true;
}

/* The group of a set:NAME; NULL, noted, for a tag that is none. */
static struct import_section *
find_group(struct dnsmasq_conf *conf, const char *name)
{
	struct dnsmasq_tag *tag =
	    dnsmasq_conf_tag(conf, name, DNSMASQ_TAG_GROUP);

	if (tag && !tag->section)
		tag->section = import_named(conf->import, "group", name);
	return tag ? tag->section : NULL;
}

static void
join_groups(struct dnsmasq_conf *conf, struct import_section *section,
    const struct host *host)
{
	const struct import_section *group;

	for (size_t i = 0; i < host->n_tags; i++) {
		group = find_group(conf, host->tags[i]);
		if (group && import_has(section, "group"))
			import_note(conf->import,
			    "a host has one group: what set:%s gets is not "
			    "carried over to it",
			    host->tags[i]);
		else if (group)
			import_set(conf->import, section, "group", CLASS_ANY,
			    import_named_as(group));
	}
}

/* Whether a [host] is there for one of its MACs or its identifier, noted. */
static bool
is_there(struct dnsmasq_conf *conf, const struct host *host)
{
	const char *other = NULL;
	char id[MATCH_TEXT_MAX];
	const char *rest = host->id;

	for (size_t i = 0; i < host->n_macs && !other; i++)
		other = import_host_named(conf->import, "mac", host->macs[i]);
	if (!other && text_next_item(&rest, id, sizeof(id)) > 0)
		other = import_host_named(conf->import, "client-id", id);
	if (other)
		import_note(conf->import,
		    "this machine is [%s] already: what more is said of it "
		    "here is left out",
		    other);
	return other != NULL;
}

static void
make(struct dnsmasq_conf *conf, const struct host *host)
{
	const char *name = host->name ? host->name
	    : host->n_macs > 0	      ? host->macs[0]
				      : "by-client-id";
	struct import_section *section =
	    import_named(conf->import, "host", name);
	char id[MATCH_TEXT_MAX];
	const char *rest = host->id;

	if (!section)
		return;
	for (size_t i = 0; i < host->n_macs; i++)
		import_host_match(conf->import, section, "mac", host->macs[i]);
	while (text_next_item(&rest, id, sizeof(id)) > 0)
		import_host_match(conf->import, section, "client-id", id);
	if (host->address)
		import_host_address(conf->import, section, host->address);
	if (host->is_ignored)
		import_set(conf->import, section, "deny", CLASS_ANY, "yes");
	if (*host->lease_time)
		import_set(conf->import, section, "lease-time", CLASS_ANY,
		    host->lease_time);
	if (host->name && !host->is_ignored)
		import_option_set(conf->import, section, DNSMASQ_ANY,
		    DHCP_OPTION_HOST_NAME, host->name);
	join_groups(conf, section, host);
}

void
dnsmasq_host_take(struct dnsmasq_conf *conf)
{
	struct host host = { .n_macs = 0 };

	for (size_t i = 0; i < conf->line.n; i++) {
		if (*conf->line.items[i] == '[') /* an IPv6 address */
			continue;
		if (!read_item(&host, conf->line.items[i])) {
			dnsmasq_conf_note(
			    conf, "a MAC may end in stars, and be of Ethernet");
			return;
		}
	}
	if (host.condition)
		dnsmasq_conf_note(conf,
		    "a [host] is known everywhere, or in one subnet = "
		    "NETWORK");
	else if (host.n_macs == 0 && !*host.id)
		dnsmasq_conf_note(conf,
		    "a name that a client gives itself says nothing here: "
		    "write its mac or client-id");
	else if (!is_there(conf, &host))
		make(conf, &host);
}

void
dnsmasq_host_mac(struct dnsmasq_conf *conf)
{
	const char *name =
	    dnsmasq_conf_behind(dnsmasq_conf_item(conf, 0), "set:");
	char mac[MAC_TEXT_MAX];
	struct dnsmasq_tag *tag;

	if (!name)
		name = dnsmasq_conf_item(conf, 0);
	if (!*name || !read_mac(dnsmasq_conf_item(conf, 1), mac)) {
		dnsmasq_conf_note(
		    conf, "a MAC may end in stars, and be of Ethernet");
		return;
	}
	tag = dnsmasq_conf_tag(conf, name, DNSMASQ_TAG_HOST);
	if (!tag)
		return;
	if (!tag->section) {
		tag->section = import_named(conf->import, "host", name);
		import_note(conf->import,
		    "[host %s]: these machines are known ones now, to "
		    "unknown-clients = deny, too",
		    name);
	}
	if (tag->section)
		import_host_match(conf->import, tag->section, "mac", mac);
}
