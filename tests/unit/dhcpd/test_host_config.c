/* SPDX-License-Identifier: ISC */
#include "dhcpd/host_config.h"

#include <check.h>
#include <stdlib.h>
#include <string.h>

#include "common/hosts.h"

/* What other programs take for a key of [host] is one, and the other way
 * round. */
START_TEST(keys_are_known_to_others)
{
	size_t n = 0, n_names = 0;

	for (const struct config_key *key = host_config_keys; key->name;
	     key++) {
		ck_assert_msg(hosts_is_key(key->name), "%s", key->name);
		n++;
	}
	while (hosts_names[n_names])
		n_names++;
	ck_assert_uint_eq(n_names, n);
	for (const struct config_key *key = host_config_group_keys; key->name;
	     key++)
		ck_assert_msg(hosts_is_key(key->name), "%s", key->name);
}
END_TEST

static const struct config_key *
row(const struct config_key *key, const char *name)
{
	while (key->name && strcmp(key->name, name) != 0)
		key++;
	return key->name ? key : NULL;
}

/* Values for answer files: of any name, and empty, too. */
START_TEST(var_is_passed_over)
{
	const struct config_key *const tables[] = { host_config_keys,
		host_config_group_keys };
	const struct config_entry entry = { .key = "var", .suffix = "disk" };

	for (int i = 0; i < 2; i++) {
		const struct config_key *key = row(tables[i], "var");

		ck_assert_ptr_nonnull(key);
		ck_assert_uint_eq(key->flags, CONFIG_SUFFIX);
		key->set(NULL, &entry, NULL);
	}
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("host_config");
	TCase *tests = tcase_create("host_config");
	SRunner *runner = srunner_create(suite);
	int failed;

	suite_add_tcase(suite, tests);
	tcase_add_test(tests, keys_are_known_to_others);
	tcase_add_test(tests, var_is_passed_over);
	srunner_run_all(runner, CK_NORMAL);
	failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
