/* SPDX-License-Identifier: ISC */
#ifndef TESTS_UNIT_DHCPD_BOOT_CLIENT_H
#define TESTS_UNIT_DHCPD_BOOT_CLIENT_H

#include "tests/unit/dhcpd/engine_world.h"

/* DISCOVERs of the kinds of clients that boot files are chosen by. */

enum client_kind {
	BIOS,
	UEFI,
	HTTP,
	IPXE_BIOS,
	IPXE_UEFI,
	PLAIN
};

static inline void
message_of(struct message *message, enum client_kind kind)
{
	message_begin(message, DHCP_DISCOVER, 7);
	if (kind == HTTP)
		message_option(message, DHCP_OPTION_VENDOR_CLASS,
		    OCTETS("HTTPClient:Arch:00016:UNDI:003000"));
	else if (kind != PLAIN)
		message_option(message, DHCP_OPTION_VENDOR_CLASS,
		    OCTETS("PXEClient:Arch:00000:UNDI:003000"));
	if (kind == IPXE_BIOS || kind == IPXE_UEFI)
		message_option(message, DHCP_OPTION_USER_CLASS, "iPXE", 4);
	if (kind == BIOS || kind == IPXE_BIOS)
		message_option(message, DHCP_OPTION_ARCH, "\0\0", 2);
	else if (kind == UEFI || kind == IPXE_UEFI)
		message_option(message, DHCP_OPTION_ARCH, "\0\7", 2);
	else if (kind == HTTP)
		message_option(message, DHCP_OPTION_ARCH, "\0\x10", 2);
}

#endif
