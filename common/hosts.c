/* SPDX-License-Identifier: ISC */
#include "common/hosts.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "common/host_match.h"
#include "common/text.h"

enum {
	ITEM_MAX = 64
};

struct list {
	struct host **at;
	size_t n;
};

struct by_mac {
	struct host_mac mac;
	size_t host; /* its number */
};

struct by_address {
	uint32_t address;
	size_t host;
};

struct hosts {
	struct list hosts;
	struct list groups;
	/* Made of @hosts when somebody is looked for. */
	bool is_sorted;
	struct by_mac *by_mac;
	size_t n_by_mac;
	struct by_address *by_address;
	size_t n_by_address;
};

const char *const hosts_names[] = { "mac", "uuid", "client-id", "address",
	"deny", "group", "subnet", "var", "router", "dns", "domain",
	"lease-time", "min-lease-time", "max-lease-time", "next-server",
	"filename", "http-root", "menu-prompt", "menu-timeout", "menu",
	"option", NULL };

bool
hosts_is_key(const char *key)
{
	size_t len = strcspn(key, ".");

	for (const char *const *name = hosts_names; *name; name++)
		if (strncmp(*name, key, len) == 0 && !(*name)[len])
			return true;
	return false;
}

/* --- beginning and end ---------------------------------------------------- */

struct hosts *
hosts_new(void)
{
	return calloc(1, sizeof(struct hosts));
}

static void
free_host(struct host *host)
{
	for (size_t i = 0; i < host->n_keys; i++) {
		free(host->keys[i].key);
		free(host->keys[i].value);
	}
	free(host->keys);
	free(host->macs);
	free(host->name);
	free(host->file);
	free(host);
}

static void
free_list(struct list *list)
{
	for (size_t i = 0; i < list->n; i++)
		free_host(list->at[i]);
	free(list->at);
}

void
hosts_free(struct hosts *hosts)
{
	if (!hosts)
		return;
	free_list(&hosts->hosts);
	free_list(&hosts->groups);
	free(hosts->by_mac);
	free(hosts->by_address);
	free(hosts);
}

/* --- hosts and their keys ------------------------------------------------- */

/* Room for one more of @size octets behind @n of them: it doubles at every
 * power of two. Return: NULL without memory, and the array stays. */
static void *
grow(void *array, size_t n, size_t size)
{
	if ((n & (n - 1)) != 0)
		return array;
	return reallocarray(array, n ? n * 2 : 1, size);
}

static struct host *
add(struct list *list, const char *name, const char *file)
{
	struct host **grown = grow(list->at, list->n, sizeof(struct host *));
	struct host *host;

	if (!grown)
		return NULL;
	list->at = grown;
	host = calloc(1, sizeof(*host));
	if (!host)
		return NULL;
	host->name = strdup(name);
	host->file = file ? strdup(file) : NULL;
	if (!host->name || (file && !host->file)) {
		free_host(host);
		return NULL;
	}
	list->at[list->n++] = host;
	return host;
}

struct host *
hosts_add(struct hosts *hosts, const char *name, const char *file)
{
	hosts->is_sorted = false;
	return add(&hosts->hosts, name, file);
}

struct host *
hosts_add_group(struct hosts *hosts, const char *name)
{
	return add(&hosts->groups, name, NULL);
}

void
hosts_drop(struct hosts *hosts, const char *file)
{
	struct list *list = &hosts->hosts;
	size_t n = 0;

	for (size_t i = 0; i < list->n; i++) {
		struct host *host = list->at[i];

		if (host->file && strcmp(host->file, file) == 0)
			free_host(host);
		else
			list->at[n++] = host;
	}
	if (n < list->n)
		hosts->is_sorted = false;
	list->n = n;
}

int
hosts_add_mac(struct host *host, const uint8_t *bytes, uint8_t len)
{
	struct host_mac *grown = grow(host->macs, host->n_macs, sizeof(*grown));

	if (!grown)
		return -ENOMEM;
	host->macs = grown;
	grown[host->n_macs].len = len;
	memcpy(grown[host->n_macs++].bytes, bytes, len);
	return 0;
}

static int
add_key(struct host *host, const char *key, const char *value)
{
	struct host_key *grown = grow(host->keys, host->n_keys, sizeof(*grown));
	struct host_key *added;

	if (!grown)
		return -ENOMEM;
	host->keys = grown;
	added = &grown[host->n_keys];
	added->key = strdup(key);
	added->value = strdup(value);
	if (!added->key || !added->value) {
		free(added->key);
		free(added->value);
		return -ENOMEM;
	}
	host->n_keys++;
	return 0;
}

static void
take_macs(
    struct config *config, const struct config_entry *entry, struct host *host)
{
	const char *rest = entry->value;
	char item[ITEM_MAX];
	int more;

	while ((more = text_next_item(&rest, item, sizeof(item))) > 0) {
		uint8_t bytes[HOST_MATCH_MAX], len;

		if (!host_match_mac(item, bytes, &len))
			break;
		if (hosts_add_mac(host, bytes, len)) {
			config_error(config, entry, "out of memory");
			return;
		}
	}
	if (more != 0)
		config_error(config, entry,
		    "mac = %s: not a MAC like 52:54:00:12:34:56, or a prefix "
		    "like 52:54:00:*",
		    entry->value);
}

void
hosts_set_key(
    struct config *config, const struct config_entry *entry, void *field)
{
	struct host *host = field;

	if (strcmp(entry->key, "mac") == 0)
		take_macs(config, entry, host);
	else if (strcmp(entry->key, "address") == 0)
		address_parse(entry->value, &host->address);
	if (add_key(host, entry->key, entry->value))
		config_error(config, entry, "out of memory");
}

const char *
hosts_value(const struct host *host, const char *key)
{
	for (size_t i = 0; host && i < host->n_keys; i++)
		if (strcmp(host->keys[i].key, key) == 0)
			return host->keys[i].value;
	return NULL;
}

static bool
list_has(const struct list *list, const char *key)
{
	for (size_t i = 0; i < list->n; i++)
		if (hosts_value(list->at[i], key))
			return true;
	return false;
}

bool
hosts_have(const struct hosts *hosts, const char *key)
{
	return list_has(&hosts->hosts, key) || list_has(&hosts->groups, key);
}

/* --- who is it ------------------------------------------------------------ */

static int
compare_mac(const struct host_mac *a, const struct host_mac *b)
{
	return a->len != b->len ? a->len - b->len
				: memcmp(a->bytes, b->bytes, a->len);
}

/* The first one of a kind stands first. */
static int
order_macs(const void *a, const void *b)
{
	const struct by_mac *x = a, *y = b;
	int order = compare_mac(&x->mac, &y->mac);

	return order ? order : (x->host > y->host) - (x->host < y->host);
}

static int
order_addresses(const void *a, const void *b)
{
	const struct by_address *x = a, *y = b;

	if (x->address != y->address)
		return x->address < y->address ? -1 : 1;
	return (x->host > y->host) - (x->host < y->host);
}

static bool
make_room(struct hosts *hosts)
{
	size_t n_macs = 1;
	void *by_mac, *by_address;

	for (size_t i = 0; i < hosts->hosts.n; i++)
		n_macs += hosts->hosts.at[i]->n_macs;
	by_mac = reallocarray(hosts->by_mac, n_macs, sizeof(struct by_mac));
	if (by_mac)
		hosts->by_mac = by_mac;
	by_address = reallocarray(
	    hosts->by_address, hosts->hosts.n + 1, sizeof(struct by_address));
	if (by_address)
		hosts->by_address = by_address;
	return by_mac && by_address;
}

/* Without memory nobody is found. */
static void
sort(struct hosts *hosts)
{
	if (hosts->is_sorted)
		return;
	hosts->n_by_mac = hosts->n_by_address = 0;
	if (!make_room(hosts))
		return;
	for (size_t i = 0; i < hosts->hosts.n; i++) {
		const struct host *host = hosts->hosts.at[i];

		for (size_t m = 0; m < host->n_macs; m++)
			hosts->by_mac[hosts->n_by_mac++] =
			    (struct by_mac){ host->macs[m], i };
		if (host->address != 0)
			hosts->by_address[hosts->n_by_address++] =
			    (struct by_address){ host->address, i };
	}
	qsort(
	    hosts->by_mac, hosts->n_by_mac, sizeof(struct by_mac), order_macs);
	qsort(hosts->by_address, hosts->n_by_address, sizeof(struct by_address),
	    order_addresses);
	hosts->is_sorted = true;
}

/* Where the first of those that are not before the key stands. */
static size_t
lower_bound(const void *array, size_t n, size_t size, const void *key,
    int (*compare)(const void *, const void *))
{
	size_t low = 0;

	while (n > 0) {
		size_t half = n / 2;
		const void *middle = (const char *)array + (low + half) * size;

		if (compare(middle, key) < 0) {
			low += half + 1;
			n -= half + 1;
		} else {
			n = half;
		}
	}
	return low;
}

const struct host *
hosts_find(struct hosts *hosts, const uint8_t *mac, size_t len)
{
	struct by_mac key = { .mac = { .len = (uint8_t)len } };
	size_t at;

	sort(hosts);
	memcpy(key.mac.bytes, mac, len);
	at = lower_bound(
	    hosts->by_mac, hosts->n_by_mac, sizeof(key), &key, order_macs);
	if (at == hosts->n_by_mac ||
	    compare_mac(&hosts->by_mac[at].mac, &key.mac) != 0)
		return NULL;
	return hosts->hosts.at[hosts->by_mac[at].host];
}

const struct host *
hosts_find_address(struct hosts *hosts, uint32_t address)
{
	const struct by_address key = { address, 0 };
	size_t at;

	sort(hosts);
	at = lower_bound(hosts->by_address, hosts->n_by_address, sizeof(key),
	    &key, order_addresses);
	if (at == hosts->n_by_address ||
	    hosts->by_address[at].address != address)
		return NULL;
	return hosts->hosts.at[hosts->by_address[at].host];
}

const struct host *
hosts_find_group(const struct hosts *hosts, const char *name)
{
	for (size_t i = 0; i < hosts->groups.n; i++)
		if (strcmp(hosts->groups.at[i]->name, name) == 0)
			return hosts->groups.at[i];
	return NULL;
}
