/* SPDX-License-Identifier: ISC */
#include "tftpd/upload_place.h"

#include <check.h>
#include <stdlib.h>
#include <string.h>

static const struct {
	const char *asked;
	const char *name; /* NULL: refused */
} names[] = {
	{ "f", "f" },
	{ "/up/f", "up/f" },
	{ "up//./f", "up/f" },
	{ "\\up\\f", "up/f" },
	{ "/srv/tftp/up/f", "up/f" },
	{ "f \xff", "f" },
	{ "up/..f", "up/..f" },
	{ "../f", NULL },
	{ "up/../f", NULL },
	{ "up\\..\\..\\f", NULL },
	{ "..", NULL },
	{ "up/..", NULL },
	{ "up/.", NULL },
	{ ".", NULL },
	{ "up/", NULL },
	{ "/", NULL },
	{ " ", NULL },
	{ "up/ ", NULL },
};

START_TEST(names_are_mended)
{
	char name[PATH_NAME_MAX] = "";
	bool is_good = upload_place_name("/srv/tftp", names[_i].asked, name);

	ck_assert_msg(
	    is_good == (names[_i].name != NULL), "%s", names[_i].asked);
	if (is_good)
		ck_assert_str_eq(name, names[_i].name);
}
END_TEST

START_TEST(the_longest_name)
{
	char asked[PATH_NAME_MAX + 1], name[PATH_NAME_MAX];

	memset(asked, 'x', sizeof(asked));
	asked[PATH_NAME_MAX - 1] = '\0';
	ck_assert(upload_place_name("/srv", asked, name));
	asked[PATH_NAME_MAX - 1] = 'x';
	asked[PATH_NAME_MAX] = '\0';
	ck_assert(!upload_place_name("/srv", asked, name));
}
END_TEST

static const struct {
	const char *pattern;
	const char *name;
	bool is_allowed, is_allowed_with_mac;
	const char *fixed;
} places[] = {
	{ "up", "up/f", true, true, "up" },
	{ "/up/", "up/f", true, true, "/up/" },
	{ "up", "f", false, false, "up" },
	{ "up", "up/a/f", false, false, "up" },
	{ "up", "upper/f", false, false, "up" },
	{ "up/*", "up/a/f", true, true, "up/" },
	{ "up/*", "up/f", false, false, "up/" },
	{ "up/a*", "up/ab/f", true, true, "up/" },
	{ "/", "f", true, true, "/" },
	{ "/", "up/f", false, false, "/" },
	{ "*", "f", true, true, "" },
	{ "*", "a/b/f", true, true, "" },
	{ "conf/%i", "conf/192.168.10.2/f", true, true, "conf/" },
	{ "conf/%i", "conf/192.168.10.3/f", false, false, "conf/" },
	{ "m-%m", "m-52-54-00-12-34-56/f", false, true, "" },
};

START_TEST(places_are_allowed)
{
	static const uint8_t mac[] = { 0x52, 0x54, 0, 0x12, 0x34, 0x56 };
	union endpoint client = endpoint_ipv4(0xc0a80a02, 1);
	const char *pattern = places[_i].pattern, *name = places[_i].name;
	char fixed[PATH_NAME_MAX];

	ck_assert_int_eq(upload_place_allows(pattern, name, &client, NULL),
	    places[_i].is_allowed);
	ck_assert_int_eq(upload_place_allows(pattern, name, &client, mac),
	    places[_i].is_allowed_with_mac);
	upload_place_fixed(pattern, fixed);
	ck_assert_str_eq(fixed, places[_i].fixed);
}
END_TEST

#define ROWS(table) (int)(sizeof(table) / sizeof((table)[0]))

int
main(void)
{
	Suite *suite = suite_create("upload_place");
	TCase *tests = tcase_create("upload_place");
	SRunner *runner = srunner_create(suite);
	int failed;

	suite_add_tcase(suite, tests);
	tcase_add_loop_test(tests, names_are_mended, 0, ROWS(names));
	tcase_add_test(tests, the_longest_name);
	tcase_add_loop_test(tests, places_are_allowed, 0, ROWS(places));
	srunner_run_all(runner, CK_NORMAL);
	failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
