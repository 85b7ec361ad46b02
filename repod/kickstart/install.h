/* SPDX-License-Identifier: ISC */
#ifndef REPOD_KICKSTART_INSTALL_H
#define REPOD_KICKSTART_INSTALL_H

#include <stdbool.h>
#include <stddef.h>

#include "repod/kickstart/release.h"

/*
 * What is to be installed, and how: the one model from which kickstarts,
 * preseed files and autoinstall data are written. A model is the text of its
 * fields, as an INI file or a form has it; each was found good before it is
 * kept. Pure.
 */

enum installer {
	INSTALLER_KICKSTART,   /* Anaconda: RHEL and its kin, Fedora */
	INSTALLER_PRESEED,     /* debian-installer */
	INSTALLER_AUTOINSTALL, /* subiquity: Ubuntu's */
	N_INSTALLERS,
};

enum install_field {
	INSTALL_VERSION,
	INSTALL_LANGUAGE,
	INSTALL_KEYBOARD,
	INSTALL_TIMEZONE,
	INSTALL_UTC,
	INSTALL_NTP,
	INSTALL_MODE,
	INSTALL_REBOOT,
	INSTALL_FIRST_BOOT,
	INSTALL_EULA,
	INSTALL_REPOSITORY,
	INSTALL_EXTRA_REPOSITORIES,
	INSTALL_PROXY,
	INSTALL_BOOTLOADER,
	INSTALL_KERNEL_ARGUMENTS,
	INSTALL_BOOTLOADER_PASSWORD,
	INSTALL_DISK,
	INSTALL_MIRROR,
	INSTALL_WIPE,
	INSTALL_LAYOUT,
	INSTALL_RECIPE,
	INSTALL_FILESYSTEM,
	INSTALL_PARTITIONS,
	INSTALL_NETWORK,
	INSTALL_GATEWAY,
	INSTALL_DNS,
	INSTALL_HOSTNAME,
	INSTALL_DEVICE,
	INSTALL_IPV6,
	INSTALL_ROOT_PASSWORD,
	INSTALL_USER,
	INSTALL_USER_NAME,
	INSTALL_USER_PASSWORD,
	INSTALL_USER_GROUPS,
	INSTALL_SSH_KEY,
	INSTALL_AUTHENTICATION,
	INSTALL_FIREWALL,
	INSTALL_FIREWALL_SERVICES,
	INSTALL_FIREWALL_PORTS,
	INSTALL_SELINUX,
	INSTALL_SERVICES,
	INSTALL_SERVICES_OFF,
	INSTALL_PACKAGES,
	INSTALL_IGNORE_MISSING,
	INSTALL_WEAK_DEPENDENCIES,
	INSTALL_PRE_SCRIPT,
	INSTALL_POST_SCRIPT,
	N_INSTALL_FIELDS,
};

enum install_kind {
	INSTALL_TEXT,
	INSTALL_LIST,	/* items parted by commas */
	INSTALL_CHOICE, /* one of ->choices */
	INSTALL_BOOL,
	INSTALL_SECRET, /* a password's hash */
	INSTALL_SCRIPT, /* a file below the root; in a form, its text */
};

/* As system-config-kickstart groups them. */
enum install_group {
	INSTALL_GROUP_BASIC,
	INSTALL_GROUP_SOURCE,
	INSTALL_GROUP_BOOTLOADER,
	INSTALL_GROUP_PARTITIONS,
	INSTALL_GROUP_NETWORK,
	INSTALL_GROUP_AUTHENTICATION,
	INSTALL_GROUP_FIREWALL,
	INSTALL_GROUP_PACKAGES,
	INSTALL_GROUP_SCRIPTS,
	N_INSTALL_GROUPS,
};

enum {
	INSTALL_CHOICES_MAX = 5,
	/* One item of a list, with its NUL. */
	INSTALL_ITEM_MAX = 1024,
	INSTALL_MESSAGE_MAX = 400,
};

/** struct install_about - what a field is */
struct install_about {
	const char *key;   /* "language", in an INI file and in a query */
	const char *label; /* "Language", for a person */
	const char *hint;  /* a few words more; "" */
	enum install_group group;
	enum install_kind kind;
	unsigned installers;   /* bits: 1 << INSTALLER_... */
	const char *otherwise; /* what it is where nothing is said; NULL */
	bool (*fits)(const char *text); /* each item of a list */
	const char *wants;		/* "a language, like en_US.UTF-8" */
	const char *choices[INSTALL_CHOICES_MAX + 1];
};

/** install_about() - what @field is; static */
const struct install_about *install_about(enum install_field field);

/** install_field_of() - the field of @key that @installer has. Return:
 * N_INSTALL_FIELDS for none. */
enum install_field install_field_of(enum installer installer, const char *key);

/** installer_name() - "kickstart": the section in an INI file */
const char *installer_name(enum installer installer);

/** struct install - a model; all zero but @installer: nothing is said */
struct install {
	enum installer installer;
	struct release release; /* of a kickstart; that of INSTALL_VERSION */
	const char
	    *text[N_INSTALL_FIELDS]; /* borrowed; NULL: nothing is said */
	/* The scripts themselves, borrowed; NULL: none. */
	const char *pre;
	const char *post;
};

/**
 * install_set() - say @text of @field
 * @text: borrowed
 * @ret_message: room for INSTALL_MESSAGE_MAX; set on false: what it wants, for
 *a person; it does not repeat @text, which may be a password
 */
bool install_set(struct install *install, enum install_field field,
    const char *text, char *ret_message);

/** install_text() - what is said of @field, else what it is otherwise; NULL */
const char *install_text(
    const struct install *install, enum install_field field);

/** install_is() - whether install_text() is @value */
bool install_is(
    const struct install *install, enum install_field field, const char *value);

/** install_is_on() - whether a field of INSTALL_BOOL is yes */
bool install_is_on(const struct install *install, enum install_field field);

/** struct install_items - the items of a list */
struct install_items {
	const char *rest;
	char item[INSTALL_ITEM_MAX];
};

/** install_items() - before the first item of @field; there may be none */
struct install_items install_items(
    const struct install *install, enum install_field field);

/** install_items_next() - on to the next. Return: false at the end. */
bool install_items_next(struct install_items *items);

#endif
