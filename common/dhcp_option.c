/* SPDX-License-Identifier: ISC */
#include "common/dhcp_option.h"

#include <stdbool.h>
#include <string.h>

#include "common/address.h"
#include "common/cursor.h"
#include "common/text.h"

struct row {
	uint8_t code;
	uint8_t kind;
};

/* Names stand apart so that dhcp_option_names() can hand them out as a list.
 * The two lists run in step. */
static const struct row rows[] = {
	{ 1, DHCP_KIND_SERVER },
	{ 2, DHCP_KIND_S32 },
	{ 3, DHCP_KIND_ADDRESSES },
	{ 4, DHCP_KIND_ADDRESSES },
	{ 6, DHCP_KIND_ADDRESSES },
	{ 7, DHCP_KIND_ADDRESSES },
	{ 9, DHCP_KIND_ADDRESSES },
	{ 12, DHCP_KIND_TEXT },
	{ 13, DHCP_KIND_U16 },
	{ 15, DHCP_KIND_TEXT },
	{ 16, DHCP_KIND_ADDRESS },
	{ 17, DHCP_KIND_TEXT },
	{ 19, DHCP_KIND_BOOL },
	{ 23, DHCP_KIND_TTL },
	{ 26, DHCP_KIND_MTU },
	{ 28, DHCP_KIND_ADDRESS },
	{ 33, DHCP_KIND_PAIRS },
	{ 40, DHCP_KIND_TEXT },
	{ 41, DHCP_KIND_ADDRESSES },
	{ 42, DHCP_KIND_ADDRESSES },
	{ 43, DHCP_KIND_BYTES },
	{ 44, DHCP_KIND_ADDRESSES },
	{ 46, DHCP_KIND_U8 },
	{ 50, DHCP_KIND_SERVER },
	{ 51, DHCP_KIND_SERVER },
	{ 52, DHCP_KIND_SERVER },
	{ 53, DHCP_KIND_SERVER },
	{ 54, DHCP_KIND_SERVER },
	{ 55, DHCP_KIND_SERVER },
	{ 56, DHCP_KIND_SERVER },
	{ 57, DHCP_KIND_SERVER },
	{ 58, DHCP_KIND_U32 },
	{ 59, DHCP_KIND_U32 },
	{ 60, DHCP_KIND_TEXT },
	{ 61, DHCP_KIND_SERVER },
	{ 66, DHCP_KIND_SERVER },
	{ 67, DHCP_KIND_SERVER },
	{ 69, DHCP_KIND_ADDRESSES },
	{ 72, DHCP_KIND_ADDRESSES },
	{ 82, DHCP_KIND_SERVER },
	{ 93, DHCP_KIND_SERVER },
	{ 97, DHCP_KIND_SERVER },
	{ 100, DHCP_KIND_TEXT },
	{ 101, DHCP_KIND_TEXT },
	{ 114, DHCP_KIND_TEXT },
	{ 116, DHCP_KIND_BOOL },
	{ 118, DHCP_KIND_SERVER },
	{ 119, DHCP_KIND_BYTES },
	{ 121, DHCP_KIND_BYTES },
	{ 150, DHCP_KIND_ADDRESSES },
	{ 175, DHCP_KIND_BYTES },
	{ 208, DHCP_KIND_U32 },
	{ 209, DHCP_KIND_TEXT },
	{ 210, DHCP_KIND_TEXT },
	{ 211, DHCP_KIND_U32 },
	{ 252, DHCP_KIND_TEXT },
};

static const char *const names[] = {
	"subnet-mask",
	"time-offset",
	"routers",
	"time-servers",
	"dns-servers",
	"log-servers",
	"lpr-servers",
	"host-name",
	"boot-size",
	"domain-name",
	"swap-server",
	"root-path",
	"ip-forwarding",
	"default-ip-ttl",
	"interface-mtu",
	"broadcast-address",
	"static-routes",
	"nis-domain",
	"nis-servers",
	"ntp-servers",
	"vendor-options",
	"netbios-name-servers",
	"netbios-node-type",
	"requested-address",
	"lease-time",
	"overload",
	"message-type",
	"server-identifier",
	"parameter-request-list",
	"message",
	"maximum-size",
	"renewal-time",
	"rebinding-time",
	"vendor-class",
	"client-identifier",
	"tftp-server",
	"boot-file",
	"smtp-servers",
	"www-servers",
	"relay-agent-information",
	"client-architecture",
	"client-uuid",
	"posix-timezone",
	"tz-timezone",
	"captive-portal",
	"auto-configure",
	"subnet-selection",
	"domain-search",
	"classless-routes",
	"tftp-server-addresses",
	"ipxe",
	"pxelinux-magic",
	"pxelinux-configfile",
	"pxelinux-pathprefix",
	"pxelinux-reboottime",
	"wpad-url",
	NULL,
};

enum {
	N_ROWS = sizeof(rows) / sizeof(rows[0])
};
_Static_assert(
    sizeof(names) / sizeof(names[0]) == N_ROWS + 1, "a name for every row");

int
dhcp_option_by_name(const char *text)
{
	uint64_t number;

	for (size_t i = 0; i < N_ROWS; i++)
		if (text_equal(names[i], text))
			return rows[i].code;
	if (text_parse_u64(text, DHCP_OPTION_END - 1, &number) && number > 0)
		return (int)number;
	return -1;
}

const char *
dhcp_option_name(uint8_t code)
{
	for (size_t i = 0; i < N_ROWS; i++)
		if (rows[i].code == code)
			return names[i];
	return NULL;
}

const char *const *
dhcp_option_names(void)
{
	return names;
}

enum dhcp_option_kind
dhcp_option_kind(uint8_t code)
{
	for (size_t i = 0; i < N_ROWS; i++)
		if (rows[i].code == code)
			return (enum dhcp_option_kind)rows[i].kind;
	return DHCP_KIND_ANY;
}

const char *
dhcp_option_kind_text(enum dhcp_option_kind kind)
{
	static const char *const texts[] = {
		[DHCP_KIND_ANY] = "addresses, \"text\" or 0x...",
		[DHCP_KIND_ADDRESS] = "an address",
		[DHCP_KIND_ADDRESSES] = "addresses, parted by commas",
		[DHCP_KIND_PAIRS] =
		    "pairs of addresses: destination, router, ...",
		[DHCP_KIND_TEXT] = "text",
		[DHCP_KIND_BOOL] = "yes or no",
		[DHCP_KIND_U8] = "a number up to 255",
		[DHCP_KIND_TTL] = "a number from 1 to 255",
		[DHCP_KIND_U16] = "a number up to 65535",
		[DHCP_KIND_MTU] = "a number from 68 to 65535",
		[DHCP_KIND_U32] = "a number up to 4294967295",
		[DHCP_KIND_S32] = "a number of seconds, which may be negative",
		[DHCP_KIND_BYTES] = "octets as 0x...",
		[DHCP_KIND_SERVER] = "nothing: the server decides it",
	};

	return texts[kind];
}

static bool
write_addresses(struct writer *out, const char *text, bool is_list)
{
	char item[ADDRESS_TEXT_MAX];
	uint32_t address;
	int more;

	for (size_t n = 0;
	     (more = text_next_item(&text, item, sizeof(item))) > 0; n++) {
		if (!address_parse(item, &address) || (n > 0 && !is_list))
			return false;
		writer_u32(out, address);
	}
	return more == 0;
}

static bool
write_number(struct writer *out, const char *text, size_t len)
{
	uint64_t max = UINT32_MAX >> (32 - 8 * len), value;

	if (!text_parse_u64(text, max, &value))
		return false;
	for (size_t i = len; i > 0; i--)
		writer_u8(out, (uint8_t)(value >> (8 * (i - 1))));
	return true;
}

static bool
write_signed(struct writer *out, const char *text)
{
	bool is_negative = text[0] == '-';
	uint64_t value;

	if (!text_parse_u64(text + is_negative, INT32_MAX, &value))
		return false;
	writer_u32(out, is_negative ? (uint32_t)-value : (uint32_t)value);
	return true;
}

static bool
write_bool(struct writer *out, const char *text)
{
	bool value;

	if (!text_parse_bool(text, &value))
		return false;
	writer_u8(out, value);
	return true;
}

static bool
write_hex(struct writer *out, const char *text)
{
	size_t len, digits = strlen(text);

	/* More digits than room is a length error, not a spelling one. */
	if (digits / 2 > writer_left(out) &&
	    strspn(text, "0123456789abcdefABCDEF:-") == digits) {
		out->failed = true;
		return true;
	}
	if (!text_parse_hex(text, out->bytes, out->size, &len))
		return false;
	out->pos = len;
	return true;
}

/* Text loses the double quotes around it, if it has them. */
static void
write_text(struct writer *out, const char *text)
{
	size_t len = strlen(text);

	if (len >= 2 && text[0] == '"' && text[len - 1] == '"')
		writer_bytes(out, text + 1, len - 2);
	else
		writer_bytes(out, text, len);
}

static bool
write_any(struct writer *out, const char *text)
{
	if (text[0] != '"')
		return write_addresses(out, text, true);
	write_text(out, text);
	return true;
}

static bool
write_kind(struct writer *out, enum dhcp_option_kind kind, const char *text)
{
	switch (kind) {
	case DHCP_KIND_ANY:
		return write_any(out, text);
	case DHCP_KIND_ADDRESS:
	case DHCP_KIND_ADDRESSES:
	case DHCP_KIND_PAIRS:
		return write_addresses(out, text, kind != DHCP_KIND_ADDRESS);
	case DHCP_KIND_TEXT:
		write_text(out, text);
		return true;
	case DHCP_KIND_BOOL:
		return write_bool(out, text);
	case DHCP_KIND_U8:
	case DHCP_KIND_TTL:
		return write_number(out, text, 1);
	case DHCP_KIND_U16:
	case DHCP_KIND_MTU:
		return write_number(out, text, 2);
	case DHCP_KIND_U32:
		return write_number(out, text, 4);
	case DHCP_KIND_S32:
		return write_signed(out, text);
	case DHCP_KIND_BYTES:
		return write_hex(out, text);
	case DHCP_KIND_SERVER:
		break;
	}
	return false;
}

/* RFC 2132 5.8: destination and router, and 0.0.0.0 is no destination. */
static bool
are_routes(const uint8_t *bytes, size_t len)
{
	const uint8_t nowhere[sizeof(uint32_t)] = { 0 };
	const size_t pair = 2 * sizeof(nowhere);

	if (len % pair != 0)
		return false;
	for (size_t at = 0; at < len; at += pair)
		if (memcmp(bytes + at, nowhere, sizeof(nowhere)) == 0)
			return false;
	return true;
}

/* What RFC 2132 wants of the octets of each kind, however they were written:
 * 3.5 and on, a multiple of four; 4.1, 0 or 1; 4.5, 1 to 255; 5.1, 68 and
 * more. */
static bool
are_octets_of(enum dhcp_option_kind kind, const uint8_t *bytes, size_t len)
{
	switch (kind) {
	case DHCP_KIND_ADDRESS:
	case DHCP_KIND_U32:
	case DHCP_KIND_S32:
		return len == sizeof(uint32_t);
	case DHCP_KIND_ADDRESSES:
		return len % sizeof(uint32_t) == 0;
	case DHCP_KIND_PAIRS:
		return are_routes(bytes, len);
	case DHCP_KIND_BOOL:
		return len == 1 && bytes[0] <= 1;
	case DHCP_KIND_U8:
		return len == 1;
	case DHCP_KIND_TTL:
		return len == 1 && bytes[0] > 0;
	case DHCP_KIND_U16:
		return len == sizeof(uint16_t);
	case DHCP_KIND_MTU:
		return len == sizeof(uint16_t) &&
		    (bytes[0] > 0 || bytes[1] >= DHCP_OPTION_MTU_MIN);
	case DHCP_KIND_ANY:
	case DHCP_KIND_TEXT:
	case DHCP_KIND_BYTES:
	case DHCP_KIND_SERVER:
		break;
	}
	return true;
}

int
dhcp_option_parse(uint8_t code, const char *text, uint8_t *ret_bytes,
    size_t size, size_t *ret_len)
{
	enum dhcp_option_kind kind = dhcp_option_kind(code);
	struct writer out = writer_over(ret_bytes, size);
	bool is_good;

	if (text[0] == '\0') {
		*ret_len = 0;
		return 0;
	}
	if (kind != DHCP_KIND_SERVER && text[0] == '0' &&
	    text_lower(text[1]) == 'x')
		is_good = write_hex(&out, text + 2);
	else
		is_good = write_kind(&out, kind, text);
	if (!is_good)
		return DHCP_OPTION_TEXT_KIND;
	if (out.failed)
		return DHCP_OPTION_TEXT_LONG;
	if (!are_octets_of(kind, ret_bytes, out.pos))
		return DHCP_OPTION_TEXT_KIND;
	*ret_len = out.pos;
	return 0;
}
