/* SPDX-License-Identifier: ISC */
#include "repod/repository_page.h"

#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "common/path.h"
#include "repod/folder_view.h"

static char out[REPOSITORY_PAGE_MAX + 1];

static void
write_page(const struct repository *repository, const char *path)
{
	struct writer writer = writer_over(out, REPOSITORY_PAGE_MAX);

	memset(out, 0, sizeof(out));
	repository_page_write(&writer, repository, "http://server", path);
	ck_assert(!writer.failed);
}

static bool
has(const char *text)
{
	return strstr(out, text) != NULL;
}

START_TEST(tells_of_an_install_tree)
{
	static const struct repository repository = {
		.is_tree = true,
		.is_rpm = true,
		.name = "CentOS <7>",
		.version = "7",
		.architecture = "x86_64",
		.key = "RPM-GPG-KEY-CentOS-7",
		.n_packages = 3894,
	};

	write_page(&repository, "pub/a b");
	ck_assert(has("<h2 id=\"repository\">CentOS &lt;7&gt;</h2>"));
	ck_assert(has("<dt>Version</dt><dd>7</dd>"));
	ck_assert(has("<dt>Architecture</dt><dd>x86_64</dd>"));
	ck_assert(has("<dt>Packages</dt><dd>3,894</dd>"));
	ck_assert(has("<pre>inst.repo=http://server/pub/a%20b/</pre>"));
	ck_assert(has("<pre>url --url=\"http://server/pub/a%20b/\"</pre>"));
	ck_assert(has("<pre>[CentOS--7--7]\nname=CentOS &lt;7&gt; 7\n"
		      "baseurl=http://server/pub/a%20b/\nenabled=1\n"
		      "gpgcheck=1\ngpgkey=http://server/pub/a%20b/"
		      "RPM-GPG-KEY-CentOS-7\n</pre>"));
}
END_TEST

START_TEST(tells_of_packages_without_a_name)
{
	static const struct repository repository = {
		.is_rpm = true,
		.n_packages = 5,
		.has_more_packages = true,
	};

	write_page(&repository, "pub/ours");
	ck_assert(has("RPM packages</h2>"));
	ck_assert(has("<pre>[ours]\nname=ours\nbaseurl=http://server/pub/ours/"
		      "\nenabled=1\ngpgcheck=1\n</pre>"));
	ck_assert(has("<dd>more than 5</dd>"));
	ck_assert(!has("inst.repo"));
	ck_assert(!has("Version"));
	write_page(&repository, "");
	ck_assert(has("[packages]\nname=packages\nbaseurl=http://server/\n"));
}
END_TEST

START_TEST(tells_of_an_archive)
{
	struct repository repository = {
		.name = "Debian",
		.n_suites = 2,
		.suites = { { "bookworm", "main contrib" }, { "sid", "" } },
	};

	write_page(&repository, "debian");
	ck_assert(has("<pre>deb http://server/debian/ bookworm main contrib\n"
		      "deb http://server/debian/ sid\n</pre>"));
	repository.n_above = 2;
	write_page(&repository, "debian/dists/bookworm");
	ck_assert(has("deb http://server/debian/ bookworm main contrib\n"));
	repository = (struct repository){ .n_suites = 1 };
	memcpy(repository.suites[0].codename, "./", 3);
	write_page(&repository, "flat");
	ck_assert(has("deb http://server/flat/ ./\n"));
	ck_assert(has("Debian packages</h2>"));
}
END_TEST

START_TEST(has_room_for_the_longest)
{
	struct repository repository = {
		.is_tree = true,
		.is_rpm = true,
		.n_suites = REPOSITORY_SUITES_MAX,
		.n_packages = UINT64_MAX,
	};
	const char *names[REPOSITORY_PAGE_ANSWERS_MAX + 1];
	char origin[ORIGIN_MAX], path[PATH_NAME_MAX], name[256];
	struct writer writer = writer_over(out, REPOSITORY_PAGE_MAX);

	memset(origin, '\'', sizeof(origin) - 1);
	origin[sizeof(origin) - 1] = '\0';
	memset(path, '"', sizeof(path) - 1);
	path[sizeof(path) - 1] = '\0';
	memset(repository.name, '"', REPOSITORY_TEXT_MAX - 1);
	memset(repository.version, '"', REPOSITORY_TEXT_MAX - 1);
	memset(repository.architecture, '"', REPOSITORY_TEXT_MAX - 1);
	memset(repository.key, '"', REPOSITORY_TEXT_MAX - 1);
	for (int i = 0; i < REPOSITORY_SUITES_MAX; i++) {
		memset(repository.suites[i].codename, '"',
		    REPOSITORY_TEXT_MAX - 1);
		memset(repository.suites[i].components, '"',
		    REPOSITORY_TEXT_MAX - 1);
	}
	repository_page_write(&writer, &repository, origin, path);
	ck_assert(!writer.failed);
	memset(name, '"', 252);
	memcpy(name + 252, ".ks", 4);
	for (int i = 0; i <= REPOSITORY_PAGE_ANSWERS_MAX; i++)
		names[i] = name;
	writer = writer_over(out, REPOSITORY_PAGE_MAX);
	repository_page_answers(
	    &writer, names, REPOSITORY_PAGE_ANSWERS_MAX + 1, origin, path);
	ck_assert(!writer.failed);
}
END_TEST

static const struct {
	const char *name;
	const char *line; /* NULL: it is none */
} answers[] = {
	{ "web1.ks", "inst.ks=http://server/ks/web1.ks" },
	{ "ks7.cfg", "inst.ks=http://server/ks/ks7.cfg" },
	{ "a.seed", "auto=true priority=critical url=http://server/ks/a.seed" },
	{ "preseed.cfg",
	    "auto=true priority=critical url=http://server/ks/preseed.cfg" },
	{ "autoinst.xml", "autoyast=http://server/ks/autoinst.xml" },
	{ "user-data", "autoinstall ds=nocloud-net;s=http://server/ks/" },
	{ "<>.ks", "inst.ks=http://server/ks/%3C%3E.ks" },
	{ "grub.cfg", NULL },
	{ ".ks", NULL },
	{ "primary.xml", NULL },
};

START_TEST(tells_of_answer_files)
{
	const char *name = answers[_i].name;
	struct writer writer = writer_over(out, REPOSITORY_PAGE_MAX);
	char line[128];

	memset(out, 0, sizeof(out));
	ck_assert_int_eq(
	    repository_page_is_answer(name), answers[_i].line != NULL);
	if (!answers[_i].line)
		return;
	snprintf(line, sizeof(line), "<pre>%s</pre>", answers[_i].line);
	repository_page_answers(&writer, &name, 1, "http://server", "ks");
	ck_assert_msg(has(line), "%s in %s", line, out);
}
END_TEST

START_TEST(is_silent_without_answer_files)
{
	struct writer writer = writer_over(out, REPOSITORY_PAGE_MAX);

	repository_page_answers(&writer, NULL, 0, "http://server", "ks");
	ck_assert_uint_eq(writer.pos, 0);
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("repository_page");
	TCase *tests = tcase_create("repository_page");
	SRunner *runner = srunner_create(suite);
	int failed;

	suite_add_tcase(suite, tests);
	tcase_add_test(tests, tells_of_an_install_tree);
	tcase_add_test(tests, tells_of_packages_without_a_name);
	tcase_add_test(tests, tells_of_an_archive);
	tcase_add_test(tests, has_room_for_the_longest);
	tcase_add_loop_test(tests, tells_of_answer_files, 0,
	    sizeof(answers) / sizeof(answers[0]));
	tcase_add_test(tests, is_silent_without_answer_files);
	srunner_run_all(runner, CK_NORMAL);
	failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
