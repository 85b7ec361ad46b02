/* SPDX-License-Identifier: ISC */
#include "dhcpd/import/isc_token.h"

#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define N(rows) (sizeof(rows) / sizeof((rows)[0]))

START_TEST(words)
{
	/* Each word as kind, line and text. */
	static const struct {
		const char *text, *want;
	} rows[] = {
		{ "", "" },
		{ " \t\r\n# comment\n", "" },
		{ "a b", "W1a W1b " },
		{ "option x 00:07;", "W1option W1x W100:07 S1; " },
		{ "a{b=c,(d)!}",
		    "W1a S1{ W1b S1= W1c S1, S1( W1d S1) S1! S1} " },
		{ "a#b\nc", "W1a W2c " },
		{ "\"a b\" c", "\"1a b W1c " },
		{ "\"a\\\"b\"c", "\"1a\\\"b W1c " },
		{ "\"open\nx", "\"1open W2x " },
		{ "\"", "\"1 " },
		{ "\"\\", "\"1\\ " },
	};
	static const char kinds[] = " W\"S";

	for (size_t i = 0; i < N(rows); i++) {
		struct isc_lexer lexer =
		    isc_lexer_over(rows[i].text, strlen(rows[i].text));
		char got[256] = "";
		struct isc_token token;
		size_t len = 0;

		for (token = isc_token_next(&lexer);
		     token.kind != ISC_TOKEN_END;
		     token = isc_token_next(&lexer))
			len += (size_t)snprintf(got + len, sizeof(got) - len,
			    "%c%u%.*s ", kinds[token.kind], token.line,
			    (int)token.len, token.text);
		ck_assert_msg(strcmp(got, rows[i].want) == 0, "'%s': %s",
		    rows[i].text, got);
		ck_assert_int_eq(isc_token_next(&lexer).kind, ISC_TOKEN_END);
	}
}
END_TEST

START_TEST(copies)
{
	static const struct {
		const char *text;
		size_t size;
		const char *want; /* NULL: false */
	} rows[] = {
		{ "word", 5, "word" },
		{ "word", 4, NULL },
		{ "wo\\nrd", 9, "wo\\nrd" },
		{ "\"a\\\"b\\\\\"", 9, "a\"b\\" },
		{ "\"\\n\\t\\r\"", 9, "\n\t\r" },
		{ "\"\\101\\x42\\x4\"", 9, "AB\x04" },
		{ "\"\\000\"", 9, NULL },
		{ "\"\"", 1, "" },
		{ "\"\"", 0, NULL },
	};

	for (size_t i = 0; i < N(rows); i++) {
		struct isc_lexer lexer =
		    isc_lexer_over(rows[i].text, strlen(rows[i].text));
		struct isc_token token = isc_token_next(&lexer);
		char out[16];
		bool is_good = isc_token_copy(&token, out, rows[i].size);

		ck_assert_msg(is_good == (rows[i].want != NULL) &&
			(!is_good || strcmp(out, rows[i].want) == 0),
		    "row %zu: %s", i, rows[i].text);
	}
}
END_TEST

START_TEST(octets)
{
	static const char text[] = "\"\\001RT\\000V\"";
	struct isc_lexer lexer = isc_lexer_over(text, strlen(text));
	struct isc_token token = isc_token_next(&lexer);
	uint8_t out[5];
	size_t len;

	ck_assert(isc_token_octets(&token, out, 5, &len));
	ck_assert_uint_eq(len, 5);
	ck_assert_mem_eq(out, "\001RT\000V", 5);
	ck_assert(!isc_token_octets(&token, out, 4, &len));
}
END_TEST

START_TEST(is)
{
	struct isc_lexer lexer = isc_lexer_over("Option \"option\" {", 17);
	struct isc_token token = isc_token_next(&lexer);

	ck_assert(isc_token_is(&token, "option"));
	ck_assert(!isc_token_is(&token, "optio"));
	ck_assert(!isc_token_is(&token, "options"));
	token = isc_token_next(&lexer);
	ck_assert(!isc_token_is(&token, "option"));
	token = isc_token_next(&lexer);
	ck_assert(isc_token_is(&token, "{"));
	token = isc_token_next(&lexer);
	ck_assert(!isc_token_is(&token, ""));
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("isc_token");
	TCase *tcase = tcase_create("isc_token");
	SRunner *runner;
	int n_failed;

	tcase_add_test(tcase, words);
	tcase_add_test(tcase, copies);
	tcase_add_test(tcase, octets);
	tcase_add_test(tcase, is);
	suite_add_tcase(suite, tcase);
	runner = srunner_create(suite);
	srunner_run_all(runner, CK_NORMAL);
	n_failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return n_failed > 0;
}
