/* SPDX-License-Identifier: ISC */
#include "common/dhcp_client.h"

#include <stdio.h>
#include <string.h>

#include "common/cursor.h"
#include "common/text.h"

enum {
	HTYPE_ETHERNET = 1,
	UUID_TYPE = 1, /* the type octet before option 97's UUID */
};

/*
 * Raspberry Pi boot ROMs take an offer only if option 43 holds a boot menu
 * (tag 9) whose first entry is "Raspberry Pi Boot" and a prompt (tag 10).
 * raspberrypi/firmware#859; the ROM of a Pi 4 and 5 says architecture 0, so
 * that only the OUI tells it. Tag 6 = 8 as for others, see dhcpd/vendor.c.
 */
static const uint8_t rpi_vendor_options[] = { 6, 1, 8, 9, 20, 0, 0, 17, 'R',
	'a', 's', 'p', 'b', 'e', 'r', 'r', 'y', ' ', 'P', 'i', ' ', 'B', 'o',
	'o', 't', 10, 4, 0, 'P', 'X', 'E', 255 };

#define RPI(a, b, c)                                                           \
	{                                                                      \
		"raspberry-pi", { a, b, c }, rpi_vendor_options,               \
		    sizeof(rpi_vendor_options)                                 \
	}

static const struct dhcp_exception exceptions[] = {
	RPI(0xb8, 0x27, 0xeb), /* IEEE: Raspberry Pi Foundation */
	RPI(0xdc, 0xa6, 0x32), /* and Raspberry Pi Trading */
	RPI(0xe4, 0x5f, 0x01),
	RPI(0xd8, 0x3a, 0xdd),
	RPI(0x28, 0xcd, 0xc1),
	RPI(0x2c, 0xcf, 0x67),
	RPI(0x88, 0xa2, 0x9e),
};

static const struct dhcp_exception *
find_exception(const struct dhcp_client *client)
{
	/* A Pi that has booted is a plain DHCP client like any other. */
	if (!client->has_mac || !client->is_pxe || client->is_ipxe)
		return NULL;
	for (size_t i = 0; i < sizeof(exceptions) / sizeof(exceptions[0]); i++)
		if (memcmp(exceptions[i].oui, client->mac, 3) == 0)
			return &exceptions[i];
	return NULL;
}

/* Some UEFI firmware sends its GUID as hardware address, 16 octets, and the
 * MAC as client identifier. */
static void
read_mac(const struct dhcp_packet *packet, struct dhcp_client *client)
{
	if (packet->hlen == MAC_LEN) {
		memcpy(client->mac, packet->chaddr, MAC_LEN);
		client->has_mac = true;
	} else if (client->client_id_len == MAC_LEN + 1 &&
	    client->client_id[0] == HTYPE_ETHERNET) {
		memcpy(client->mac, client->client_id + 1, MAC_LEN);
		client->has_mac = true;
	}
}

/* RFC 3004 section 4: a client may be in several, each counted. */
static bool
has_user_class(const struct dhcp_packet *packet, const char *name)
{
	const uint8_t *bytes;
	struct cursor list;
	size_t len;

	if (dhcp_packet_bytes(packet, DHCP_OPTION_USER_CLASS, &bytes, &len))
		return false;
	list = cursor_over(bytes, len);
	while (cursor_left(&list) > 0) {
		len = cursor_u8(&list);
		bytes = cursor_take(&list, len);
		if (bytes && len == strlen(name) &&
		    memcmp(bytes, name, len) == 0)
			return true;
	}
	return false;
}

/* iPXE writes option 77 as bare text, not as RFC 3004 counts it; FlexBoot
 * leaves it out, but for its own option 175. */
static bool
is_ipxe(const struct dhcp_packet *packet)
{
	return dhcp_packet_has(packet, DHCP_OPTION_IPXE) ||
	    dhcp_packet_starts(packet, DHCP_OPTION_USER_CLASS, "iPXE") ||
	    has_user_class(packet, "iPXE");
}

/* The first architecture that the table knows; else the first of all. */
static const struct arch *
read_arch(const struct dhcp_packet *packet, int *ret_number)
{
	const struct arch *arch;
	struct cursor list;
	const uint8_t *bytes;
	uint16_t number;
	size_t len;

	*ret_number = ARCH_NONE;
	if (dhcp_packet_bytes(packet, DHCP_OPTION_ARCH, &bytes, &len))
		return NULL;
	list = cursor_over(bytes, len);
	while (cursor_left(&list) >= sizeof(number)) {
		number = cursor_u16(&list);
		arch = arch_find(number);
		if (*ret_number == ARCH_NONE || arch)
			*ret_number = number;
		if (arch)
			return arch;
	}
	return NULL;
}

static uint64_t class_bit(enum arch_class class)
{
	return (uint64_t)1 << class;
}

static void
read_classes(const struct arch *arch, struct dhcp_client *client)
{
	client->classes = arch ? arch_classes(arch) : class_bit(CLASS_ANY);
	if (client->is_ipxe)
		client->classes |= class_bit(CLASS_IPXE);
	/* A PXE client of before RFC 4578, and plain BOOTP, are PCs. */
	if (!arch && client->arch != ARCH_NONE)
		client->classes |= class_bit(CLASS_OTHER);
	else if (!arch && (client->is_pxe || client->is_bootp))
		client->classes |= class_bit(CLASS_BIOS);
	if (client->is_http)
		client->classes |= class_bit(CLASS_HTTP);
}

void
dhcp_client_read(
    const struct dhcp_packet *packet, struct dhcp_client *ret_client)
{
	struct dhcp_client client = { 0 };
	const struct arch *arch;

	dhcp_packet_bytes(packet, DHCP_OPTION_CLIENT_ID, &client.client_id,
	    &client.client_id_len);
	if (dhcp_packet_bytes(packet, DHCP_OPTION_UUID, &client.uuid,
		&client.uuid_len) == 0) {
		client.uuid += UUID_TYPE;
		client.uuid_len -= UUID_TYPE;
	}
	read_mac(packet, &client);
	arch = read_arch(packet, &client.arch);
	client.is_bootp = packet->type == DHCP_BOOTP;
	client.is_ipxe = is_ipxe(packet);
	client.is_uefi = arch && arch->is_uefi;
	client.is_http = (arch && arch->is_http) ||
	    dhcp_packet_starts(packet, DHCP_OPTION_VENDOR_CLASS, "HTTPClient");
	client.is_pxe =
	    dhcp_packet_starts(packet, DHCP_OPTION_VENDOR_CLASS, "PXEClient");
	client.exception = find_exception(&client);
	read_classes(arch, &client);
	*ret_client = client;
}

static void
set_identity(struct dhcp_identity *identity, uint8_t type, const uint8_t *bytes,
    size_t len)
{
	if (len > DHCP_IDENTITY_MAX - 1)
		len = DHCP_IDENTITY_MAX - 1;
	memset(identity, 0, sizeof(*identity));
	identity->bytes[0] = type;
	memcpy(identity->bytes + 1, bytes, len);
	identity->len = (uint8_t)(len + 1);
}

void
dhcp_client_identity(const struct dhcp_packet *packet,
    const struct dhcp_client *client, enum dhcp_identify by,
    struct dhcp_identity *ret_identity)
{
	bool is_mac_id = client->has_mac &&
	    client->client_id_len == MAC_LEN + 1 &&
	    client->client_id[0] == HTYPE_ETHERNET &&
	    memcmp(client->client_id + 1, client->mac, MAC_LEN) == 0;

	memset(ret_identity, 0, sizeof(*ret_identity));
	if (by == DHCP_IDENTIFY_BY_CLIENT_ID && client->client_id && !is_mac_id)
		set_identity(ret_identity, client->client_id[0],
		    client->client_id + 1, client->client_id_len - 1);
	else if (client->has_mac)
		set_identity(
		    ret_identity, HTYPE_ETHERNET, client->mac, MAC_LEN);
	else if (client->client_id)
		set_identity(ret_identity, client->client_id[0],
		    client->client_id + 1, client->client_id_len - 1);
	else if (packet->hlen > 0)
		set_identity(
		    ret_identity, packet->htype, packet->chaddr, packet->hlen);
}

char *
dhcp_client_name(char *out, const struct dhcp_client *client)
{
	if (client->has_mac)
		mac_text(out, client->mac);
	else if (client->client_id)
		text_hex(out, DHCP_CLIENT_NAME_MAX, client->client_id,
		    client->client_id_len, ':');
	else
		snprintf(out, DHCP_CLIENT_NAME_MAX, "unknown");
	return out;
}

char *
dhcp_client_arch_name(char *out, const struct dhcp_client *client)
{
	const char *name = client->is_bootp ? "bootp" : "-";
	struct writer writer = writer_over(out, DHCP_CLIENT_NAME_MAX);
	/* The last of them is the architecture's own. */
	uint64_t known =
	    client->classes & (class_bit(CLASS_HTTP) - class_bit(CLASS_BIOS));

	if (known)
		name = arch_class_name(
		    (enum arch_class)(63 - __builtin_clzll(known)));
	if (client->is_ipxe)
		writer_text(&writer, "ipxe/");
	writer_string(&writer, name);
	return out;
}
