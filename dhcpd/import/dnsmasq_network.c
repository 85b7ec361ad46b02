/* SPDX-License-Identifier: ISC */
#include "dhcpd/import/dnsmasq_network.h"

#include <stdio.h>
#include <string.h>

#include "common/text.h"
#include "dhcpd/import/import_machine.h"

#define LEASE_TIME_DEFAULT "1h" /* dnsmasq's, for IPv4 */
#define LEASE_TIME_INFINITE "4294967295"

enum {
	ASSUMED_LEN = 24
};

bool
dnsmasq_network_lease_time(const char *text, char *out)
{
	uint64_t ms;

	if (strcmp(text, "infinite") == 0)
		text = LEASE_TIME_INFINITE;
	else if (!text_parse_duration(text, &ms) || ms < 1000 ||
	    strstr(text, "ms"))
		return false;
	snprintf(out, IMPORT_VALUE_MAX, "%s", text);
	return true;
}

/* --- dhcp-range ----------------------------------------------------------- */

/* What its items say. */
struct range {
	uint32_t first, last, mask;
	bool has_mask, is_static, is_proxy;
	char lease_time[IMPORT_VALUE_MAX];
};

/* Return: false where an item is none of a dhcp-range. */
static bool
read_item(struct range *range, const char *item, unsigned *n_addresses)
{
	uint32_t address;

	if (address_parse(item, &address)) {
		/* start, end, netmask, broadcast; a mode is in place of end */
		switch ((*n_addresses)++) {
		case 0:
			range->first = range->last = address;
			break;
		case 1:
			range->last = address;
			break;
		case 2:
			range->mask = address;
			range->has_mask = true;
			break;
		default:
			break;
		}
		return true;
	}
	if (strcmp(item, "static") == 0 || strcmp(item, "proxy") == 0) {
		range->is_static = *item == 's';
		range->is_proxy = *item == 'p';
		*n_addresses = 2;
		return true;
	}
	return dnsmasq_network_lease_time(item, range->lease_time);
}

static bool
read_range(const struct dnsmasq_conf *conf, size_t at, struct range *range)
{
	unsigned n_addresses = 0;

	*range = (struct range){ .lease_time = LEASE_TIME_DEFAULT };
	for (; at < conf->line.n; at++)
		if (!read_item(range, conf->line.items[at], &n_addresses))
			return false;
	return n_addresses >= 2;
}

/* The mask's length. Return: false for one with holes. */
static bool
mask_len(uint32_t mask, uint8_t *ret_len)
{
	for (uint8_t len = 1; len <= 32; len++)
		if (prefix_mask(len) == mask) {
			*ret_len = len;
			return true;
		}
	return false;
}

static struct dnsmasq_subnet *
find_subnet(struct dnsmasq_conf *conf, uint32_t address)
{
	for (size_t i = 0; i < conf->n_subnets; i++)
		if (prefix_has(&conf->subnets[i].prefix, address))
			return &conf->subnets[i];
	return NULL;
}

/* dnsmasq asks the interface where no netmask is written. */
static uint8_t
assumed_len(const struct range *range)
{
	uint8_t len = ASSUMED_LEN;

	while (((range->first ^ range->last) & prefix_mask(len)) != 0)
		len--;
	return len;
}

static struct dnsmasq_subnet *
make_subnet(struct dnsmasq_conf *conf, const struct range *range)
{
	struct dnsmasq_subnet *subnet = find_subnet(conf, range->first);
	struct prefix prefix = { .len = assumed_len(range) };

	if (subnet)
		return subnet;
	if (conf->n_subnets == DNSMASQ_SUBNETS_MAX ||
	    (range->has_mask && !mask_len(range->mask, &prefix.len))) {
		dnsmasq_conf_note(conf, NULL);
		return NULL;
	}
	prefix.network = range->first & prefix_mask(prefix.len);
	if (!range->has_mask)
		import_note(conf->import,
		    "dhcp-range without a netmask: taken for a /%u; mend the "
		    "[subnet] if the interface says otherwise",
		    prefix.len);
	subnet = &conf->subnets[conf->n_subnets];
	*subnet = (struct dnsmasq_subnet){ .section = import_subnet(
					       conf->import, &prefix),
		.prefix = prefix,
		.file = import_file(conf->import),
		.line = conf->line.number,
		.is_proxy = range->is_proxy };
	if (!subnet->section)
		return NULL;
	conf->n_subnets++;
	return subnet;
}

/* set:NAME names the range: here its subnet. */
static void
set_tag(struct dnsmasq_conf *conf, const char *name,
    const struct dnsmasq_subnet *subnet)
{
	struct dnsmasq_tag *tag;

	for (size_t i = 0; i < conf->n_tags; i++)
		if (conf->tags[i].section == subnet->section &&
		    strcmp(conf->tags[i].name, name) != 0)
			import_note(conf->import,
			    "set:%s and set:%s are ranges of one subnet: what "
			    "either of them gets, both get",
			    conf->tags[i].name, name);
	tag = dnsmasq_conf_tag(conf, name, DNSMASQ_TAG_SUBNET);
	if (tag && tag->section && tag->section != subnet->section)
		import_note(conf->import,
		    "set:%s is of two subnets: what it gets goes to the first",
		    name);
	else if (tag)
		tag->section = subnet->section;
}

static void
take_range(
    struct dnsmasq_conf *conf, const struct range *range, const char *tag_name)
{
	struct dnsmasq_subnet *subnet = make_subnet(conf, range);

	if (!subnet)
		return;
	if (tag_name)
		set_tag(conf, tag_name, subnet);
	if (range->is_proxy) {
		import_set(conf->import, dnsmasq_conf_defaults(conf), "mode",
		    CLASS_ANY, "proxy");
		return;
	}
	import_set(conf->import, subnet->section, "lease-time", CLASS_ANY,
	    range->lease_time);
	if (!range->is_static)
		import_range(
		    conf->import, subnet->section, range->first, range->last);
}

void
dnsmasq_network_range(struct dnsmasq_conf *conf)
{
	const char *tag_name = NULL, *item;
	bool is_for_some = false;
	struct range range;
	size_t at = 0;

	for (; at < conf->line.n; at++) {
		item = conf->line.items[at];
		if (strncmp(item, "set:", 4) == 0)
			tag_name = item + 4;
		else if (strncmp(item, "tag:", 4) == 0)
			is_for_some |= strcmp(item + 4, conf->interfaces) != 0;
		else
			break;
	}
	/* An old way to write set:NAME, or the interface's. */
	if (!tag_name && at + 2 < conf->line.n &&
	    !strpbrk(dnsmasq_conf_item(conf, at), ".:"))
		tag_name = dnsmasq_conf_item(conf, at++);
	if (strchr(dnsmasq_conf_item(conf, at), ':'))
		conf->counts[DNSMASQ_CONCERN_IPV6]++;
	else if (!read_range(conf, at, &range))
		dnsmasq_conf_note(conf, NULL);
	else if (is_for_some)
		dnsmasq_conf_note(conf,
		    "a range here is for every machine of its [subnet]; "
		    "[host] may have an address of its own");
	else
		take_range(conf, &range, tag_name);
}

/* --- what is said of networks elsewhere ----------------------------------- */

/* domain=NAME[,ADDRESS...]: of a part of the network, of its subnet here. */
void
dnsmasq_network_domain(struct dnsmasq_conf *conf)
{
	const char *where = dnsmasq_conf_item(conf, 1);
	struct import_section *section = dnsmasq_conf_defaults(conf);
	char address[ADDRESS_TEXT_MAX];
	struct dnsmasq_subnet *subnet;
	uint32_t first;

	if (*where) {
		snprintf(address, sizeof(address), "%.*s",
		    (int)strcspn(where, "/"), where);
		subnet = address_parse(address, &first)
		    ? find_subnet(conf, first)
		    : NULL;
		section = subnet ? subnet->section : NULL;
	}
	if (!section || strcmp(dnsmasq_conf_item(conf, 0), "#") == 0)
		dnsmasq_conf_note(conf, "write domain in its [subnet]");
	else
		import_set(conf->import, section, "domain", CLASS_ANY,
		    dnsmasq_conf_item(conf, 0));
}

void
dnsmasq_network_interface(struct dnsmasq_conf *conf)
{
	size_t len = strlen(conf->interfaces);
	const char *name;

	for (size_t i = 0; i < conf->line.n; i++) {
		name = conf->line.items[i];
		if (strcmp(name, "lo") == 0)
			continue;
		if (strpbrk(name, "*?")) {
			dnsmasq_conf_note(conf,
			    "without interface dhcpd answers wherever a "
			    "[subnet] fits");
			return;
		}
		len += (size_t)snprintf(conf->interfaces + len,
		    sizeof(conf->interfaces) - len, "%s%s", len ? ", " : "",
		    name);
		if (len >= sizeof(conf->interfaces)) {
			conf->interfaces[0] = '\0';
			dnsmasq_conf_note(conf, NULL);
			return;
		}
	}
}

void
dnsmasq_network_listen(struct dnsmasq_conf *conf)
{
	uint32_t address;

	for (size_t i = 0; i < conf->line.n; i++)
		if (address_parse(conf->line.items[i], &address) &&
		    conf->n_own < DNSMASQ_OWN_MAX)
			conf->own[conf->n_own++] = address;
}

/* shared-network=ADDRESS,ADDRESS */
void
dnsmasq_network_shared(struct dnsmasq_conf *conf)
{
	struct dnsmasq_subnet *subnets[2] = { NULL, NULL };
	char name[IMPORT_NAME_MAX];
	uint32_t address;

	for (size_t i = 0; i < 2; i++)
		if (address_parse(dnsmasq_conf_item(conf, i), &address))
			subnets[i] = find_subnet(conf, address);
	if (!subnets[0] || !subnets[1]) {
		dnsmasq_conf_note(conf,
		    "write the same shared-network = NAME in both [subnet]");
		return;
	}
	snprintf(name, sizeof(name), "line-%u", conf->line.number);
	for (size_t i = 0; i < 2; i++)
		import_set(conf->import, subnets[i]->section, "shared-network",
		    CLASS_ANY, name);
}

/* dhcp-ignore=tag:!known, of all subnets or one */
void
dnsmasq_network_ignore(struct dnsmasq_conf *conf)
{
	struct dnsmasq_scope scope;
	size_t at = 0;

	if (!dnsmasq_conf_scope(conf, &at, &scope))
		return;
	if (scope.is_host && !scope.is_known && !scope.is_unknown &&
	    scope.classes == DNSMASQ_ANY && !scope.except && at == conf->line.n)
		import_set(
		    conf->import, scope.section, "deny", CLASS_ANY, "yes");
	else if (!scope.is_unknown || scope.is_known ||
	    scope.classes != DNSMASQ_ANY || scope.except || at < conf->line.n)
		dnsmasq_conf_note(conf,
		    "write deny = yes in the [host] of each, or "
		    "unknown-clients = deny");
	else
		import_set(conf->import, scope.section, "unknown-clients",
		    CLASS_ANY, "deny");
}

/* --- the end -------------------------------------------------------------- */

/* Where nothing else is written, dnsmasq names its own address. */
static void
name_itself(struct dnsmasq_conf *conf, const struct dnsmasq_subnet *subnet,
    const char *key)
{
	char text[ADDRESS_TEXT_MAX];

	if (import_has(subnet->section, key) ||
	    import_has(dnsmasq_conf_defaults(conf), key))
		return;
	for (size_t i = 0; i < conf->n_own; i++)
		if (prefix_has(&subnet->prefix, conf->own[i])) {
			import_set(conf->import, subnet->section, key,
			    CLASS_ANY, address_text(text, conf->own[i]));
			return;
		}
	import_note(conf->import,
	    "dnsmasq names its own address as %s here: write %s = ADDRESS in "
	    "the [subnet], or nobody is told one",
	    key, key);
}

void
dnsmasq_network_finish(struct dnsmasq_conf *conf)
{
	const struct dnsmasq_subnet *subnet;

	for (size_t i = 0; i < conf->n_subnets; i++) {
		subnet = &conf->subnets[i];
		if (subnet->is_proxy)
			continue;
		import_at(conf->import, subnet->file, subnet->line);
		name_itself(conf, subnet, "router");
		if (!conf->has_no_dns)
			name_itself(conf, subnet, "dns");
	}
	if (*conf->interfaces)
		import_set(conf->import, import_section(conf->import, "site"),
		    "interface", CLASS_ANY, conf->interfaces);
}
