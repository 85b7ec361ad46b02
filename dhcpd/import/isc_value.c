/* SPDX-License-Identifier: ISC */
#include "dhcpd/import/isc_value.h"

#include <string.h>

#include "common/address.h"
#include "common/cursor.h"
#include "common/dhcp_option.h"
#include "common/text.h"
#include "dhcpd/import/import_value.h"

enum {
	ITEM_MAX = 1024,
	DOMAIN_SEARCH = 119,
};

enum isc_type
isc_type_read(const struct isc_token *tokens, size_t n)
{
	static const struct {
		const char *word;
		enum isc_type type;
	} types[] = {
		{ "ip-address", ISC_TYPE_ADDRESS },
		{ "text", ISC_TYPE_TEXT },
		{ "string", ISC_TYPE_TEXT },
		{ "boolean", ISC_TYPE_BOOL },
		{ "8", ISC_TYPE_U8 },
		{ "16", ISC_TYPE_U16 },
		{ "32", ISC_TYPE_U32 },
	};

	/* "array of unsigned integer 16": the last word decides. */
	for (size_t i = 0; n > 0 && i < sizeof(types) / sizeof(types[0]); i++)
		if (isc_token_is(&tokens[n - 1], types[i].word))
			return types[i].type;
	return ISC_TYPE_OTHER;
}

static bool
write_number(struct writer *out, const char *text, enum isc_type type)
{
	static const int digits[] = {
		[ISC_TYPE_U8] = 2, [ISC_TYPE_U16] = 4, [ISC_TYPE_U32] = 8
	};
	uint64_t value, max = UINT32_MAX >> (32 - 4 * digits[type]);

	if (!text_parse_u64(text, max, &value))
		return false;
	writer_format(out, "%0*llx", digits[type], (unsigned long long)value);
	return true;
}

/* An item of a value that is written as octets, behind its 0x. */
static bool
write_octets(struct writer *out, uint8_t code, enum isc_type type,
    const struct isc_token *token, const char *text)
{
	uint8_t bytes[ITEM_MAX / 2];
	bool is_yes;
	size_t len;

	if (code == DOMAIN_SEARCH && token->kind == ISC_TOKEN_STRING)
		return import_value_labels(out, text);
	if (type == ISC_TYPE_U8 || type == ISC_TYPE_U16 || type == ISC_TYPE_U32)
		return write_number(out, text, type);
	if (type == ISC_TYPE_BOOL) {
		if (!text_parse_bool(text, &is_yes))
			return false;
		writer_text(out, is_yes ? "01" : "00");
		return true;
	}
	if (token->kind == ISC_TOKEN_STRING) {
		import_value_hex(out, text, strlen(text));
		return true;
	}
	if (!text_parse_hex(text, bytes, sizeof(bytes), &len))
		return false;
	import_value_hex(out, bytes, len);
	return true;
}

/* Whether the INI file has the option only as octets. */
static bool
is_octets(uint8_t code, enum isc_type type, const struct isc_token *first,
    const char *text)
{
	enum dhcp_option_kind kind = dhcp_option_kind(code);
	uint32_t address;

	if (kind == DHCP_KIND_BYTES)
		return true;
	if (first->kind == ISC_TOKEN_STRING)
		return false;
	if (kind == DHCP_KIND_ANY)
		return !address_parse(text, &address);
	return kind != DHCP_KIND_ADDRESS && kind != DHCP_KIND_ADDRESSES &&
	    kind != DHCP_KIND_PAIRS && type != ISC_TYPE_ADDRESS &&
	    strchr(text, ':');
}

bool
isc_value_read(uint8_t code, enum isc_type type, const struct isc_token *tokens,
    size_t n, char *out, size_t size)
{
	struct writer writer = writer_over(out, size);
	char text[ITEM_MAX];
	bool as_octets = false;

	if (type == ISC_TYPE_OTHER || n % 2 == 0)
		return false;
	for (size_t i = 0; i < n; i++) {
		if (i % 2) {
			if (!isc_token_is(&tokens[i], ","))
				return false;
			continue;
		}
		if (tokens[i].kind == ISC_TOKEN_SIGN ||
		    !isc_token_copy(&tokens[i], text, sizeof(text)))
			return false;
		if (i == 0)
			as_octets = is_octets(code, type, &tokens[0], text);
		if (i == 0 && as_octets)
			writer_text(&writer, "0x");
		else if (i > 0 && !as_octets)
			writer_text(&writer, ", ");
		if (!as_octets && tokens[i].kind == ISC_TOKEN_STRING)
			import_value_text(&writer, text,
			    dhcp_option_kind(code) == DHCP_KIND_ANY);
		else if (!as_octets)
			writer_text(&writer, text);
		else if (!write_octets(&writer, code, type, &tokens[i], text))
			return false;
	}
	writer_u8(&writer, '\0');
	return !writer.failed;
}
