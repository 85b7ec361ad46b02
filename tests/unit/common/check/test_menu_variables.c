/* SPDX-License-Identifier: ISC */
#include "common/check/menu_variables.h"

#include <check.h>
#include <stdlib.h>
#include <string.h>

static void
set(struct menu_variables *variables, const char *name, const char *value,
    unsigned scope)
{
	menu_variables_set(variables, name, strlen(name), value, scope);
}

static const struct {
	const char *text;
	bool has_bare;
	const char *filled;
} rows[] = {
	{ "/$base/vmlinuz", true, "/c7/vmlinuz" },
	{ "/$base/vmlinuz", false, "/$base/vmlinuz" },
	{ "/${base}/vmlinuz", false, "/c7/vmlinuz" },
	{ "${base}${base}", true, "c7c7" },
	{ "$basement", true, "$basement" },
	{ "${unknown}/x", true, "${unknown}/x" },
	{ "${later}", true, "${later}" },
	{ "${empty}x", true, "x" },
	{ "${base", true, "${base" },
	{ "${}", true, "${}" },
	{ "$", true, "$" },
	{ "a$", true, "a$" },
	{ "${net0/mac}", true, "52:54" },
	{ "", true, "" },
};

START_TEST(fills_in)
{
	struct http_span text = { rows[_i].text, strlen(rows[_i].text) };
	struct menu_variables variables = { 0 };
	char out[64];

	set(&variables, "base", "c7", 0);
	set(&variables, "later", NULL, 0);
	set(&variables, "empty", "", 0);
	set(&variables, "net0/mac", "52:54", 0);
	ck_assert(menu_variables_fill(
	    &variables, rows[_i].has_bare, &text, out, sizeof(out)));
	ck_assert_str_eq(out, rows[_i].filled);
}
END_TEST

START_TEST(fits_or_is_empty)
{
	struct http_span text = { "a${b}c", 6 };
	struct menu_variables variables = { 0 };
	char out[8];

	set(&variables, "b", "12345", 0);
	ck_assert(menu_variables_fill(&variables, false, &text, out, 8));
	ck_assert_str_eq(out, "a12345c");
	ck_assert(!menu_variables_fill(&variables, false, &text, out, 7));
	ck_assert_str_eq(out, "");
}
END_TEST

/* What an entry sets another one does not see. */
START_TEST(forgets_a_scope)
{
	struct menu_variables variables = { 0 };

	set(&variables, "a", "1", 0);
	set(&variables, "b", "2", 1);
	set(&variables, "c", "3", 2);
	menu_variables_forget(&variables, 1);
	ck_assert_str_eq(menu_variables_get(&variables, "a", 1), "1");
	ck_assert_ptr_null(menu_variables_get(&variables, "b", 1));
	ck_assert_ptr_null(menu_variables_get(&variables, "c", 1));
	set(&variables, "b", "4", 0);
	ck_assert_str_eq(menu_variables_get(&variables, "b", 1), "4");
	set(&variables, "a", NULL, 0);
	ck_assert_ptr_null(menu_variables_get(&variables, "a", 1));
}
END_TEST

START_TEST(has_maxima)
{
	struct menu_variables variables = { 0 };
	char name[MENU_VARIABLE_NAME_MAX + 1], value[CHECK_WORD_MAX + 1];

	memset(name, 'n', sizeof(name));
	memset(value, 'v', sizeof(value));
	value[CHECK_WORD_MAX - 1] = '\0';
	menu_variables_set(&variables, name, MENU_VARIABLE_NAME_MAX, value, 0);
	ck_assert_uint_eq(variables.n, 0);
	menu_variables_set(
	    &variables, name, MENU_VARIABLE_NAME_MAX - 1, value, 0);
	ck_assert_str_eq(
	    menu_variables_get(&variables, name, MENU_VARIABLE_NAME_MAX - 1),
	    value);
	/* One octet more, and nobody knows it. */
	value[CHECK_WORD_MAX - 1] = 'v';
	value[CHECK_WORD_MAX] = '\0';
	menu_variables_set(
	    &variables, name, MENU_VARIABLE_NAME_MAX - 1, value, 0);
	ck_assert_ptr_null(
	    menu_variables_get(&variables, name, MENU_VARIABLE_NAME_MAX - 1));
	for (unsigned i = 1; i <= MENU_VARIABLES_MAX; i++) {
		name[0] = (char)('0' + i);
		menu_variables_set(&variables, name, 1, "x", 0);
		ck_assert((menu_variables_get(&variables, name, 1) != NULL) ==
		    (i < MENU_VARIABLES_MAX));
	}
	ck_assert_uint_eq(variables.n, MENU_VARIABLES_MAX);
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("menu_variables");
	TCase *tcase = tcase_create("all");
	SRunner *runner = srunner_create(suite);
	int failed;

	tcase_add_loop_test(tcase, fills_in, 0, sizeof(rows) / sizeof(rows[0]));
	tcase_add_test(tcase, fits_or_is_empty);
	tcase_add_test(tcase, forgets_a_scope);
	tcase_add_test(tcase, has_maxima);
	suite_add_tcase(suite, tcase);
	srunner_run_all(runner, CK_NORMAL);
	failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
