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

int
main(void)
{
	Suite *suite = suite_create("host_config");
	TCase *tests = tcase_create("host_config");
	SRunner *runner = srunner_create(suite);
	int failed;

	suite_add_tcase(suite, tests);
	tcase_add_test(tests, keys_are_known_to_others);
	srunner_run_all(runner, CK_NORMAL);
	failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
