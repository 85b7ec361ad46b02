/* SPDX-License-Identifier: ISC */
#ifndef COMMON_CONFIG_ERROR_H
#define COMMON_CONFIG_ERROR_H

/*
 * What is wrong in a file: said as file:line: message, and counted.
 */

enum {
	CONFIG_ERRORS_MAX = 100, /* said of one file; the others are counted */
};

/** struct config - one reading of one file; opaque */
struct config;

/** struct config_entry - one `key = value` or one `[section argument]` */
struct config_entry {
	const char *section;  /* "subnet" */
	const char *argument; /* "192.168.10.0/24"; "" for [dhcpd] */
	const char *key;      /* "dns"; NULL for the section's own line */
	const char *suffix;   /* "x64-uefi-http" of dns.x64-uefi-http; "" */
	const char *value;    /* trimmed; "" where nothing follows the = */
	unsigned line;	      /* where the key or the section stands, from 1 */
};

/** config_error() - report an error at @entry; the reading goes on and fails */
void config_error(struct config *config, const struct config_entry *entry,
    const char *format, ...) __attribute__((format(printf, 3, 4)));

/** config_errors_end() - at the end of @config's reading: tell how many errors
 * there were that were not said */
void config_errors_end(const struct config *config);

#endif
