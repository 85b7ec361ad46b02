/* SPDX-License-Identifier: ISC */
#ifndef COMMON_HOSTS_H
#define COMMON_HOSTS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "common/address.h"
#include "common/config.h"

/*
 * The machines that the INI file names, for programs other than dhcpd: the
 * keys of each [host] and [group] as text, and which [host] a machine is. What
 * a key means, and whether it is good, is dhcpd's to know.
 */

/** struct host_key - as it is written: "option.42", "var.disk"; owned */
struct host_key {
	char *key;
	char *value;
};

/** struct host_mac - a whole MAC or the beginning of many */
struct host_mac {
	uint8_t len;
	uint8_t bytes[MAC_LEN];
};

/** struct host - a [host] or a [group]; its members are for reading */
struct host {
	char *name;	  /* owned */
	char *file;	  /* of a folder of hosts, owned; NULL: the INI file */
	uint32_t address; /* 0: none of its own */
	struct host_key *keys;
	size_t n_keys;
	struct host_mac *macs;
	size_t n_macs;
};

/** struct hosts - opaque */
struct hosts;

/** hosts_new() - nobody yet; NULL without memory */
struct hosts *hosts_new(void);

/** hosts_free() - NULL is allowed */
void hosts_free(struct hosts *hosts);

/** hosts_add() - a host without keys, behind the others
 * @name, @file: copied; @file may be NULL
 * Return: NULL without memory. */
struct host *hosts_add(struct hosts *hosts, const char *name, const char *file);

/** hosts_add_group() - the same of a group */
struct host *hosts_add_group(struct hosts *hosts, const char *name);

/** hosts_drop() - forget the hosts that came from @file */
void hosts_drop(struct hosts *hosts, const char *file);

/** hosts_add_mac() - @host is known by this, too. Return: 0; -ENOMEM. */
int hosts_add_mac(struct host *host, const uint8_t *bytes, uint8_t len);

/** hosts_set_key - a section's setter of any key; the field is a struct host.
 * For struct config_section's @rest. */
config_set_fn hosts_set_key;

/** hosts_find() - who is known by exactly these @len octets of a MAC; of
 * several the first. Return: NULL for nobody. */
const struct host *hosts_find(
    struct hosts *hosts, const uint8_t *mac, size_t len);

/** hosts_find_address() - whose own address it is; as hosts_find() */
const struct host *hosts_find_address(struct hosts *hosts, uint32_t address);

/** hosts_find_group() - by its name; NULL for none */
const struct host *hosts_find_group(
    const struct hosts *hosts, const char *name);

/** hosts_value() - what @host says of @key, borrowed; NULL: nothing. A NULL
 * @host says nothing. */
const char *hosts_value(const struct host *host, const char *key);

/** hosts_have() - whether some host or group says something of @key */
bool hosts_have(const struct hosts *hosts, const char *key);

/** hosts_is_key() - whether @key may stand in some [host] */
bool hosts_is_key(const char *key);

/** hosts_names - the keys of [host], without their suffixes; NULL at the end */
extern const char *const hosts_names[];

#endif
