/* SPDX-License-Identifier: ISC */
#include "common/check/check_text.h"

#include <check.h>
#include <stdlib.h>
#include <string.h>

START_TEST(gives_lines_with_their_numbers)
{
	static const char text[] = "a\r\n\n\t b c \r\nlast";
	static const char *const lines[] = { "a", "", "b c", "last" };
	struct check_lines reading = { .rest = { text, sizeof(text) - 1 } };
	struct http_span line;

	for (unsigned i = 0; i < 4; i++) {
		ck_assert(check_lines_next(&reading, &line));
		ck_assert_uint_eq(reading.line, i + 1);
		ck_assert(http_span_is(&line, lines[i]));
	}
	ck_assert(!check_lines_next(&reading, &line));
	ck_assert_uint_eq(reading.line, 4);
}
END_TEST

/* Each word as it stands, and as it is copied. */
static const struct {
	const char *line, *words[4], *copies[4];
} word_rows[] = {
	{ "a b", { "a", "b" }, { "a", "b" } },
	{ "  a\t\tb  ", { "a", "b" }, { "a", "b" } },
	{ "--x=\"a b\" c", { "--x=\"a b\"", "c" }, { "--x=a b", "c" } },
	{ "'a \"b' c", { "'a \"b'", "c" }, { "a b", "c" } },
	{ "a\"b c", { "a\"b c" }, { "ab c" } },
	{ "\"\" a", { "\"\"", "a" }, { "", "a" } },
	{ "", { NULL }, { NULL } },
	{ " \t ", { NULL }, { NULL } },
};

START_TEST(takes_words)
{
	struct http_span rest = { word_rows[_i].line,
		strlen(word_rows[_i].line) };
	char copy[CHECK_WORD_MAX];
	struct http_span word;

	for (unsigned i = 0; word_rows[_i].words[i]; i++) {
		ck_assert(check_word_next(&rest, &word));
		ck_assert(http_span_is(&word, word_rows[_i].words[i]));
		ck_assert(check_word_copy(&word, copy));
		ck_assert_str_eq(copy, word_rows[_i].copies[i]);
	}
	ck_assert(!check_word_next(&rest, &word));
}
END_TEST

START_TEST(copies_up_to_its_maximum)
{
	char text[CHECK_WORD_MAX + 2], copy[CHECK_WORD_MAX];
	struct http_span word = { text, CHECK_WORD_MAX - 1 };

	memset(text, 'x', sizeof(text));
	ck_assert(check_word_copy(&word, copy));
	ck_assert_uint_eq(strlen(copy), CHECK_WORD_MAX - 1);
	word.len = CHECK_WORD_MAX;
	ck_assert(!check_word_copy(&word, copy));
	ck_assert_str_eq(copy, "");
	/* Quotes are not counted. */
	text[0] = '"';
	ck_assert(check_word_copy(&word, copy));
	word.len = 3;
	text[1] = '\0';
	ck_assert(!check_word_copy(&word, copy));
}
END_TEST

static const struct {
	const char *line, *name, *value; /* NULL: none */
} option_rows[] = {
	{ "url --url=http://h/x", "--url", "http://h/x" },
	{ "url --url http://h/x", "--url", "http://h/x" },
	{ "url --url=\"a b\" --x", "--url", "a b" },
	{ "url --urls=a --url=b", "--url", "b" },
	{ "url --url=", "--url", "" },
	{ "url --url", "--url", NULL },
	{ "url --proxy=a", "--url", NULL },
	{ "x name=v", "name", "v" },
	{ "x name v", "name", NULL },
	{ "", "--url", NULL },
};

START_TEST(finds_options)
{
	struct http_span line = { option_rows[_i].line,
		strlen(option_rows[_i].line) };
	char value[CHECK_WORD_MAX] = "";

	ck_assert_int_eq(check_option_value(&line, option_rows[_i].name, value),
	    option_rows[_i].value != NULL);
	if (option_rows[_i].value)
		ck_assert_str_eq(value, option_rows[_i].value);
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("check_text");
	TCase *tcase = tcase_create("all");
	SRunner *runner = srunner_create(suite);
	int failed;

	tcase_add_test(tcase, gives_lines_with_their_numbers);
	tcase_add_loop_test(
	    tcase, takes_words, 0, sizeof(word_rows) / sizeof(word_rows[0]));
	tcase_add_test(tcase, copies_up_to_its_maximum);
	tcase_add_loop_test(tcase, finds_options, 0,
	    sizeof(option_rows) / sizeof(option_rows[0]));
	suite_add_tcase(suite, tcase);
	srunner_run_all(runner, CK_NORMAL);
	failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
