/* SPDX-License-Identifier: ISC */
#include "dhcpd/menu.h"

#include <string.h>

#include "common/cursor.h"
#include "common/dhcp_option.h"
#include "dhcpd/boot_choice.h"

/* Intel PXE 2.1, table 2-1: tags inside option 43, and their values. */
enum {
	TAG_DISCOVERY_CONTROL = 6,
	TAG_BOOT_SERVERS = 8,
	TAG_BOOT_MENU = 9,
	TAG_MENU_PROMPT = 10,
	TAG_BOOT_ITEM = 71,
	TAG_END = 255,

	/* No broadcast, no multicast: ask the listed servers alone. */
	LISTED_SERVERS_ALONE = 1 | 2 | 4,
	TYPE_LOCAL = 0,
	/* Types below have meanings of their own; from here on they are the
	 * vendor's. */
	TYPE_FIRST = 0x8000,

	HEAD = 2,	  /* tag and length */
	ITEM_HEAD = 3,	  /* type and length of the text */
	SERVER_ENTRY = 7, /* type, count, one address */
	BOOT_ITEM_LEN = 4 /* type and layer */
};

static const char default_prompt[] = "Press F8 for the boot menu";

/* Item @number, from 0, as these clients see it; NULL where they do not. */
static const struct policy_value *
find_item(const struct policy_scopes *scopes, unsigned number)
{
	const struct policy_value *item =
	    policy_find(scopes, (uint16_t)(POLICY_MENU_ITEM + number));

	return item && item->len > 0 ? item : NULL;
}

static uint16_t
type_of(const struct policy_value *item)
{
	return policy_item_file(item)
	    ? (uint16_t)(TYPE_FIRST + item->key - POLICY_MENU_ITEM + 1)
	    : TYPE_LOCAL;
}

static const char *
prompt_of(const struct policy_scopes *scopes)
{
	const struct policy_value *prompt =
	    policy_find(scopes, POLICY_MENU_PROMPT);

	return prompt ? (const char *)prompt->bytes : default_prompt;
}

/* Octets of tags 8 and 9, without their heads. */
static void
count(const struct policy_scopes *scopes, size_t *ret_servers, size_t *ret_menu)
{
	const struct policy_value *item;

	*ret_servers = *ret_menu = 0;
	for (unsigned i = 0; i < POLICY_MENU_ITEMS_MAX; i++) {
		item = find_item(scopes, i);
		if (!item)
			continue;
		*ret_menu += ITEM_HEAD + strlen((const char *)item->bytes);
		if (policy_item_file(item))
			*ret_servers += SERVER_ENTRY;
	}
}

size_t
menu_len(const struct policy_scopes *scopes)
{
	size_t servers, menu;

	count(scopes, &servers, &menu);
	return HEAD + 1 + HEAD + servers + HEAD + menu + HEAD + 1 +
	    strlen(prompt_of(scopes)) + 1;
}

static void
write_servers(
    struct writer *out, const struct policy_scopes *scopes, uint32_t server)
{
	const struct policy_value *item;

	for (unsigned i = 0; i < POLICY_MENU_ITEMS_MAX; i++) {
		item = find_item(scopes, i);
		if (!item || !policy_item_file(item))
			continue;
		writer_u16(out, type_of(item));
		writer_u8(out, 1);
		writer_u32(out, server);
	}
}

static void
write_items(struct writer *out, const struct policy_scopes *scopes)
{
	const struct policy_value *item;
	const char *text;

	for (unsigned i = 0; i < POLICY_MENU_ITEMS_MAX; i++) {
		item = find_item(scopes, i);
		if (!item)
			continue;
		text = (const char *)item->bytes;
		writer_u16(out, type_of(item));
		writer_u8(out, (uint8_t)strlen(text));
		writer_text(out, text);
	}
}

static uint8_t
timeout_of(const struct policy_scopes *scopes)
{
	const struct policy_value *timeout =
	    policy_find(scopes, POLICY_MENU_TIMEOUT);

	return timeout && timeout->len > 0 ? timeout->bytes[0] : MENU_TIMEOUT_S;
}

static void
write_head(struct writer *out, uint8_t tag, size_t len)
{
	writer_u8(out, tag);
	writer_u8(out, (uint8_t)len);
}

size_t
menu_write(const struct policy_scopes *scopes, uint32_t server, uint8_t *bytes)
{
	struct writer out = writer_over(bytes, MENU_OCTETS_MAX);
	const char *prompt = prompt_of(scopes);
	size_t servers, menu;

	if (menu_len(scopes) > MENU_OCTETS_MAX)
		return 0;
	count(scopes, &servers, &menu);
	write_head(&out, TAG_DISCOVERY_CONTROL, 1);
	writer_u8(&out, LISTED_SERVERS_ALONE);
	write_head(&out, TAG_BOOT_SERVERS, servers);
	write_servers(&out, scopes, server);
	write_head(&out, TAG_BOOT_MENU, menu);
	write_items(&out, scopes);
	write_head(&out, TAG_MENU_PROMPT, 1 + strlen(prompt));
	writer_u8(&out, timeout_of(scopes));
	writer_text(&out, prompt);
	writer_u8(&out, TAG_END);
	return out.pos;
}

static bool
any_items(const struct policy_scopes *scopes)
{
	if (!policy_has_menu(scopes->host) && !policy_has_menu(scopes->group) &&
	    !policy_has_menu(scopes->subnet) &&
	    !policy_has_menu(scopes->defaults))
		return false;
	for (unsigned i = 0; i < POLICY_MENU_ITEMS_MAX; i++)
		if (find_item(scopes, i))
			return true;
	return false;
}

bool
menu_is_for(const struct offer *offer)
{
	const struct dhcp_client *client = offer->client;

	return client->is_pxe && !client->is_http && !client->exception &&
	    any_items(&offer->scopes) && *prompt_of(&offer->scopes) &&
	    !policy_find(&offer->scopes, DHCP_OPTION_VENDOR) &&
	    !boot_choice_is_scripted(offer);
}

/* Type and layer, as the client names the item that it wants. */
static const uint8_t *
boot_item(const struct dhcp_packet *request)
{
	const uint8_t *bytes;
	size_t len;

	if (dhcp_packet_part(request, DHCP_OPTION_VENDOR, TAG_BOOT_ITEM, &bytes,
		&len) != 0 ||
	    len != BOOT_ITEM_LEN)
		return NULL;
	return bytes;
}

enum menu_asked
menu_find_asked(const struct offer *offer, const struct policy_value **ret_item)
{
	const uint8_t *asked = boot_item(offer->request);
	const struct policy_value *item = NULL;
	unsigned number;
	struct cursor in;
	uint16_t type;

	if (!asked || !menu_is_for(offer))
		return MENU_NOT_ASKED;
	in = cursor_over(asked, BOOT_ITEM_LEN);
	type = cursor_u16(&in);
	number = (unsigned)type - TYPE_FIRST - 1;
	if (type > TYPE_FIRST && number < POLICY_MENU_ITEMS_MAX)
		item = find_item(&offer->scopes, number);
	if (!item || !policy_item_file(item))
		return MENU_ITEM_UNKNOWN;
	*ret_item = item;
	return MENU_ITEM_ASKED;
}

size_t
menu_write_asked(const struct dhcp_packet *request, uint8_t *bytes)
{
	struct writer out = writer_over(bytes, MENU_OCTETS_MAX);

	write_head(&out, TAG_BOOT_ITEM, BOOT_ITEM_LEN);
	writer_bytes(&out, boot_item(request), BOOT_ITEM_LEN);
	writer_u8(&out, TAG_END);
	return out.pos;
}
