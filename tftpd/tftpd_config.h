/* SPDX-License-Identifier: ISC */
#ifndef TFTPD_TFTPD_CONFIG_H
#define TFTPD_TFTPD_CONFIG_H

#include <stdbool.h>
#include <stdint.h>

#include "common/address.h"
#include "common/config.h"
#include "common/repos.h"
#include "common/site.h"
#include "tftpd/machine_limits.h"
#include "tftpd/negotiate.h"
#include "tftpd/rewrite.h"

/*
 * [tftpd] of bootyard.ini, and the command line that means the same.
 */

enum {
	TFTPD_PORT = 69,
	TFTPD_LISTEN_MAX = 16,
	TFTPD_SESSIONS_DEFAULT = 2000,
	TFTPD_SESSIONS_MAX = 100000,
	/* Machines behind a router that translates addresses are one client. */
	TFTPD_CLIENT_SESSIONS_DEFAULT = 200,
	TFTPD_UPLOAD_SIZE_DEFAULT = 64 << 20, /* octets */
};

/** struct tftpd_listen - where requests are taken */
struct tftpd_listen {
	unsigned n;
	union endpoint at[TFTPD_LISTEN_MAX];
	bool is_port[TFTPD_LISTEN_MAX]; /* a port alone: by IPv6, too */
};

/** struct tftpd_ports - where transfers come from; first 0: any port */
struct tftpd_ports {
	uint16_t first, last;
};

/** struct tftpd_rules - rules for names, and where they were read from */
struct tftpd_rules {
	struct rewrite rewrite;
	struct config_names maps; /* the paths of map files */
};

/** struct tftpd_settings - what this daemon reads */
struct tftpd_settings {
	struct site site;
	struct tftpd_listen listen;
	struct tftpd_ports ports;
	uint64_t idle_ms;	      /* from inetd: quiet time until the end */
	uint32_t max_sessions;	      /* transfers at once */
	uint32_t max_client_sessions; /* of one address */
	bool is_private;	      /* serve what is not world-readable */
	uint32_t max_blksize;	      /* octets */
	uint32_t max_windowsize;      /* blocks */
	unsigned refused;	      /* mask of 1 << enum tftp_option_kind */
	bool is_single_port; /* transfers leave from where they are asked */
	char *machine_root;  /* a machine's own folder, or NULL */
	uint16_t rollover;   /* what follows block 65,535 */
	struct tftpd_rules rules;
	struct repos repos; /* [repo NAME]: their kernels */
	struct machine_limits machines[MACHINE_LIMITS_MAX];
	unsigned n_machines;
	struct config_names uploads; /* patterns, see tftpd/upload_place.h */
	uint64_t upload_max_size;    /* octets of one file */
	uint32_t upload_mode;	     /* permissions of one */
	/* From the command line, borrowed from there. */
	const char *map_file;
	bool has_folder;   /* site.root was named there */
	int family;	   /* listen by AF_INET or AF_INET6 alone; 0: both */
	unsigned unheeded; /* see command_option_tell() */
	/* What --try asks for, and --from which client. */
	const char *trial;
	union endpoint trial_client;
};

/** tftpd_sections - for daemon_main() */
extern const struct config_section tftpd_sections[];

/** tftpd_config_new() - settings with defaults; NULL without memory */
void *tftpd_config_new(void);

/** tftpd_config_free() - free struct tftpd_settings; NULL is allowed */
void tftpd_config_free(void *settings);

/** tftpd_config_check() - what no single key can know, and the map file of
 * the command line. Return: 0; 1 with the errors logged. */
int tftpd_config_check(void *settings);

/**
 * tftpd_config_parse_listen() - a list of addresses, ports or both
 *
 * As endpoint_parse() reads them, and :PORT, as tftp-hpa's -a takes it.
 * Return: false for a bad item, a port of 0, none, or more than
 * TFTPD_LISTEN_MAX; @ret_listen is not set then.
 */
bool tftpd_config_parse_listen(
    const char *text, struct tftpd_listen *ret_listen);

/** tftpd_config_parse_blksize() - octets of a block, in their range */
bool tftpd_config_parse_blksize(const char *text, uint32_t *ret_octets);

/** tftpd_config_parse_ports() - FIRST-LAST, or FIRST:LAST as tftp-hpa's -R
 * takes it, each 1024 to 65535. Return: false where it is not. */
bool tftpd_config_parse_ports(const char *text, struct tftpd_ports *ret_ports);

#endif
