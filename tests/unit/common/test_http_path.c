/* SPDX-License-Identifier: ISC */
#include "common/http_path.h"

#include <check.h>
#include <stdlib.h>
#include <string.h>

static const struct {
	const char *path;
	int verdict;
	const char *decoded;
} rows[] = {
	{ "", 0, "" },
	{ "/", 0, "/" },
	{ "/a%20b", 0, "/a b" },
	{ "/%41%5a%7A", 0, "/AZz" },
	/* a package's name, sent as it is */
	{ "/libstdc++-11.rpm", 0, "/libstdc++-11.rpm" },
	/* once, not twice */
	{ "/%2541", 0, "/%41" },
	{ "/%252e%252e/", 0, "/%2e%2e/" },
	{ "/%2e%2e%2f", 0, "/../" },
	{ "/%c3%a4", 0, "/\xc3\xa4" },
	{ "/\xc3\xa4", 0, "/\xc3\xa4" },
	{ "/%ff", 0, "/\xff" },
	{ "/%", HTTP_PATH_BAD, NULL },
	{ "/%4", HTTP_PATH_BAD, NULL },
	{ "/%4g", HTTP_PATH_BAD, NULL },
	{ "/%g4", HTTP_PATH_BAD, NULL },
	{ "/% 4", HTTP_PATH_BAD, NULL },
	{ "/%+4", HTTP_PATH_BAD, NULL },
	{ "/%u0041", HTTP_PATH_BAD, NULL },
	{ "/a%00b", HTTP_PATH_BAD, NULL },
};

START_TEST(decodes)
{
	char out[PATH_NAME_MAX];
	int verdict =
	    http_path_decode(rows[_i].path, strlen(rows[_i].path), out);

	ck_assert_msg(verdict == rows[_i].verdict, "row %d '%s': verdict %d",
	    _i, rows[_i].path, verdict);
	if (verdict == 0)
		ck_assert_str_eq(out, rows[_i].decoded);
}
END_TEST

START_TEST(refuses_a_nul_that_is_not_encoded)
{
	char out[PATH_NAME_MAX];

	ck_assert_int_eq(http_path_decode("/a\0b", 4, out), HTTP_PATH_BAD);
}
END_TEST

START_TEST(ends_at_its_limit)
{
	char path[3 * PATH_NAME_MAX], out[PATH_NAME_MAX];

	for (size_t i = 0; i < PATH_NAME_MAX; i++)
		memcpy(path + 3 * i, "%61", 3);
	ck_assert_int_eq(
	    http_path_decode(path, 3 * (PATH_NAME_MAX - 1), out), 0);
	ck_assert_uint_eq(strlen(out), PATH_NAME_MAX - 1);
	ck_assert_int_eq(
	    http_path_decode(path, 3 * PATH_NAME_MAX, out), HTTP_PATH_TOO_LONG);
}
END_TEST

static const struct {
	const char *path;
	const char *encoded;
} encodings[] = {
	{ "", "" },
	{ "a/b-c_d.e~f", "a/b-c_d.e~f" },
	{ "a b", "a%20b" },
	{ "a:b?c#d&e", "a%3Ab%3Fc%23d%26e" },
	{ "c++%", "c%2B%2B%25" },
	{ "\xc3\xa4\n\"<>\\", "%C3%A4%0A%22%3C%3E%5C" },
};

START_TEST(encodes)
{
	char out[64];
	struct writer writer = writer_over(out, sizeof(out));

	http_path_encode(&writer, encodings[_i].path);
	writer_u8(&writer, 0);
	ck_assert(!writer.failed);
	ck_assert_str_eq(out, encodings[_i].encoded);
}
END_TEST

START_TEST(comes_back_as_it_was)
{
	char name[256], encoded[800], decoded[PATH_NAME_MAX];
	struct writer writer = writer_over(encoded, sizeof(encoded));

	for (int i = 1; i < 256; i++)
		name[i - 1] = (char)i;
	name[255] = '\0';
	http_path_encode(&writer, name);
	ck_assert(!writer.failed);
	ck_assert_int_eq(http_path_decode(encoded, writer.pos, decoded), 0);
	ck_assert_str_eq(decoded, name);
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("http_path");
	TCase *tests = tcase_create("http_path");
	SRunner *runner = srunner_create(suite);
	int failed;

	suite_add_tcase(suite, tests);
	tcase_add_loop_test(tests, decodes, 0, sizeof(rows) / sizeof(rows[0]));
	tcase_add_test(tests, refuses_a_nul_that_is_not_encoded);
	tcase_add_test(tests, ends_at_its_limit);
	tcase_add_loop_test(
	    tests, encodes, 0, sizeof(encodings) / sizeof(encodings[0]));
	tcase_add_test(tests, comes_back_as_it_was);
	srunner_run_all(runner, CK_NORMAL);
	failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
