/* SPDX-License-Identifier: ISC */
#include "common/neighbours.h"

#include <check.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static const char text[] =
    "IP address       HW type     Flags       HW address            Mask"
    "     Device\n"
    "192.168.10.2     0x1         0x2         52:54:00:12:34:56     *"
    "        eth0\n"
    "192.168.10.3     0x1         0x0         00:00:00:00:00:00     *"
    "        eth0\n"
    "192.168.10.4     0x20        0x2         "
    "80:00:00:48:fe:80:00:00:00:00:00:00:00:02:c9:03:00:11:22:33     *"
    "        ib0\n"
    "192.168.10.20    0x1         0x6         52:54:00:00:00:20     *"
    "        eth0\n"
    "rubbish\n"
    "192.168.10.21 0x1\n";

static const struct {
	const char *machine;
	const char *mac; /* NULL: -ENOENT */
} rows[] = {
	{ "192.168.10.2:2000", "52:54:00:12:34:56" },
	{ "[::ffff:192.168.10.2]:2000", "52:54:00:12:34:56" },
	{ "192.168.10.20:2000", "52:54:00:00:00:20" },
	{ "192.168.10.3:2000", NULL }, /* Nobody answered there. */
	{ "192.168.10.4:2000", NULL },
	{ "192.168.10.21:2000", NULL },
	{ "192.168.10.22:2000", NULL },
	{ "[fe80::1]:2000", NULL },
};

START_TEST(machines_are_found)
{
	char path[] = "/tmp/test_neighbours.XXXXXX", word[MAC_TEXT_MAX];
	int fd = mkstemp(path), r;
	uint8_t mac[MAC_LEN] = { 0 };
	union endpoint machine;

	ck_assert_int_ge(fd, 0);
	ck_assert_int_eq(write(fd, text, strlen(text)), (int)strlen(text));
	close(fd);
	ck_assert(endpoint_parse(rows[_i].machine, 0, &machine));
	r = neighbours_find(path, &machine, mac);
	unlink(path);
	ck_assert_msg(
	    r == (rows[_i].mac ? 0 : -ENOENT), "%s: %d", rows[_i].machine, r);
	ck_assert_str_eq(mac_text(word, mac),
	    rows[_i].mac ? rows[_i].mac : "00:00:00:00:00:00");
}
END_TEST

START_TEST(no_table)
{
	union endpoint machine = endpoint_ipv4(0xc0a80a02, 1);
	uint8_t mac[MAC_LEN];

	ck_assert_int_eq(
	    neighbours_find("/nowhere/at/all", &machine, mac), -ENOENT);
	ck_assert_int_eq(neighbours_find("/", &machine, mac), -ENOENT);
	ck_assert_int_eq(
	    neighbours_find(NEIGHBOURS_TABLE, &machine, mac), -ENOENT);
}
END_TEST

/* The machine on the last line that is looked at, and on the one after it. */
START_TEST(long_tables)
{
	for (int lines = NEIGHBOURS_LINES_MAX - 1;
	     lines <= NEIGHBOURS_LINES_MAX; lines++) {
		union endpoint machine = endpoint_ipv4(0xc0a80a02, 1);
		char path[] = "/tmp/test_neighbours.XXXXXX";
		FILE *file = fdopen(mkstemp(path), "w");
		uint8_t mac[MAC_LEN];

		ck_assert_ptr_nonnull(file);
		for (int i = 0; i < lines; i++)
			fprintf(
			    file, "10.0.0.1 0x1 0x2 52:54:00:00:00:01 * e\n");
		fprintf(file, "192.168.10.2 0x1 0x2 52:54:00:00:00:02 * e\n");
		fclose(file);
		ck_assert_int_eq(neighbours_find(path, &machine, mac),
		    lines < NEIGHBOURS_LINES_MAX ? 0 : -ENOENT);
		unlink(path);
	}
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("neighbours");
	TCase *tests = tcase_create("neighbours");
	SRunner *runner = srunner_create(suite);
	int failed;

	suite_add_tcase(suite, tests);
	tcase_add_loop_test(tests, machines_are_found, 0,
	    (int)(sizeof(rows) / sizeof(rows[0])));
	tcase_add_test(tests, no_table);
	tcase_add_test(tests, long_tables);
	srunner_run_all(runner, CK_NORMAL);
	failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
