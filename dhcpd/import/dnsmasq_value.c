/* SPDX-License-Identifier: ISC */
#include "dhcpd/import/dnsmasq_value.h"

#include <string.h>

#include "common/address.h"
#include "common/cursor.h"
#include "common/dhcp_option.h"
#include "common/text.h"
#include "dhcpd/import/import_value.h"

enum {
	DOMAIN_SEARCH = 119,
	CLASSLESS_ROUTE = 121,
	MS_CLASSLESS_ROUTE = 249,
	OCTETS_MAX = 256,
	NUMBER_MAX_LEN = 10,
};

/* Items from @first on, and where what they mean goes. */
struct value {
	const struct dnsmasq_line *line;
	size_t first;
	uint8_t code;
	struct writer out;
};

static bool
is_addresses(const struct value *value)
{
	uint32_t address;

	for (size_t i = value->first; i < value->line->n; i++)
		if (value->line->is_quoted[i] ||
		    !address_parse(value->line->items[i], &address))
			return false;
	return true;
}

static enum dnsmasq_value
write_addresses(struct value *value)
{
	uint32_t address;

	for (size_t i = value->first; i < value->line->n; i++) {
		if (address_parse(value->line->items[i], &address) &&
		    address == 0)
			return DNSMASQ_VALUE_OWN;
		if (i > value->first)
			writer_text(&value->out, ", ");
		writer_text(&value->out, value->line->items[i]);
	}
	return DNSMASQ_VALUE_READ;
}

/* 5, 5b, 5s, 5i: @ret_size is 0 where the text does not say it. */
static bool
read_number(const char *text, uint64_t *ret_number, size_t *ret_size)
{
	static const char letters[] = "bsi";
	static const size_t sizes[] = { 1, 2, 4 };
	size_t len = strlen(text);
	const char *letter = len > 1 ? strchr(letters, text[len - 1]) : NULL;
	char digits[NUMBER_MAX_LEN + 1];

	*ret_size = letter ? sizes[letter - letters] : 0;
	len -= letter != NULL;
	if (len == 0 || len > NUMBER_MAX_LEN)
		return false;
	memcpy(digits, text, len);
	digits[len] = '\0';
	return text_parse_u64(digits, UINT32_MAX, ret_number);
}

/* Of an option without a kind the number itself says how long it is. */
static void
write_number(struct value *value, uint64_t number, size_t size)
{
	enum dhcp_option_kind kind = dhcp_option_kind(value->code);

	if (kind != DHCP_KIND_ANY && kind != DHCP_KIND_BYTES) {
		writer_format(&value->out, "%llu", (unsigned long long)number);
		return;
	}
	if (size == 0)
		size = number > UINT16_MAX ? 4 : number > UINT8_MAX ? 2 : 1;
	writer_format(
	    &value->out, "0x%0*llx", (int)size * 2, (unsigned long long)number);
}

/* 192.168.1.0/24, or a gateway (RFC 3442: only the octets that count). */
static bool
write_route_item(struct writer *out, const char *text)
{
	struct prefix prefix;
	uint32_t address;
	uint8_t octets[4];
	size_t n = sizeof(octets);

	if (strchr(text, '/')) {
		if (!prefix_parse(text, &prefix))
			return false;
		writer_format(out, "%02x", prefix.len);
		address = prefix.network;
		n = (prefix.len + 7U) / 8;
	} else if (!address_parse(text, &address)) {
		return false;
	}
	for (size_t i = 0; i < sizeof(octets); i++)
		octets[i] = (uint8_t)(address >> (24 - 8 * i));
	import_value_hex(out, octets, n);
	return true;
}

/* Options that are octets here, item by item. */
static enum dnsmasq_value
write_items(
    struct value *value, bool (*write)(struct writer *out, const char *item))
{
	writer_text(&value->out, "0x");
	for (size_t i = value->first; i < value->line->n; i++)
		if (!write(&value->out, value->line->items[i]))
			return DNSMASQ_VALUE_NONE;
	return DNSMASQ_VALUE_READ;
}

static enum dnsmasq_value
write_text(struct value *value)
{
	enum dhcp_option_kind kind = dhcp_option_kind(value->code);
	char text[DNSMASQ_LINE_MAX];

	dnsmasq_line_rest(value->line, value->first, text);
	if (kind == DHCP_KIND_BYTES) {
		writer_text(&value->out, "0x");
		import_value_hex(&value->out, text, strlen(text));
	} else {
		import_value_text(&value->out, text, kind == DHCP_KIND_ANY);
	}
	return DNSMASQ_VALUE_READ;
}

/* One item that is not addresses. */
static enum dnsmasq_value
write_single(struct value *value, const char *text)
{
	uint8_t octets[OCTETS_MAX];
	uint64_t number;
	size_t len;

	if (read_number(text, &number, &len) &&
	    dhcp_option_kind(value->code) != DHCP_KIND_TEXT) {
		write_number(value, number, len);
		return DNSMASQ_VALUE_READ;
	}
	/* T1 = 30m */
	if (dhcp_option_kind(value->code) == DHCP_KIND_U32 &&
	    text_parse_duration(text, &number)) {
		writer_format(
		    &value->out, "%llu", (unsigned long long)number / 1000);
		return DNSMASQ_VALUE_READ;
	}
	if (strchr(text, ':') &&
	    text_parse_hex(text, octets, sizeof(octets), &len)) {
		writer_text(&value->out, "0x");
		import_value_hex(&value->out, octets, len);
		return DNSMASQ_VALUE_READ;
	}
	return write_text(value);
}

static enum dnsmasq_value
write_value(struct value *value)
{
	size_t n = value->line->n - value->first;

	if (value->code == DOMAIN_SEARCH)
		return write_items(value, import_value_labels);
	if (value->code == CLASSLESS_ROUTE || value->code == MS_CLASSLESS_ROUTE)
		return write_items(value, write_route_item);
	if (is_addresses(value))
		return write_addresses(value);
	if (n == 1 && !value->line->is_quoted[value->first])
		return write_single(value, value->line->items[value->first]);
	return write_text(value);
}

enum dnsmasq_value
dnsmasq_value_read(uint8_t code, const struct dnsmasq_line *line, size_t first,
    char *out, size_t size)
{
	struct value value = { line, first, code, writer_over(out, size) };
	enum dnsmasq_value r = DNSMASQ_VALUE_READ;

	if (first < line->n)
		r = write_value(&value);
	writer_u8(&value.out, '\0');
	return value.out.failed ? DNSMASQ_VALUE_NONE : r;
}
