/* SPDX-License-Identifier: ISC */
#include "repod/access.h"

#include <check.h>
#include <stdlib.h>
#include <string.h>

static struct access access_list;

static void
add(struct access_rule *rule, const char *path, const char *network)
{
	memcpy(rule->path, path, strlen(path) + 1);
	rule->is_set = true;
	if (!network)
		return;
	ck_assert(network_parse(network, &rule->networks[rule->n]));
	rule->n++;
}

static void
setup(void)
{
	access_list = (struct access){ .n = 4 };
	add(&access_list.root, "", "192.168.0.0/16");
	add(&access_list.rules[0], "ks", "192.168.10.0/24");
	add(&access_list.rules[1], "ks/open", "all");
	add(&access_list.rules[2], "pub/no", NULL);
	add(&access_list.rules[3], "ks/open/web1.ks", "192.168.10.1");
}

static const struct {
	const char *path, *peer;
	bool may;
} rows[] = {
	{ "", "192.168.1.1:1", true },
	{ "", "10.0.0.1:1", false },
	{ "", "[::ffff:192.168.1.1]:1", true },
	{ "pub/x", "192.168.1.1:1", true },
	{ "ks", "192.168.10.1:1", true },
	{ "ks", "192.168.1.1:1", false },
	{ "ks/web1", "192.168.1.1:1", false },
	{ "ks/a/b", "192.168.10.1:1", true },
	{ "kss", "192.168.1.1:1", true },
	{ "pub/ks", "192.168.1.1:1", true },
	{ "ks/open", "10.0.0.1:1", true },
	{ "ks/open/x", "[2001:db8::1]:1", true },
	{ "ks/opened", "10.0.0.1:1", false },
	{ "ks/open/web1.ks", "10.0.0.1:1", false },
	{ "ks/open/web1.ks", "192.168.10.1:1", true },
	{ "pub/no/x", "192.168.10.1:1", false },
};

START_TEST(decides_by_the_longest_path)
{
	union endpoint peer;

	setup();
	ck_assert(endpoint_parse(rows[_i].peer, 0, &peer));
	ck_assert_msg(
	    access_allows(&access_list, rows[_i].path, &peer) == rows[_i].may,
	    "%s for %s", rows[_i].path, rows[_i].peer);
}
END_TEST

START_TEST(is_open_without_a_rule)
{
	static const struct access none;
	union endpoint peer = endpoint_ipv4(1, 1);

	ck_assert(access_allows(&none, "", &peer));
	ck_assert(access_allows(&none, "a/b", &peer));
	ck_assert(access_welcomes(&none, &peer));
}
END_TEST

START_TEST(welcomes_who_may_have_something)
{
	union endpoint peer = endpoint_ipv4(0x0a000001, 1);

	setup();
	ck_assert(access_welcomes(&access_list, &peer));
	access_list.rules[1].n = 0;
	ck_assert(!access_welcomes(&access_list, &peer));
}
END_TEST

START_TEST(finds_a_rule_by_its_path)
{
	setup();
	ck_assert_ptr_eq(access_find(&access_list, ""), &access_list.root);
	ck_assert_ptr_eq(access_find(&access_list, "ks"), access_list.rules);
	ck_assert_ptr_null(access_find(&access_list, "ks/a"));
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("access");
	TCase *tests = tcase_create("access");
	SRunner *runner = srunner_create(suite);
	int failed;

	suite_add_tcase(suite, tests);
	tcase_add_loop_test(tests, decides_by_the_longest_path, 0,
	    sizeof(rows) / sizeof(rows[0]));
	tcase_add_test(tests, is_open_without_a_rule);
	tcase_add_test(tests, welcomes_who_may_have_something);
	tcase_add_test(tests, finds_a_rule_by_its_path);
	srunner_run_all(runner, CK_NORMAL);
	failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
