/* SPDX-License-Identifier: ISC */
#ifndef TESTS_UNIT_DHCP_MESSAGE_H
#define TESTS_UNIT_DHCP_MESSAGE_H

#include <check.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include "common/dhcp_packet.h"

/* Messages that a test writes itself, and those that real clients sent. */

#define ROWS(table) ((int)(sizeof(table) / sizeof((table)[0])))
/* A literal with its octets counted; the compiler's NUL is not one of them. */
#define OCTETS(text) (text), sizeof(text) - 1
#define VECTORS "tests/vectors/dhcp/"

enum {
	MESSAGE_OPTIONS = DHCP_HEADER_LEN + 4,
	MESSAGE_MAX = 8192,
};

struct message {
	size_t len;
	uint8_t bytes[MESSAGE_MAX];
};

/* Where the header's fields stand (RFC 2131 section 2). */
enum message_field {
	AT_OP = 0,
	AT_HLEN = 2,
	AT_XID = 4,
	AT_FLAGS = 10,
	AT_CIADDR = 12,
	AT_YIADDR = 16,
	AT_SIADDR = 20,
	AT_GIADDR = 24,
	AT_CHADDR = 28,
	AT_SNAME = 44,
	AT_FILE = 108,
};

static inline void
message_set_u32(struct message *message, size_t at, uint32_t value)
{
	for (size_t i = 0; i < 4; i++)
		message->bytes[at + i] = (uint8_t)(value >> (24 - 8 * i));
}

static inline uint32_t
octets_u32(const uint8_t *bytes)
{
	return (uint32_t)bytes[0] << 24 | (uint32_t)bytes[1] << 16 |
	    (uint32_t)bytes[2] << 8 | bytes[3];
}

static inline void
message_option(
    struct message *message, uint8_t code, const void *value, size_t len)
{
	ck_assert_uint_le(message->len + 2 + len, MESSAGE_MAX);
	message->bytes[message->len++] = code;
	message->bytes[message->len++] = (uint8_t)len;
	memcpy(message->bytes + message->len, value, len);
	message->len += len;
}

static inline void
message_option_u32(struct message *message, uint8_t code, uint32_t value)
{
	const uint8_t bytes[] = { (uint8_t)(value >> 24),
		(uint8_t)(value >> 16), (uint8_t)(value >> 8), (uint8_t)value };

	message_option(message, code, bytes, sizeof(bytes));
}

/* A request of machine 52:54:00:00:00:@machine; @type 0 is plain BOOTP. */
static inline void
message_begin(struct message *message, uint8_t type, uint8_t machine)
{
	const uint8_t mac[] = { 0x52, 0x54, 0, 0, 0, machine };

	memset(message, 0, sizeof(*message));
	message->bytes[AT_OP] = DHCP_OP_REQUEST;
	message->bytes[1] = 1;
	message->bytes[AT_HLEN] = sizeof(mac);
	message_set_u32(message, AT_XID, 0x12345678);
	memcpy(message->bytes + AT_CHADDR, mac, sizeof(mac));
	message_set_u32(message, DHCP_HEADER_LEN, DHCP_MAGIC_COOKIE);
	message->len = MESSAGE_OPTIONS;
	if (type)
		message_option(message, DHCP_OPTION_MESSAGE_TYPE, &type, 1);
}

static inline void
message_end(struct message *message)
{
	message->bytes[message->len++] = DHCP_OPTION_END;
}

static inline void
message_read(struct message *message, const char *name)
{
	char path[256];
	FILE *file;

	snprintf(path, sizeof(path), VECTORS "%s.bin", name);
	file = fopen(path, "rb");
	ck_assert_msg(file != NULL, "%s is missing", path);
	message->len = fread(message->bytes, 1, MESSAGE_MAX, file);
	fclose(file);
}

/* Parsed or failed. */
static inline void
message_parse(const struct message *message, struct dhcp_packet *packet)
{
	ck_assert_int_eq(
	    dhcp_packet_parse(message->bytes, message->len, packet), 0);
}

#define TEST_MAIN(name, ...)                                                   \
	int main(void)                                                         \
	{                                                                      \
		Suite *suite = suite_create(name);                             \
		TCase *tests = tcase_create(name);                             \
		SRunner *runner = srunner_create(suite);                       \
		int failed;                                                    \
                                                                               \
		suite_add_tcase(suite, tests);                                 \
		__VA_ARGS__                                                    \
		srunner_run_all(runner, CK_NORMAL);                            \
		failed = srunner_ntests_failed(runner);                        \
		srunner_free(runner);                                          \
		return failed != 0;                                            \
	}

#endif
