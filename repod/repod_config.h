/* SPDX-License-Identifier: ISC */
#ifndef REPOD_REPOD_CONFIG_H
#define REPOD_REPOD_CONFIG_H

#include <stdbool.h>
#include <stdint.h>

#include "common/address.h"
#include "common/config.h"
#include "common/site.h"
#include "repod/access.h"
#include "repod/answer/answer_config.h"

/* The [repod] section: one read-only tree behind HTTP and FTP. */

enum {
	/* Addresses that one protocol can listen on. */
	REPOD_LISTEN_MAX = 16,
	/* The most that max-sessions may say. */
	REPOD_SESSIONS_MAX = 100000,
	REPOD_HTTP_PORT = 80,
	REPOD_HTTPS_PORT = 443,
	REPOD_FTP_PORT = 21,
};

/** struct repod_listen - where a protocol is served; none: it is off */
struct repod_listen {
	unsigned n;
	union endpoint at[REPOD_LISTEN_MAX];
};

/** struct repod_ports - an inclusive range of ports; 0 to 0: the kernel's */
struct repod_ports {
	uint16_t first;
	uint16_t last;
};

/** struct repod_render - what --render is to print, of the command line, and
 * for whom */
struct repod_render {
	const char *path; /* NULL: nothing */
	bool has_mac;
	uint8_t mac[MAC_LEN];
	uint32_t address; /* host order; 0: by the lease */
	const char *serial;
};

/** struct repod_settings - all that repod reads of the INI file */
struct repod_settings {
	struct site site;  /* first, as common/daemon.h wants it */
	char *root;	   /* NULL: the site's; see repod_config_root() */
	char *certificate; /* of https; NULL: none */
	char *key;
	struct repod_listen http;
	struct repod_listen https;
	struct repod_listen ftp;
	uint64_t header_timeout_ms;    /* a whole request head, at the most */
	uint64_t keepalive_timeout_ms; /* between two requests */
	uint64_t send_timeout_ms;      /* HTTP: without one octet taken */
	uint64_t idle_timeout_ms;      /* FTP: between two commands */
	uint64_t data_timeout_ms;      /* FTP: without one octet of data */
	struct repod_ports passive_ports;
	uint32_t passive_address; /* for 227, host order; 0: the one asked */
	uint32_t max_sessions;	  /* of each protocol */
	uint32_t max_transfers;	  /* of FTP at once; 0: no limit */
	bool is_private; /* serve files that are not world-readable, too */
	bool logs_json;	 /* a line of JSON a request or transfer */
	bool has_precompressed; /* HTTP: x.zst and x.gz stand in for x */
	struct access access;
	bool is_json;	     /* -j: findings of -t as JSON */
	bool is_config_only; /* -q: -t looks at the configuration alone */
	struct answer_config *answers; /* files that are made; never NULL */
	struct repod_render render;
};

/** repod_sections - what repod reads, for struct daemon */
extern const struct config_section repod_sections[];

/** repod_config_new() - settings with their defaults; NULL without memory */
void *repod_config_new(void);

/** repod_config_free() - free @settings and what they own; NULL is allowed */
void repod_config_free(void *settings);

/**
 * repod_config_option() - apply one letter of the command line
 * @letter: d (folder), H (HTTP listen), F (FTP listen), j, q
 *
 * Return: 0; 1 for a value that does not fit, logged.
 */
int repod_config_option(void *settings, int letter, const char *value);

/** repod_config_check() - what no key can know alone. Return: 0; 1, logged. */
int repod_config_check(void *settings);

/** repod_config_root() - the folder that is served, borrowed from @settings */
const char *repod_config_root(const struct repod_settings *settings);

/**
 * repod_config_parse_listen() - PORT, ADDRESS, ADDRESS:PORT, a list of them,
 * or off
 * @default_port: where an item names none
 *
 * A PORT alone is that port of every address, by IPv4 and, where the kernel
 * has it, IPv6; it counts as two.
 *
 * Return: false for anything else and for more than REPOD_LISTEN_MAX items.
 */
bool repod_config_parse_listen(
    const char *text, uint16_t default_port, struct repod_listen *ret_listen);

/** repod_config_parse_ports() - FIRST-LAST or one port; FIRST at least 1024 */
bool repod_config_parse_ports(const char *text, struct repod_ports *ret_ports);

#endif
