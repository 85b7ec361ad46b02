/* SPDX-License-Identifier: ISC */
#ifndef DHCPD_POLICY_H
#define DHCPD_POLICY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "common/address.h"
#include "common/arch.h"
#include "common/dhcp_client.h"
#include "common/host_match.h"
#include "dhcpd/boot_sizes.h"
#include "dhcpd/lease.h"

/*
 * What the administrator wants, as the engine asks it: subnets, hosts, and
 * values for keys. A key is an option number, or one of those beyond. A value
 * is octets as they go on the wire.
 */

enum policy_key {
	/* 1..254: that DHCP option */
	POLICY_NEXT_SERVER = 256, /* 4 octets a server */
	POLICY_HTTP_ROOT,	  /* text, likewise */
	POLICY_FILENAME,	  /* text; a NUL follows that @len leaves out */
	POLICY_LEASE_TIME,	  /* 4 octets, seconds; so are the next two */
	POLICY_MIN_LEASE_TIME,
	POLICY_MAX_LEASE_TIME,
	/* Those of boot menus, to the end. */
	POLICY_MENU_PROMPT,  /* text; empty: no boot menu */
	POLICY_MENU_TIMEOUT, /* 1 octet, as in tag 10 of PXE's option 43 */
	/* From here on the menu's items: the text and, behind a NUL, the boot
	 * file; without it the local disk. */
	POLICY_MENU_ITEM,
};

enum {
	/* EDK2 shows no more (edk2 PxeBcBoot.h, PXEBC_MENU_MAX_NUM). */
	POLICY_MENU_ITEMS_MAX = 24,
	POLICY_KEYS = POLICY_MENU_ITEM + POLICY_MENU_ITEMS_MAX,
	POLICY_KEY_WORDS = (POLICY_KEYS + 63) / 64, /* of a bit for each */
};

enum {
	POLICY_RANGES_MAX = 16,	  /* written for one subnet */
	POLICY_EXCLUDES_MAX = 64, /* in one subnet */
	/* What is left when they are taken out. */
	POLICY_POOLS_MAX = POLICY_RANGES_MAX + POLICY_EXCLUDES_MAX,
	POLICY_LEASE_S = 12 * 3600,
	POLICY_MIN_LEASE_S = 60,
	POLICY_LIMIT_MAX = 16 << 20, /* addresses: all of a /8 */
};

/* No limit, where one stands further out. */
#define POLICY_UNLIMITED UINT32_MAX

/** struct policy_value - one KEY.CLASS = value */
struct policy_value {
	uint16_t key;	/* an option number or enum policy_key */
	uint8_t class;	/* of enum arch_class */
	uint16_t len;	/* 0: not sent */
	uint8_t *bytes; /* owned; a NUL follows */
};

/** struct policy_values - the keys of one section, sorted by key and class */
struct policy_values {
	struct policy_value *values;
	size_t n;
	/* A bit for each key and each class that is among them: a reply asks
	 * for some fifteen keys, most of which nobody set. */
	uint64_t keys[POLICY_KEY_WORDS], classes;
};

/** enum policy_unknown - what machines without a [host] get */
enum policy_unknown {
	POLICY_UNKNOWN_DEFAULT, /* as [dhcpd] has it */
	POLICY_UNKNOWN_ALLOW,
	POLICY_UNKNOWN_DENY,
};

/** struct policy_limits - how many addresses may be given there; 0: not said,
 * POLICY_UNLIMITED: as many as there are */
struct policy_limits {
	uint32_t per_port, per_relay;
};

/** struct policy_subnet - a [subnet] section */
struct policy_subnet {
	struct prefix prefix;
	unsigned line;
	size_t n_ranges;
	struct lease_pool ranges[POLICY_POOLS_MAX];
	unsigned range_lines[POLICY_RANGES_MAX]; /* as they were written */
	size_t n_excludes;			 /* until exclude_apply() */
	struct lease_pool excludes[POLICY_EXCLUDES_MAX];
	unsigned exclude_lines[POLICY_EXCLUDES_MAX];
	enum policy_unknown unknown;
	struct policy_limits limits;
	size_t first_pool; /* the number of its first range among all */
	char *shared;	   /* its shared-network's name, owned; or NULL */
	/* The number of the next one on that wire, in a ring; its own, where
	 * it is alone there. */
	size_t next_shared;
	struct policy_values values;
};

/** struct policy_group - a [group] section: keys that hosts share */
struct policy_group {
	char *name; /* owned */
	unsigned line;
	struct policy_values values;
};

/** struct policy_host - a [host] section */
struct policy_host {
	char *name; /* owned */
	unsigned line;
	bool deny;
	bool is_pinned;	      /* to @subnet: nowhere else it gets an answer */
	struct prefix subnet; /* where is_pinned */
	char *group_name;     /* owned; NULL for none */
	const struct policy_group *group; /* once policy_link_host() is over */
	uint32_t address;		  /* 0: from the range like anybody */
	struct policy_values values;
};

enum policy_match_kind {
	POLICY_MATCH_MAC, /* a whole one or, shorter, a prefix */
	POLICY_MATCH_UUID,
	POLICY_MATCH_CLIENT_ID,
};

enum {
	POLICY_MATCH_MAX = HOST_MATCH_MAX
};

/** struct policy_match - how a host is known; sorted by kind, length, octets */
struct policy_match {
	uint8_t kind; /* of enum policy_match_kind */
	uint8_t len;
	uint8_t bytes[POLICY_MATCH_MAX];
	uint32_t host; /* its number */
	unsigned line;
};

struct host_table;

/** struct policy - all of it. Owned by whoever made it. */
struct policy {
	struct policy_subnet *subnets; /* sorted once policy_sort() is over */
	size_t n_subnets;
	struct policy_group *groups;
	size_t n_groups;
	struct policy_host *hosts;
	size_t n_hosts;
	struct policy_match *matches;
	size_t n_matches;
	/* Hosts that come and go, behind @hosts; borrowed, may be NULL. */
	const struct host_table *folder;
	struct policy_values values; /* [dhcpd] */
	uint32_t server;	     /* [site] server; 0: the address asked */
	bool authoritative, deny_unknown, conflict_check;
	bool is_proxy; /* boot information alone, beside another server */
	struct policy_limits limits;
	enum dhcp_identify identify_by;
	/* What the boot tree holds of arch_boot_files(), best first; borrowed
	 * from that table. */
	const char *boot_files[CLASS_ANY][ARCH_FILES_MAX + 1];
	/* Of its files; borrowed. NULL: nobody can tell. */
	struct boot_sizes *sizes;
};

/** struct policy_scopes - where a key is looked for, nearest first */
struct policy_scopes {
	const struct policy_values *host; /* NULL for an unknown machine */
	const struct policy_values *subnet, *defaults;
	uint64_t classes; /* the client's, as in struct dhcp_client */
	const struct policy_values *group; /* of the host, behind it; or NULL */
};

/**
 * policy_values_set() - add KEY.CLASS = value
 * @bytes: copied
 *
 * Return: 0; 1 where the section has it already; -ENOMEM.
 */
int policy_values_set(struct policy_values *values, uint16_t key,
    enum arch_class class, const void *bytes, size_t len);

/** policy_values_find() - the value of KEY.CLASS itself; NULL for none */
const struct policy_value *policy_values_find(
    const struct policy_values *values, uint16_t key, enum arch_class class);

/** policy_has_menu() - whether a key of a boot menu is among @values; NULL has
 * none */
bool policy_has_menu(const struct policy_values *values);

/** policy_item_file() - the boot file of a menu's @item; NULL for the local
 * disk */
const char *policy_item_file(const struct policy_value *item);

/** policy_values_free() - free the values, not @values */
void policy_values_free(struct policy_values *values);

/**
 * policy_find() - the value of @key for a client
 *
 * The class decides first, the section second: what stands for an
 * architecture anywhere comes before what stands for all. So a [host] that
 * names a boot file for BIOS does not hide the one for HTTP Boot.
 * Return: NULL where nobody set it; a value of length 0 means: send nothing.
 */
const struct policy_value *policy_find(
    const struct policy_scopes *scopes, uint16_t key);

/** policy_find_class() - as policy_find(), in the client's classes but
 * without CLASS_ANY */
const struct policy_value *policy_find_class(
    const struct policy_scopes *scopes, uint16_t key);

/** policy_find_own() - the value of @key, without a class, that the host or its
 * group has; NULL for none */
const struct policy_value *policy_find_own(
    const struct policy_scopes *scopes, uint16_t key);

/** policy_number() - a four-octet value as a number; @otherwise where @value
 * is NULL or of another length */
uint32_t policy_number(const struct policy_value *value, uint32_t otherwise);

/** policy_link_host() - set @host->group by its name. Return: false where
 * @policy has no such group. */
bool policy_link_host(const struct policy *policy, struct policy_host *host);

/** policy_may_serve_unknown() - whether a machine that no [host] names gets an
 * answer in @subnet */
bool policy_may_serve_unknown(
    const struct policy *policy, const struct policy_subnet *subnet);

/** policy_sort() - make the lookups below possible; once all is added. Gives
 * each subnet its first_pool, in the order of policy_pools(), and its
 * next_shared. */
void policy_sort(struct policy *policy);

/** policy_pools() - every range of every subnet, in order. @ret_pools: room
 * for as many as policy_count_pools() says. */
void policy_pools(const struct policy *policy, struct lease_pool *ret_pools);

/** policy_count_pools() - ranges in all subnets */
size_t policy_count_pools(const struct policy *policy);

/** policy_find_subnet() - the subnet that @address lies in; NULL for none */
const struct policy_subnet *policy_find_subnet(
    const struct policy *policy, uint32_t address);

/** policy_has_subnet() - whether @prefix is one of the subnets */
bool policy_has_subnet(
    const struct policy *policy, const struct prefix *prefix);

/** policy_find_match() - what of @policy's own equals @want in kind and octets;
 * NULL for none */
const struct policy_match *policy_find_match(
    const struct policy *policy, const struct policy_match *want);

/** policy_compare_matches() - their order, for qsort(3) */
int policy_compare_matches(const void *a, const void *b);

/** policy_hosts_free() - free @hosts and what they own */
void policy_hosts_free(struct policy_host *hosts, size_t n_hosts);

/** policy_free() - free what @policy owns, not @policy itself */
void policy_free(struct policy *policy);

#endif
