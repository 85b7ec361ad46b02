/* SPDX-License-Identifier: ISC */
#include "repod/answer/made.h"

#include <check.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "tests/unit/repod/answer/answer_world.h"

static char text[MADE_TEXT_MAX + 1];
static char reason[MADE_REASON_MAX];
static struct made_file made_file;

/* What web1 gets of @name, in text. Return: as made_open(). */
static int
open_as(const char *name, uint32_t server)
{
	const struct made_terms terms = {
		.config = config, .root = folder.path, .server = server
	};
	struct asker asker = { .server = "192.168.10.1",
		.origin = "http://a",
		.macs = { { 0x52, 0x54, 0, 0, 0, 1 } },
		.n_macs = 1,
		.peer = endpoint_ipv4(0xc0a80a02, 1) };
	struct made *made = made_new(NULL);
	int r = -ENOENT;

	ck_assert_ptr_nonnull(made);
	ck_assert_int_eq(made_configure(made, &terms), 0);
	capture_begin(&capture);
	if (made_has(made, name))
		r = made_open(
		    made, folder.tree, name, &asker, 0, &made_file, reason);
	capture_end(&capture);
	if (r == 0) {
		memcpy(text, made_file.text, made_file.size);
		text[made_file.size] = '\0';
	}
	made_free(made);
	return r;
}

static const struct {
	const char *text, *want;
} rows[] = {
	{ "${mac} ${ip} ${hostname}", "52:54:00:00:00:01 192.168.10.2 web1" },
	{ "${server} ${url} ${repo.c7}",
	    "192.168.10.1 http://a http://a/centos/7%20x" },
	{ "${var.disk} ${var.none:-x} ${serial:-y} ${uuid:-z} ${domain:-d}",
	    "/dev/sda x y z d" },
	{ "$${mac}", "${mac}" },
};

START_TEST(fills_in)
{
	folder_put(&folder, "ks/a.cfg", rows[_i].text);
	ck_assert_int_eq(open_as("ks/a.cfg", 0), 0);
	ck_assert_str_eq(text, rows[_i].want);
	ck_assert_ptr_nonnull(strstr(capture.text,
	    "/ks/a.cfg is made for 52:54:00:00:00:01 at 192.168.10.2, "
	    "[host web1]"));
	free(made_file.text);
}
END_TEST

START_TEST(says_the_address_of_the_site)
{
	folder_put(&folder, "ks/a.cfg", "${server}");
	ck_assert_int_eq(open_as("ks/a.cfg", 0x0a000001), 0);
	ck_assert_str_eq(text, "10.0.0.1");
	free(made_file.text);
}
END_TEST

/* The same content is the same file, whatever it was made of. */
START_TEST(is_known_by_its_content)
{
	uint64_t inode;

	folder_put(&folder, "ks/a.cfg", "web1");
	ck_assert_int_eq(open_as("ks/a.cfg", 0), 0);
	inode = made_file.inode;
	free(made_file.text);
	folder_put(&folder, "ks/b.cfg", "${hostname}");
	ck_assert_int_eq(open_as("ks/b.cfg", 0), 0);
	ck_assert_uint_eq(made_file.inode, inode);
	free(made_file.text);
	folder_put(&folder, "ks/b.cfg", "web2");
	ck_assert_int_eq(open_as("ks/b.cfg", 0), 0);
	ck_assert_uint_ne(made_file.inode, inode);
	free(made_file.text);
}
END_TEST

START_TEST(includes_from_the_tree)
{
	ck_assert_int_eq(mkdir(folder_path(&folder, "ks/s"), 0755), 0);
	folder_put(&folder, "top.ks", "top ${hostname}\n");
	folder_put(&folder, "ks/s/one.ks", "#!include two.ks\n");
	folder_put(&folder, "ks/s/two.ks", "two\n#!include /top.ks\n");
	folder_put(&folder, "ks/a.cfg", "#!include s/one.ks\nend\n");
	ck_assert_int_eq(open_as("ks/a.cfg", 0), 0);
	ck_assert_str_eq(text, "two\ntop web1\nend\n");
	free(made_file.text);
}
END_TEST

START_TEST(tells_a_mistake)
{
	char want[256];

	folder_put(&folder, "ks/a.cfg", "a\n${hostnme}\n");
	ck_assert_int_eq(open_as("ks/a.cfg", 0), -EBADMSG);
	ck_assert_ptr_nonnull(
	    strstr(reason, "/ks/a.cfg:2: ${hostnme}: there is no such name"));
	snprintf(want, sizeof(want), "%s/ks/a.cfg:2: ", folder.path);
	ck_assert_ptr_nonnull(strstr(capture.text, want));
	ck_assert_ptr_nonnull(strstr(capture.text,
	    "; it was not made for 52:54:00:00:00:01 at 192.168.10.2"));
	folder_put(&folder, "ks/a.cfg", "${repo.c8}");
	ck_assert_int_eq(open_as("ks/a.cfg", 0), -EBADMSG);
	ck_assert_ptr_nonnull(strstr(reason, "there is no [repo] of that"));
}
END_TEST

START_TEST(leaves_other_files_to_the_tree)
{
	folder_put(&folder, "a.cfg", "${mac}");
	ck_assert_int_eq(open_as("a.cfg", 0), -ENOENT);
	ck_assert_int_eq(open_as("ks/none.cfg", 0), -ENOENT);
	ck_assert_int_eq(mkdir(folder_path(&folder, "ks/d.cfg"), 0755), 0);
	ck_assert_int_eq(open_as("ks/d.cfg", 0), -EISDIR);
	folder_put(&folder, "ks/closed.cfg", "x");
	ck_assert_int_eq(chmod(folder_path(&folder, "ks/closed.cfg"), 0600), 0);
	ck_assert_int_eq(open_as("ks/closed.cfg", 0), -EACCES);
}
END_TEST

START_TEST(has_a_maximum)
{
	int fd;

	folder_put(&folder, "ks/a.cfg", "");
	fd = open(folder_path(&folder, "ks/a.cfg"), O_WRONLY);
	ck_assert_int_eq(ftruncate(fd, MADE_TEXT_MAX), 0);
	ck_assert_int_eq(open_as("ks/a.cfg", 0), 0);
	ck_assert_uint_eq(made_file.size, MADE_TEXT_MAX);
	free(made_file.text);
	ck_assert_int_eq(ftruncate(fd, MADE_TEXT_MAX + 1), 0);
	ck_assert_int_eq(open_as("ks/a.cfg", 0), -EFBIG);
	close(fd);
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("made");
	TCase *tests = tcase_create("made");
	SRunner *runner = srunner_create(suite);
	int failed;

	suite_add_tcase(suite, tests);
	tcase_add_checked_fixture(tests, set_up, tear_down);
	tcase_add_loop_test(tests, fills_in, 0, sizeof(rows) / sizeof(rows[0]));
	tcase_add_test(tests, says_the_address_of_the_site);
	tcase_add_test(tests, is_known_by_its_content);
	tcase_add_test(tests, includes_from_the_tree);
	tcase_add_test(tests, tells_a_mistake);
	tcase_add_test(tests, leaves_other_files_to_the_tree);
	tcase_add_test(tests, has_a_maximum);
	srunner_run_all(runner, CK_NORMAL);
	failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
