/* SPDX-License-Identifier: ISC */
#include "common/dhcp_option.h"

#include <check.h>
#include <stdlib.h>
#include <string.h>

#include "tests/unit/dhcp_message.h"

static const struct row {
	uint8_t code;
	const char *text;
	int verdict;
	const char *bytes;
	size_t len;
} rows[] = {
	{ 42, "192.168.10.1", 0, OCTETS("\xc0\xa8\x0a\1") },
	{ 42, "10.0.0.1, 10.0.0.2", 0, OCTETS("\x0a\0\0\1\x0a\0\0\2") },
	{ 42, "", 0, OCTETS("") },
	{ 42, "10.0.0", DHCP_OPTION_TEXT_KIND, NULL, 0 },
	{ 42, "10.0.0.1,,10.0.0.2", DHCP_OPTION_TEXT_KIND, NULL, 0 },
	{ 42, "0x0a000001", 0, OCTETS("\x0a\0\0\1") },
	{ 28, "10.0.0.255", 0, OCTETS("\x0a\0\0\xff") },
	{ 28, "10.0.0.1, 10.0.0.2", DHCP_OPTION_TEXT_KIND, NULL, 0 },
	{ 15, "lab.example", 0, OCTETS("lab.example") },
	{ 15, "\"lab.example\"", 0, OCTETS("lab.example") },
	{ 15, "0X6162", 0, OCTETS("ab") },
	{ 15, "\"0x6162\"", 0, OCTETS("0x6162") },
	{ 19, "yes", 0, OCTETS("\1") },
	{ 19, "no", 0, OCTETS("\0") },
	{ 19, "maybe", DHCP_OPTION_TEXT_KIND, NULL, 0 },
	{ 23, "255", 0, OCTETS("\xff") },
	{ 23, "256", DHCP_OPTION_TEXT_KIND, NULL, 0 },
	{ 26, "65535", 0, OCTETS("\xff\xff") },
	{ 26, "65536", DHCP_OPTION_TEXT_KIND, NULL, 0 },
	{ 211, "4294967295", 0, OCTETS("\xff\xff\xff\xff") },
	{ 211, "4294967296", DHCP_OPTION_TEXT_KIND, NULL, 0 },
	{ 2, "3600", 0, OCTETS("\0\0\x0e\x10") },
	{ 2, "-3600", 0, OCTETS("\xff\xff\xf1\xf0") },
	{ 2, "--1", DHCP_OPTION_TEXT_KIND, NULL, 0 },
	{ 33, "10.0.0.1, 10.0.0.2", 0, OCTETS("\x0a\0\0\1\x0a\0\0\2") },
	{ 33, "10.0.0.1", DHCP_OPTION_TEXT_KIND, NULL, 0 },
	{ 33, "10.0.0.1, 10.0.0.2, 10.0.0.3", DHCP_OPTION_TEXT_KIND, NULL, 0 },
	{ 33, "0.0.0.0, 10.0.0.2", DHCP_OPTION_TEXT_KIND, NULL, 0 },
	/* RFC 2132 3.5 and others: a multiple of four; 5.8: of eight, and no
	 * default route; 4.1: 0 or 1; 4.5: not 0; 5.1: 68 at least. As octets,
	 * too. */
	{ 3, "0x0a00000100", DHCP_OPTION_TEXT_KIND, NULL, 0 },
	{ 3, "0x0a0000010a000002", 0, OCTETS("\x0a\0\0\1\x0a\0\0\2") },
	{ 28, "0x0a0000ff0a0000ff", DHCP_OPTION_TEXT_KIND, NULL, 0 },
	{ 33, "0x0a0000010a000002", 0, OCTETS("\x0a\0\0\1\x0a\0\0\2") },
	{ 33, "0x0a0000010a0000020a000003", DHCP_OPTION_TEXT_KIND, NULL, 0 },
	{ 33, "0x000000000a000002", DHCP_OPTION_TEXT_KIND, NULL, 0 },
	{ 19, "0x01", 0, OCTETS("\1") },
	{ 19, "0x02", DHCP_OPTION_TEXT_KIND, NULL, 0 },
	{ 19, "0x0001", DHCP_OPTION_TEXT_KIND, NULL, 0 },
	{ 46, "0x08", 0, OCTETS("\x08") },
	{ 46, "0x0008", DHCP_OPTION_TEXT_KIND, NULL, 0 },
	{ 23, "1", 0, OCTETS("\1") },
	{ 23, "0", DHCP_OPTION_TEXT_KIND, NULL, 0 },
	{ 23, "0x0001", DHCP_OPTION_TEXT_KIND, NULL, 0 },
	{ 26, "68", 0, OCTETS("\0\x44") },
	{ 26, "67", DHCP_OPTION_TEXT_KIND, NULL, 0 },
	{ 26, "0x0100", 0, OCTETS("\1\0") },
	{ 26, "0x44", DHCP_OPTION_TEXT_KIND, NULL, 0 },
	{ 13, "0x000001", DHCP_OPTION_TEXT_KIND, NULL, 0 },
	{ 2, "0x0e10", DHCP_OPTION_TEXT_KIND, NULL, 0 },
	{ 211, "0x000e10", DHCP_OPTION_TEXT_KIND, NULL, 0 },
	/* RFC 5859: addresses; 5071: text, number. */
	{ 150, "0xc0a80a", DHCP_OPTION_TEXT_KIND, NULL, 0 },
	{ 43, "01:02:ff", 0, OCTETS("\1\2\xff") },
	{ 43, "0x0102FF", 0, OCTETS("\1\2\xff") },
	{ 43, "0x010", DHCP_OPTION_TEXT_KIND, NULL, 0 },
	{ 43, "0x", DHCP_OPTION_TEXT_KIND, NULL, 0 },
	{ 43, "zz", DHCP_OPTION_TEXT_KIND, NULL, 0 },
	{ 230, "10.0.0.1", 0, OCTETS("\x0a\0\0\1") },
	{ 230, "\"text\"", 0, OCTETS("text") },
	{ 230, "0x01", 0, OCTETS("\1") },
	{ 230, "text", DHCP_OPTION_TEXT_KIND, NULL, 0 },
	{ 54, "10.0.0.1", DHCP_OPTION_TEXT_KIND, NULL, 0 },
	{ 54, "0x0a000001", DHCP_OPTION_TEXT_KIND, NULL, 0 },
};

START_TEST(values)
{
	const struct row *row = &rows[_i];
	uint8_t bytes[DHCP_OPTION_VALUE_MAX];
	size_t len = 99;
	int verdict =
	    dhcp_option_parse(row->code, row->text, bytes, sizeof(bytes), &len);

	ck_assert_msg(verdict == row->verdict, "option %u = %s: %d", row->code,
	    row->text, verdict);
	if (verdict) {
		ck_assert_uint_eq(len, 99);
		return;
	}
	ck_assert_msg(len == row->len, "option %u = %s: %zu octets", row->code,
	    row->text, len);
	ck_assert_msg(memcmp(bytes, row->bytes, len) == 0, "option %u = %s",
	    row->code, row->text);
}
END_TEST

START_TEST(room)
{
	uint8_t bytes[4];
	size_t len;

	ck_assert_int_eq(
	    dhcp_option_parse(15, "four", bytes, sizeof(bytes), &len), 0);
	ck_assert_uint_eq(len, 4);
	ck_assert_int_eq(
	    dhcp_option_parse(15, "fives", bytes, sizeof(bytes), &len),
	    DHCP_OPTION_TEXT_LONG);
	ck_assert_int_eq(
	    dhcp_option_parse(43, "0x01020304", bytes, sizeof(bytes), &len), 0);
	ck_assert_int_eq(
	    dhcp_option_parse(43, "0x0102030405", bytes, sizeof(bytes), &len),
	    DHCP_OPTION_TEXT_LONG);
	ck_assert_int_eq(dhcp_option_parse(42, "10.0.0.1,10.0.0.2", bytes,
			     sizeof(bytes), &len),
	    DHCP_OPTION_TEXT_LONG);
}
END_TEST

START_TEST(every_name)
{
	const char *const *names = dhcp_option_names();
	int code;

	ck_assert_int_eq(dhcp_option_by_name("42"), 42);
	ck_assert_int_eq(dhcp_option_by_name("1"), 1);
	ck_assert_int_eq(dhcp_option_by_name("254"), 254);
	ck_assert_int_eq(dhcp_option_by_name("0"), -1);
	ck_assert_int_eq(dhcp_option_by_name("255"), -1);
	ck_assert_int_eq(dhcp_option_by_name(""), -1);
	ck_assert_int_eq(dhcp_option_by_name("ntp-servers"), 42);
	ck_assert_int_eq(dhcp_option_by_name("NTP-Servers"), 42);
	ck_assert_int_eq(dhcp_option_by_name("ntp"), -1);
	for (; *names; names++) {
		code = dhcp_option_by_name(*names);
		ck_assert_msg(code > 0, "%s", *names);
		ck_assert_str_eq(dhcp_option_name((uint8_t)code), *names);
	}
	ck_assert_ptr_null(dhcp_option_name(230));
}
END_TEST

START_TEST(kinds)
{
	ck_assert_int_eq(dhcp_option_kind(42), DHCP_KIND_ADDRESSES);
	ck_assert_int_eq(dhcp_option_kind(53), DHCP_KIND_SERVER);
	ck_assert_int_eq(dhcp_option_kind(230), DHCP_KIND_ANY);
	for (int kind = DHCP_KIND_ANY; kind <= DHCP_KIND_SERVER; kind++)
		ck_assert_ptr_nonnull(
		    dhcp_option_kind_text((enum dhcp_option_kind)kind));
}
END_TEST

TEST_MAIN("dhcp_option", tcase_add_loop_test(tests, values, 0, ROWS(rows));
	  tcase_add_test(tests, room); tcase_add_test(tests, every_name);
	  tcase_add_test(tests, kinds);)
