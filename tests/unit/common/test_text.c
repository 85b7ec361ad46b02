/* SPDX-License-Identifier: ISC */
#include "common/text.h"

#include <check.h>
#include <stdlib.h>
#include <string.h>

#define N(rows) (sizeof(rows) / sizeof((rows)[0]))
#define UNTOUCHED 4711

START_TEST(parses_numbers)
{
	static const struct {
		const char *text;
		uint64_t max;
		bool is_good;
		uint64_t value;
	} rows[] = {
		{ "0", 0, true, 0 }, { "1", 0, false, 0 }, { "9", 8, false, 0 },
		{ "255", 255, true, 255 }, { "256", 255, false, 0 },
		{ "1000", 255, false, 0 }, { "007", 7, true, 7 },
		{ "18446744073709551615", UINT64_MAX, true, UINT64_MAX },
		{ "18446744073709551616", UINT64_MAX, false, 0 },
		{ "99999999999999999999", UINT64_MAX, false, 0 },
		{ "184467440737095516150", UINT64_MAX, false, 0 },
		{ "", 9, false, 0 }, { "+1", 9, false, 0 },
		{ "-1", 9, false, 0 }, { " 1", 9, false, 0 },
		{ "1 ", 9, false, 0 }, { "1a", 99, false, 0 },
		{ "0x1", 99, false, 0 }, { "1.0", 99, false, 0 },
		{ "\xd9\xa1", 99, false, 0 }, /* an Arabic one */
	};

	for (size_t i = 0; i < N(rows); i++) {
		uint64_t value = UNTOUCHED;
		bool is_good =
		    text_parse_u64(rows[i].text, rows[i].max, &value);

		ck_assert_msg(is_good == rows[i].is_good &&
			value == (is_good ? rows[i].value : UNTOUCHED),
		    "'%s' up to %llu", rows[i].text,
		    (unsigned long long)rows[i].max);
	}
}
END_TEST

START_TEST(parses_yes_and_no)
{
	static const struct {
		const char *text;
		int value; /* -1: neither */
	} rows[] = {
		{ "yes", 1 },
		{ "YES", 1 },
		{ "true", 1 },
		{ "On", 1 },
		{ "1", 1 },
		{ "no", 0 },
		{ "False", 0 },
		{ "off", 0 },
		{ "0", 0 },
		{ "", -1 },
		{ "y", -1 },
		{ "yess", -1 },
		{ " yes", -1 },
		{ "2", -1 },
		{ "01", -1 },
	};

	for (size_t i = 0; i < N(rows); i++) {
		for (int before = 0; before <= 1; before++) {
			bool value = before;
			bool is_good = text_parse_bool(rows[i].text, &value);

			ck_assert_msg(is_good == (rows[i].value >= 0) &&
				value == (is_good ? rows[i].value : before),
			    "'%s'", rows[i].text);
		}
	}
}
END_TEST

/* What text_parse_duration() and text_parse_size() have in common. */
static void
assert_parses(
    bool (*parse)(const char *, uint64_t *), const char *text, uint64_t want)
{
	uint64_t value = UNTOUCHED;
	bool is_good = parse(text, &value);

	ck_assert_msg(is_good == (want != UNTOUCHED) && value == want,
	    "'%s': %llu", text, (unsigned long long)value);
}

START_TEST(parses_durations)
{
	static const struct {
		const char *text;
		uint64_t ms;
	} rows[] = {
		{ "0", 0 },
		{ "1", 1000 },
		{ "1s", 1000 },
		{ "500ms", 500 },
		{ "2m", 120000 },
		{ "12h", 43200000 },
		{ "1d", 86400000 },
		{ "1w", 604800000 },
		{ "9007199254740992ms", UINT64_C(1) << 53 },
		{ "9007199254740993ms", UNTOUCHED },
		{ "9007199254740s", UINT64_C(9007199254740000) },
		{ "9007199254741s", UNTOUCHED },
		{ "14892855w", UINT64_C(9007198704000000) },
		{ "14892856w", UNTOUCHED },
		{ "18446744073709551615w", UNTOUCHED },
		{ "", UNTOUCHED },
		{ "s", UNTOUCHED },
		{ "1 s", UNTOUCHED },
		{ "1S", UNTOUCHED },
		{ "1M", UNTOUCHED },
		{ "1sec", UNTOUCHED },
		{ "1h30m", UNTOUCHED },
		{ "1.5h", UNTOUCHED },
		{ "-1s", UNTOUCHED },
	};

	for (size_t i = 0; i < N(rows); i++)
		assert_parses(text_parse_duration, rows[i].text, rows[i].ms);
}
END_TEST

START_TEST(parses_sizes)
{
	static const struct {
		const char *text;
		uint64_t octets;
	} rows[] = {
		{ "0", 0 },
		{ "1432", 1432 },
		{ "64k", 65536 },
		{ "64K", 65536 },
		{ "1M", 1 << 20 },
		{ "4G", UINT64_C(4) << 30 },
		{ "1T", UINT64_C(1) << 40 },
		{ "4611686018427387904", UINT64_C(1) << 62 },
		{ "4611686018427387905", UNTOUCHED },
		{ "4194304T", UINT64_C(1) << 62 },
		{ "4194305T", UNTOUCHED },
		{ "4503599627370496k", UINT64_C(1) << 62 },
		{ "4503599627370497k", UNTOUCHED },
		{ "", UNTOUCHED },
		{ "k", UNTOUCHED },
		{ "1kB", UNTOUCHED },
		{ "1 k", UNTOUCHED },
		{ "1m", UNTOUCHED },
	};

	for (size_t i = 0; i < N(rows); i++)
		assert_parses(text_parse_size, rows[i].text, rows[i].octets);
}
END_TEST

START_TEST(parses_hex)
{
	static const struct {
		const char *text;
		size_t size;
		size_t len; /* 0: refused */
		const char *bytes;
	} rows[] = {
		{ "00", 4, 1, "\x00" },
		{ "fF", 4, 1, "\xff" },
		{ "0a:1B-2c3d", 4, 4, "\x0a\x1b\x2c\x3d" },
		{ "0a:1B-2c3d", 3, 0, "" },
		{ "00", 0, 0, "" },
		{ "", 4, 0, "" },
		{ "0", 4, 0, "" },
		{ "000", 4, 0, "" },
		{ "0g", 4, 0, "" },
		{ "g0", 4, 0, "" },
		{ ":00", 4, 0, "" },
		{ "00:", 4, 0, "" },
		{ "00::00", 4, 0, "" },
		{ "00:-00", 4, 0, "" },
		{ "0:00", 4, 0, "" },
		{ "00 00", 4, 0, "" },
		{ "00.00", 4, 0, "" },
		{ "0x00", 4, 0, "" },
	};

	for (size_t i = 0; i < N(rows); i++) {
		uint8_t bytes[5] = { 0, 0, 0, 0, 0x55 };
		size_t len = UNTOUCHED;
		bool is_good =
		    text_parse_hex(rows[i].text, bytes, rows[i].size, &len);

		ck_assert_msg(is_good == (rows[i].len > 0) &&
			len == (is_good ? rows[i].len : UNTOUCHED) &&
			memcmp(bytes, rows[i].bytes, rows[i].len) == 0 &&
			bytes[4] == 0x55,
		    "'%s' into %zu", rows[i].text, rows[i].size);
	}
}
END_TEST

START_TEST(writes_hex)
{
	static const uint8_t bytes[] = { 0x01, 0xab, 0xff };
	static const struct {
		size_t size;
		char separator;
		const char *want;
	} rows[] = {
		{ 16, ':', "01:ab:ff" },
		{ 9, ':', "01:ab:ff" },
		{ 8, ':', "01:ab" },
		{ 6, ':', "01:ab" },
		{ 5, ':', "01" },
		{ 3, ':', "01" },
		{ 2, ':', "" },
		{ 1, ':', "" },
		{ 16, 0, "01abff" },
		{ 7, 0, "01abff" },
		{ 6, 0, "01ab" },
		{ 5, 0, "01ab" },
		{ 3, 0, "01" },
		{ 2, 0, "" },
		{ 1, 0, "" },
	};

	for (size_t i = 0; i < N(rows); i++) {
		char out[17];

		memset(out, 0x55, sizeof(out));
		ck_assert_ptr_eq(
		    text_hex(out, rows[i].size, bytes, 3, rows[i].separator),
		    out);
		ck_assert_msg(
		    strcmp(out, rows[i].want) == 0 && out[rows[i].size] == 0x55,
		    "row %zu: '%s'", i, out);
	}
}
END_TEST

START_TEST(hex_goes_both_ways)
{
	for (int separator = 0; separator < 3; separator++) {
		uint8_t in[256], back[256];
		char out[3 * 256];
		size_t len = 0;

		for (int i = 0; i < 256; i++)
			in[i] = (uint8_t)i;
		text_hex(out, sizeof(out), in, 256, "\0:-"[separator]);
		ck_assert_uint_eq(strlen(out), separator ? 767 : 512);
		ck_assert(text_parse_hex(out, back, sizeof(back), &len));
		ck_assert_uint_eq(len, 256);
		ck_assert_mem_eq(in, back, 256);
	}
}
END_TEST

START_TEST(escapes)
{
	static const struct {
		const char *in;
		size_t size;
		const char *want;
	} rows[] = {
		{ "", 1, "" },
		{ "plain ~", 32, "plain ~" },
		{ "a\"b\\c", 32, "a\\\"b\\\\c" },
		{ "a\nb\x1b[0m\x7f\xff", 32, "a\\x0ab\\x1b[0m\\x7f\\xff" },
		{ "abcd", 5, "abcd" },
		{ "abcde", 5, "a..." },
		{ "abcdefgh", 5, "a..." },
		{ "abc", 4, "abc" },
		{ "abcd", 4, "..." },
		{ "abcd", 3, ".." },
		{ "abcd", 2, "." },
		{ "abcd", 1, "" },
		{ "a\x01", 6, "a\\x01" },
		{ "a\x01", 5, "a..." },
		{ "ab\x01", 6, "ab..." },
		{ "ab\x01y", 7, "ab..." },
		{ "ab\x01y", 8, "ab\\x01y" },
		{ "\x01\x02\x03", 12, "\\x01\\x02..." },
		{ "\x01\x02\x03", 13, "\\x01\\x02\\x03" },
	};

	for (size_t i = 0; i < N(rows); i++) {
		char out[33];

		memset(out, 0x55, sizeof(out));
		ck_assert_ptr_eq(text_escape(out, rows[i].size, rows[i].in,
				     strlen(rows[i].in)),
		    out);
		ck_assert_msg(
		    strcmp(out, rows[i].want) == 0 && out[rows[i].size] == 0x55,
		    "row %zu: '%s'", i, out);
	}
}
END_TEST

START_TEST(escapes_every_octet_to_printable_ones)
{
	for (int c = 0; c < 256; c++) {
		uint8_t octet = (uint8_t)c;
		char out[8];

		text_escape(out, sizeof(out), &octet, 1);
		for (const char *at = out; *at; at++)
			ck_assert_msg(*at >= 0x20 && *at < 0x7f, "%02x", octet);
	}
}
END_TEST

START_TEST(compares_without_case)
{
	ck_assert(text_equal("", ""));
	ck_assert(text_equal("aBz-9", "AbZ-9"));
	ck_assert(!text_equal("a", "ab"));
	ck_assert(!text_equal("ab", "a"));
	ck_assert(!text_equal("a", "b"));
	/* Neighbours of the letters in ASCII, and letters of Latin-1. */
	ck_assert(!text_equal("@", "`"));
	ck_assert(!text_equal("[", "{"));
	ck_assert(!text_equal("\xc4", "\xe4"));
	ck_assert(text_lower('Z') == 'z');
	ck_assert(text_lower('\xc4') == '\xc4');
}
END_TEST

START_TEST(distances)
{
	static const struct {
		const char *a;
		const char *b;
		size_t want;
	} rows[] = {
		{ "", "", 0 },
		{ "a", "", 1 },
		{ "same", "SAME", 0 },
		{ "roter", "router", 1 },
		{ "rouuter", "router", 1 },
		{ "ruoter", "router", 1 },
		{ "rooter", "router", 1 },
		{ "kitten", "sitting", 3 },
		{ "ca", "abc", 3 }, /* optimal alignment, not 2 */
		{ "abcdef", "badcfe", 3 },
		{ "dns", "mtu", 3 },
	};

	for (size_t i = 0; i < N(rows); i++) {
		ck_assert_msg(
		    text_distance(rows[i].a, rows[i].b) == rows[i].want,
		    "'%s' '%s': %zu", rows[i].a, rows[i].b,
		    text_distance(rows[i].a, rows[i].b));
		ck_assert_uint_eq(
		    text_distance(rows[i].b, rows[i].a), rows[i].want);
	}
}
END_TEST

START_TEST(distances_end_at_63_letters)
{
	char a[66], b[66];

	memset(a, 'a', sizeof(a));
	memset(b, 'b', sizeof(b));
	a[63] = b[63] = '\0';
	ck_assert_uint_eq(text_distance(a, b), 63);
	ck_assert_uint_eq(text_distance(a, a), 0);
	a[63] = 'a';
	a[64] = '\0';
	ck_assert_uint_eq(text_distance(a, a), 64);
	ck_assert_uint_eq(text_distance(a, "x"), 64);
	ck_assert_uint_eq(text_distance("x", a), 64);
}
END_TEST

START_TEST(trims)
{
	static const char *const rows[][2] = {
		{ "", "" },
		{ " \t\r\n", "" },
		{ "a", "a" },
		{ " a b\t", "a b" },
		{ "a\r\n", "a" },
	};

	for (size_t i = 0; i < N(rows); i++) {
		char text[16];
		char *trimmed;

		memcpy(text, rows[i][0], strlen(rows[i][0]) + 1);
		trimmed = text_trim(text);
		ck_assert_str_eq(trimmed, rows[i][1]);
		ck_assert(trimmed >= text && trimmed < text + sizeof(text));
	}
}
END_TEST

START_TEST(lists)
{
	static const struct {
		const char *list;
		size_t size;
		const char *want; /* items and '|'; '!' for one refused */
	} rows[] = {
		{ "", 8, "" },
		{ "  ", 8, "" },
		{ "a", 8, "a|" },
		{ "a,b", 8, "a|b|" },
		{ " a , b c ", 8, "a|b c|" },
		{ "a,", 8, "a|" },
		{ "a, ", 8, "a|" },
		{ ",", 8, "!" },
		{ " ,a", 8, "!" },
		{ "a,,b", 8, "a|!" },
		{ "a,b,,", 8, "a|b|!" },
		{ "1234567", 8, "1234567|" },
		{ "12345678", 8, "!" },
		{ "  12345  ,x", 6, "12345|x|" },
		{ "a", 2, "a|" },
		{ "a", 1, "!" },
	};

	for (size_t i = 0; i < N(rows); i++) {
		const char *rest = rows[i].list;
		char items[64] = "", item[9];
		int r;

		memset(item, 0x55, sizeof(item));
		while ((r = text_next_item(&rest, item, rows[i].size)) > 0) {
			strncat(items, item, 16);
			strncat(items, "|", 2);
		}
		if (r < 0)
			strncat(items, "!", 2);
		ck_assert_msg(strcmp(items, rows[i].want) == 0 &&
			item[rows[i].size] == 0x55,
		    "'%s': '%s'", rows[i].list, items);
		if (r == 0)
			ck_assert_int_eq(
			    text_next_item(&rest, item, rows[i].size), 0);
	}
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("text");
	TCase *tcase = tcase_create("text");
	SRunner *runner;
	int failed;

	tcase_add_test(tcase, parses_numbers);
	tcase_add_test(tcase, parses_yes_and_no);
	tcase_add_test(tcase, parses_durations);
	tcase_add_test(tcase, parses_sizes);
	tcase_add_test(tcase, parses_hex);
	tcase_add_test(tcase, writes_hex);
	tcase_add_test(tcase, hex_goes_both_ways);
	tcase_add_test(tcase, escapes);
	tcase_add_test(tcase, escapes_every_octet_to_printable_ones);
	tcase_add_test(tcase, compares_without_case);
	tcase_add_test(tcase, distances);
	tcase_add_test(tcase, distances_end_at_63_letters);
	tcase_add_test(tcase, trims);
	tcase_add_test(tcase, lists);
	suite_add_tcase(suite, tcase);
	runner = srunner_create(suite);
	srunner_run_all(runner, CK_NORMAL);
	failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
