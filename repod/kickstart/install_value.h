/* SPDX-License-Identifier: ISC */
#ifndef REPOD_KICKSTART_INSTALL_VALUE_H
#define REPOD_KICKSTART_INSTALL_VALUE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "common/address.h"

/*
 * What single values of an installation look like. Each may also hold ${NAME},
 * which is filled in when the answer file is fetched (repod/answer/template.h);
 * what that will be nobody knows here, and it counts as a good part of any
 * value. None may hold a control character, so that no value begins a line of
 * its own. Pure.
 */

enum {
	/* A mount point, a type of file system, with its NUL. */
	INSTALL_VALUE_WORD_MAX = 128,
	/* The most that a partition can be, 16 TiB: the installers count
	 * MiB. */
	INSTALL_VALUE_MIB_MAX = 16 << 20,
};

/** install_value_*() - whether @text is a value of that kind */
bool install_value_language(const char *text);	/* de_DE.UTF-8 */
bool install_value_keyboard(const char *text);	/* us, de (nodeadkeys) */
bool install_value_timezone(const char *text);	/* Europe/Berlin */
bool install_value_hash(const char *text);	/* crypt(5), or locked */
bool install_value_grub_hash(const char *text); /* that of grub, or crypt(5) */
bool install_value_host(const char *text);	/* a name or an address */
bool install_value_url(const char *text);	/* http, https or ftp */
bool install_value_source(const char *text); /* or nfs://HOST/DIR, or cdrom */
bool install_value_named_url(const char *text); /* NAME URL */
bool install_value_disk(const char *text);	/* sda, /dev/disk/by-id/x */
bool install_value_device(const char *text);	/* eth0, link, a MAC address */
bool install_value_network(const char *text);	/* dhcp, 192.168.10.50/24 */
bool install_value_account(const char *text);	/* a user's or group's name */
bool install_value_key(const char *text);	/* a line of authorized_keys */
bool install_value_service(const char *text);	/* sshd, cups.socket */
bool install_value_port(const char *text);	/* 8080:tcp */
bool install_value_package(const char *text);	/* vim, @core, -postfix */
bool install_value_file(const char *text);	/* ks/post.sh, below the root */
bool install_value_partition(const char *text); /* / 20G+ xfs */
bool install_value_line(const char *text);	/* any text on one line */

/** struct install_partition - one of `partitions =` */
struct install_partition {
	char mount[INSTALL_VALUE_WORD_MAX]; /* "/", "swap", "biosboot" */
	uint32_t size_mib;
	bool grows;
	char type[INSTALL_VALUE_WORD_MAX]; /* "xfs"; "" where none is said */
};

/** install_value_take_partition() - "MOUNT SIZE[+] [TYPE]". Return: false for
 * anything else, for less than 1 MiB and more than INSTALL_VALUE_MIB_MAX. */
bool install_value_take_partition(
    const char *text, struct install_partition *ret_partition);

/** struct install_address - what `network =` says */
struct install_address {
	bool is_dhcp;
	char address[INSTALL_VALUE_WORD_MAX]; /* as it was written */
	unsigned prefix_len;
	char netmask[ADDRESS_TEXT_MAX]; /* "255.255.255.0" */
};

/** install_value_take_network() - "dhcp" or "ADDRESS/PREFIX", IPv4. Return:
 * false for anything else. */
bool install_value_take_network(
    const char *text, struct install_address *ret_address);

/** struct install_words - the words of a value, one after the other */
struct install_words {
	const char *rest;
};

/** install_words_next() - the next word, parted by blanks; text in ${} is one
 * @word: room for @size octets; cut there
 * Return: false at the end. */
bool install_words_next(struct install_words *words, char *word, size_t size);

#endif
