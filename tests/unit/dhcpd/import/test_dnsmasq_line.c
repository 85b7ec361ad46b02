/* SPDX-License-Identifier: ISC */
#include "dhcpd/import/dnsmasq_line.h"

#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define N(rows) (sizeof(rows) / sizeof((rows)[0]))

/* Each line as number, keyword and <items>, those in quotes as "items". */
static void
describe(const char *text, bool has_keywords, char *out, size_t size)
{
	struct dnsmasq_reader reader = {
		.text = text, .len = strlen(text), .has_keywords = has_keywords
	};
	static struct dnsmasq_line line;
	size_t len = 0;

	out[0] = '\0';
	while (dnsmasq_line_next(&reader, &line)) {
		len += (size_t)snprintf(
		    out + len, size - len, "%u%s", line.number, line.keyword);
		for (size_t i = 0; i < line.n; i++)
			len += (size_t)snprintf(out + len, size - len,
			    line.is_quoted[i] ? "\"%s\"" : "<%s>",
			    line.items[i]);
		if (line.fault)
			len += (size_t)snprintf(
			    out + len, size - len, "(%s)", line.fault);
		len += (size_t)snprintf(out + len, size - len, " ");
	}
}

START_TEST(lines)
{
	static const struct {
		const char *text, *want;
	} rows[] = {
		{ "", "" },
		{ "\n \t\r\n# comment\n  # more\n", "" },
		{ "no-ping", "1no-ping " },
		{ "\nno-ping  # yes\n", "2no-ping " },
		{ "a=b,c", "1a<b><c> " },
		{ " a =  b c , d \r\n", "1a<b c><d> " },
		{ "a=", "1a " },
		{ "a=,", "1a<><> " },
		{ "a=b#c", "1a<b#c> " },
		{ "a=b=c", "1a<b=c> " },
		{ "a=\"b, c # d\",e", "1a\"b, c # d\"<e> " },
		{ "a=\" b \"", "1a\" b \" " },
		{ "a=b\"c,d\"", "1a<bc,d> " },
		{ "a=\"\\\"\\\\x\\n\\t\"", "1a\"\"\\x\n\t\" " },
		{ "a=\"b=c\"", "1a\"b=c\" " },
		{ "a=\"b", "1(a quote has no end) " },
		{ "a=\001", "1(not text) " },
		{ "a=\"\004\"\nb", "1(not text) 2b " },
	};
	char got[256];

	for (size_t i = 0; i < N(rows); i++) {
		describe(rows[i].text, true, got, sizeof(got));
		ck_assert_msg(strcmp(got, rows[i].want) == 0, "'%s': %s",
		    rows[i].text, got);
	}
	describe("11:22,a=b\n#no\n", false, got, sizeof(got));
	ck_assert_str_eq(got, "1<11:22><a=b> ");
}
END_TEST

START_TEST(limits)
{
	static char text[2 * DNSMASQ_LINE_MAX], got[3 * DNSMASQ_LINE_MAX];

	memset(text, 'x', DNSMASQ_LINE_MAX - 1);
	text[1] = '=';
	describe(text, true, got, sizeof(got));
	ck_assert_ptr_null(strstr(got, "too long"));
	text[DNSMASQ_LINE_MAX - 1] = 'x';
	describe(text, true, got, sizeof(got));
	ck_assert_str_eq(got, "1(too long) ");

	memset(text, ',', sizeof(text));
	text[0] = 'x';
	text[1] = '=';
	text[2 + DNSMASQ_ITEMS_MAX - 1] = '\0';
	describe(text, true, got, sizeof(got));
	ck_assert_ptr_null(strstr(got, "too many"));
	text[2 + DNSMASQ_ITEMS_MAX - 1] = ',';
	text[2 + DNSMASQ_ITEMS_MAX] = '\0';
	describe(text, true, got, sizeof(got));
	ck_assert_ptr_nonnull(strstr(got, "(too many items)"));
}
END_TEST

START_TEST(rests)
{
	static const char text[] = "a=b,\"c,d\", e";
	struct dnsmasq_reader reader = {
		.text = text, .len = strlen(text), .has_keywords = true
	};
	static struct dnsmasq_line line;
	char out[DNSMASQ_LINE_MAX];

	ck_assert(dnsmasq_line_next(&reader, &line));
	ck_assert_str_eq(dnsmasq_line_rest(&line, 0, out), "b,c,d,e");
	ck_assert_str_eq(dnsmasq_line_rest(&line, 2, out), "e");
	ck_assert_str_eq(dnsmasq_line_rest(&line, 3, out), "");
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("dnsmasq_line");
	TCase *tcase = tcase_create("dnsmasq_line");
	SRunner *runner;
	int n_failed;

	tcase_add_test(tcase, lines);
	tcase_add_test(tcase, limits);
	tcase_add_test(tcase, rests);
	suite_add_tcase(suite, tcase);
	runner = srunner_create(suite);
	srunner_run_all(runner, CK_NORMAL);
	n_failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return n_failed > 0;
}
