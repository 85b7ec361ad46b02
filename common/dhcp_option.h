/* SPDX-License-Identifier: ISC */
#ifndef COMMON_DHCP_OPTION_H
#define COMMON_DHCP_OPTION_H

#include <stddef.h>
#include <stdint.h>

/*
 * The DHCP options that this house has a name for, and how the INI file spells
 * their values. Pure.
 */

/** enum dhcp_option_code - the options that code names; RFC 2132 unless said */
enum dhcp_option_code {
	DHCP_OPTION_PAD = 0,
	DHCP_OPTION_SUBNET_MASK = 1,
	DHCP_OPTION_ROUTERS = 3,
	DHCP_OPTION_DNS = 6,
	DHCP_OPTION_HOST_NAME = 12,
	DHCP_OPTION_BOOT_SIZE = 13,
	DHCP_OPTION_DOMAIN = 15,
	DHCP_OPTION_ROOT_PATH = 17,
	DHCP_OPTION_VENDOR = 43,
	DHCP_OPTION_REQUESTED_ADDRESS = 50,
	DHCP_OPTION_LEASE_TIME = 51,
	DHCP_OPTION_OVERLOAD = 52,
	DHCP_OPTION_MESSAGE_TYPE = 53,
	DHCP_OPTION_SERVER_ID = 54,
	DHCP_OPTION_PARAMETERS = 55,
	DHCP_OPTION_MESSAGE = 56,
	DHCP_OPTION_MAX_SIZE = 57,
	DHCP_OPTION_RENEWAL_TIME = 58,
	DHCP_OPTION_REBINDING_TIME = 59,
	DHCP_OPTION_VENDOR_CLASS = 60,
	DHCP_OPTION_CLIENT_ID = 61,
	DHCP_OPTION_TFTP_SERVER = 66,
	DHCP_OPTION_BOOT_FILE = 67,
	DHCP_OPTION_USER_CLASS = 77,	    /* RFC 3004 */
	DHCP_OPTION_RELAY = 82,		    /* RFC 3046 */
	DHCP_OPTION_ARCH = 93,		    /* RFC 4578 */
	DHCP_OPTION_UUID = 97,		    /* RFC 4578 */
	DHCP_OPTION_SUBNET_SELECTION = 118, /* RFC 3011 */
	DHCP_OPTION_IPXE = 175,		    /* iPXE's own encapsulation */
	DHCP_OPTION_PXELINUX_CONFIG = 209,  /* RFC 5071 */
	DHCP_OPTION_PXELINUX_PREFIX = 210,  /* RFC 5071 */
	DHCP_OPTION_END = 255,
};

/** enum dhcp_option_kind - how a value is written in the INI file */
enum dhcp_option_kind {
	DHCP_KIND_ANY, /* no name here: addresses, text in quotes, or 0x... */
	DHCP_KIND_ADDRESS,
	DHCP_KIND_ADDRESSES, /* parted by commas */
	DHCP_KIND_PAIRS,     /* addresses, of which two make one entry */
	DHCP_KIND_TEXT,
	DHCP_KIND_BOOL,
	DHCP_KIND_U8,
	DHCP_KIND_TTL, /* U8, but 0 */
	DHCP_KIND_U16,
	DHCP_KIND_MTU, /* U16 from DHCP_OPTION_MTU_MIN on */
	DHCP_KIND_U32,
	DHCP_KIND_S32,
	DHCP_KIND_BYTES,  /* 0x... or pairs parted by colons */
	DHCP_KIND_SERVER, /* the server alone decides it */
};

enum {
	/* The longest value that option.N takes; RFC 3396 splits it. */
	DHCP_OPTION_VALUE_MAX = 512,
	DHCP_OPTION_MTU_MIN = 68, /* RFC 2132 5.1 */
};

/** enum dhcp_option_verdict - why a text is no value of an option */
enum dhcp_option_verdict {
	DHCP_OPTION_TEXT_KIND = 1, /* not what the option's kind wants */
	DHCP_OPTION_TEXT_LONG = 2, /* over the caller's room */
};

/**
 * dhcp_option_by_name() - the code of an option's name or number
 * @text: "ntp-servers" or "42", 1..254
 *
 * Return: the code; -1 where there is none of that name or number.
 */
int dhcp_option_by_name(const char *text);

/** dhcp_option_name() - the name of @code, or NULL where it has none here */
const char *dhcp_option_name(uint8_t code);

/** dhcp_option_names() - every name, ending with NULL: for "did you mean" */
const char *const *dhcp_option_names(void);

/** dhcp_option_kind() - how @code's value is written */
enum dhcp_option_kind dhcp_option_kind(uint8_t code);

/** dhcp_option_kind_text() - "an address", "yes or no": for messages */
const char *dhcp_option_kind_text(enum dhcp_option_kind kind);

/**
 * dhcp_option_parse() - @text as the octets that option @code carries
 * @text: as its kind wants it. Whatever the kind, 0x and pairs of digits give
 *	the octets themselves, as many as the kind has. An option without a name
 *	here takes a list of addresses, text in double quotes, or 0x...
 * @ret_bytes: room for @size octets
 * @ret_len: octets written; 0 for empty text, which means: do not send
 *
 * Return: 0; DHCP_OPTION_TEXT_KIND, DHCP_OPTION_TEXT_LONG.
 */
int dhcp_option_parse(uint8_t code, const char *text, uint8_t *ret_bytes,
    size_t size, size_t *ret_len);

#endif
