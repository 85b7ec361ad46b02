/* SPDX-License-Identifier: ISC */
#ifndef TFTPD_MACHINE_FOLDER_H
#define TFTPD_MACHINE_FOLDER_H

#include <stdbool.h>

#include "common/address.h"
#include "common/path.h"

/*
 * A folder of its own for each machine, below the root.
 */

/** machine_folder_is_valid() - whether @pattern, from the INI file, has no %
 * but %m and %i */
bool machine_folder_is_valid(const char *pattern);

/** machine_folder_needs_mac() - whether @pattern has a %m */
bool machine_folder_needs_mac(const char *pattern);

/**
 * machine_folder_of() - the folder of one machine
 * @pattern: %m stands for the MAC, as 52-54-00-12-34-56, %i for the address
 * @address: of the machine
 * @mac: or NULL: not known
 * @ret_folder: room for PATH_NAME_MAX
 *
 * Return: false without a MAC where one is needed, or where it does not fit.
 */
bool machine_folder_of(const char *pattern, const union endpoint *address,
    const uint8_t *mac, char *ret_folder);

#endif
