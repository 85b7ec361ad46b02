/* SPDX-License-Identifier: ISC */
#ifndef DHCPD_IMPORT_CLASS_H
#define DHCPD_IMPORT_CLASS_H

#include <stdint.h>

/*
 * What another server tells clients apart by, as the classes of KEY.CLASS: sets
 * of 1 << enum arch_class, 0 where there is none that fits. Pure.
 */

/** import_class_of_arch() - option 93 is @number */
uint64_t import_class_of_arch(uint64_t number);

/** import_class_of_vendor() - option 60 has @text in it: PXEClient,
 * PXEClient:Arch:00007, Arch:00007, 00007, HTTPClient... For PXEClient alone it
 * is 1 << CLASS_ANY: this house has no class for it. */
uint64_t import_class_of_vendor(const char *text);

/** import_class_of_user() - option 77 is @text */
uint64_t import_class_of_user(const char *text);

#endif
