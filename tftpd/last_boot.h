/* SPDX-License-Identifier: ISC */
#ifndef TFTPD_LAST_BOOT_H
#define TFTPD_LAST_BOOT_H

#include "common/address.h"

/*
 * Which EFI program each client took last. Bounded: clients that fall on the
 * same place push each other out, and one that was pushed out only loses a
 * repair of its names. Pure.
 */

enum {
	LAST_BOOT_CLIENTS_MAX = 1024,
	LAST_BOOT_NAME_MAX = 128, /* with the NUL; longer ones are not kept */
};

/** struct last_boot - zeroed, it is empty */
struct last_boot {
	struct {
		union endpoint client; /* family 0: empty */
		char file[LAST_BOOT_NAME_MAX];
	} places[LAST_BOOT_CLIENTS_MAX];
};

/** last_boot_note() - @client took @file; kept if it is an EFI program, see
 * names_is_boot_file() */
void last_boot_note(struct last_boot *last_boot, const union endpoint *client,
    const char *file);

/** last_boot_of() - what @client, at any port, took last, borrowed until the
 * next note; or NULL */
const char *last_boot_of(
    const struct last_boot *last_boot, const union endpoint *client);

#endif
