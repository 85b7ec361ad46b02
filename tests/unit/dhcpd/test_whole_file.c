/* SPDX-License-Identifier: ISC */
#include "dhcpd/whole_file.h"

#include <check.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

START_TEST(all_of_it_up_to_the_limit)
{
	static const size_t sizes[] = { 0, 1, 65534, 65535, 65536, 200000 };
	char name[] = "/tmp/whole_file.XXXXXX";
	char *text, *octets = malloc(200000);
	int fd = mkstemp(name);
	size_t len, limit;

	ck_assert_int_ge(fd, 0);
	memset(octets, 'x', 200000);
	for (size_t i = 0; i < sizeof(sizes) / sizeof(sizes[0]); i++) {
		limit = sizes[i];
		ck_assert_int_eq(ftruncate(fd, 0), 0);
		ck_assert_int_eq(pwrite(fd, octets, limit, 0), (ssize_t)limit);
		ck_assert_int_eq(whole_file_read(name, limit, &text, &len), 0);
		ck_assert_uint_eq(len, limit);
		ck_assert_uint_eq(strlen(text), limit);
		free(text);
		if (limit > 0)
			ck_assert_int_eq(
			    whole_file_read(name, limit - 1, &text, &len),
			    -EFBIG);
	}
	close(fd);
	unlink(name);
	free(octets);
	ck_assert_int_eq(whole_file_read(name, 1, &text, &len), -ENOENT);
	ck_assert_int_eq(whole_file_read("/tmp", 1, &text, &len), -EISDIR);
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("whole_file");
	TCase *tcase = tcase_create("whole_file");
	SRunner *runner;
	int n_failed;

	tcase_add_test(tcase, all_of_it_up_to_the_limit);
	suite_add_tcase(suite, tcase);
	runner = srunner_create(suite);
	srunner_run_all(runner, CK_NORMAL);
	n_failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return n_failed > 0;
}
