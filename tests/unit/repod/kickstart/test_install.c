/* SPDX-License-Identifier: ISC */
#include "repod/kickstart/install.h"

#include <check.h>
#include <stdlib.h>
#include <string.h>

#include "repod/kickstart/install_query.h"
#include "repod/kickstart/release.h"
#include "repod/kickstart/yaml.h"

static const struct {
	const char *text, *tag; /* NULL: none */
} names[] = {
	{ "rhel 9", "RHEL9" },
	{ "9", "RHEL9" },
	{ "6", "RHEL6" },
	{ "10", "RHEL10" },
	{ "CentOS-7.9", "RHEL7" },
	{ "Rocky8", "RHEL8" },
	{ "fedora 40", "F40" },
	{ "f46", "F46" },
	{ "5", NULL },
	{ "11", NULL },
	{ "fedora 39", NULL },
	{ "fedora 47", NULL },
	{ "debian 9", NULL },
	{ "", NULL },
	{ "rhel", NULL },
	{ "rhel 9.", NULL },
	{ "rhel 9.x", NULL },
	{ "rhel 9 ", NULL },
	{ "rhel  9", NULL },
	{ "99999999999999999999", NULL },
	{ "a name far too long for any 9", NULL },
};

START_TEST(knows_releases)
{
	struct release release = { false, 0 };
	char tag[RELEASE_TEXT_MAX];

	ck_assert(
	    release_parse(names[_i].text, &release) == (names[_i].tag != NULL));
	if (names[_i].tag)
		ck_assert_str_eq(names[_i].tag, release_tag(tag, &release));
}
END_TEST

#define HASH "$6$saltsalt$abcdefghijklmnopqrstuvwxyz0123456789"

static const struct {
	const char *key, *text;
	bool is_good;
} values[] = {
	{ "language", "en_US.UTF-8", true },
	{ "language", "en US", false },
	{ "language", "a\nb", false },
	{ "keyboard", "de (nodeadkeys)", true },
	{ "keyboard", "--x", false },
	{ "timezone", "America/Port-au-Prince", true },
	{ "timezone", "/etc/passwd", false },
	{ "utc", "maybe", false },
	{ "root-password", HASH, true },
	{ "root-password", "$y$j9T$abcdefgh$ijklmnopqrst", true },
	{ "root-password", "locked", true },
	{ "root-password", "${var.hash}", true },
	{ "root-password", "secret", false },
	{ "root-password", "$ecret", false },
	{ "root-password", "$6$short", false },
	{ "root-password", "$6$salt$with a blank in it..", false },
	{ "root-password", "", false },
	{ "repository", "http://h/x", true },
	{ "repository", "${url}/x", true },
	{ "repository", "${repo.c7}", true },
	{ "repository", "nfs://h/x", true },
	{ "repository", "nfs://h", false },
	{ "repository", "cdrom", true },
	{ "repository", "http:///x", false },
	{ "repository", "http://h/\"x", false },
	{ "repository", "file:///x", false },
	{ "extra-repositories", "a http://h/a, b ftp://h/b", true },
	{ "extra-repositories", "http://h/a", false },
	{ "extra-repositories", "a http://h/a x", false },
	{ "network", "dhcp", true },
	{ "network", "10.0.0.1/8", true },
	{ "network", "${ip}/24", true },
	{ "network", "10.0.0.1", false },
	{ "network", "10.0.0.1/33", false },
	{ "network", "10.0.0.256/8", false },
	{ "partitions", "/ 10G+", true },
	{ "partitions", "/ 10G, swap 1G swap", true },
	{ "partitions", "/ 10G ext4 x", false },
	{ "partitions", "root 10G", false },
	{ "partitions", "/ 1k", false },
	{ "partitions", "/ 16T", true },
	{ "partitions", "/ 17T", false },
	{ "partitions", "/../x 1G", false },
	{ "partitions", "/", false },
	{ "disk", "/dev/disk/by-id/x", true },
	{ "disk", "${var.disk:-sda}", true },
	{ "disk", "../x", false },
	{ "packages", "@core, -vim, @^minimal-environment", true },
	{ "packages", "%include /x", false },
	{ "packages", "#x", false },
	{ "packages", "a,,b", false },
	{ "firewall-ports", "80:tcp, 53:udp", true },
	{ "firewall-ports", "80", false },
	{ "firewall-ports", "0:tcp", false },
	{ "firewall-ports", "65536:tcp", false },
	{ "ssh-key", "ssh-ed25519 AAAA op@lab", true },
	{ "ssh-key", "AAAA", false },
	{ "ssh-key", "ssh-rsa A\"", false },
	{ "layout", "lvm", true },
	{ "layout", "LVM", false },
	{ "kernel-arguments", "a=\"b\" c", true },
	{ "kernel-arguments", "a\tb", false },
	{ "version", "rhel 9", true },
	{ "version", "rhel 5", false },
};

START_TEST(takes_values)
{
	struct install install = { .installer = INSTALLER_KICKSTART };
	enum install_field field =
	    install_field_of(INSTALLER_KICKSTART, values[_i].key);
	char message[INSTALL_MESSAGE_MAX] = "";

	ck_assert_uint_lt(field, N_INSTALL_FIELDS);
	ck_assert_msg(install_set(&install, field, values[_i].text, message) ==
		values[_i].is_good,
	    "%s = %s", values[_i].key, values[_i].text);
	ck_assert((*message == '\0') == values[_i].is_good);
	ck_assert((install.text[field] != NULL) == values[_i].is_good);
}
END_TEST

START_TEST(has_fields_an_installer)
{
	ck_assert_uint_eq(
	    install_field_of(INSTALLER_PRESEED, "selinux"), N_INSTALL_FIELDS);
	ck_assert_uint_eq(
	    install_field_of(INSTALLER_KICKSTART, ""), N_INSTALL_FIELDS);
	ck_assert_uint_eq(
	    install_field_of(INSTALLER_AUTOINSTALL, "user"), INSTALL_USER);
	for (enum install_field i = 0; i < N_INSTALL_FIELDS; i++) {
		ck_assert_ptr_nonnull(install_about(i)->key);
		ck_assert_uint_ne(install_about(i)->installers, 0);
	}
}
END_TEST

/* Nothing that is wrong goes further than a comment. */
static const struct {
	enum installer installer;
	const char *query, *holds, *lacks;
} queries[] = {
	{ INSTALLER_KICKSTART, "make&version=rhel+9&language=de_DE.UTF-8",
	    "\nlang de_DE.UTF-8\n", "WRONG" },
	{ INSTALLER_KICKSTART, "make&version=rhel%209&language=a%0Arootpw+x",
	    "# WRONG language: a language", "rootpw x" },
	{ INSTALLER_KICKSTART, "make&version=9&root-password=secret",
	    "HASH-OF-root-password", "secret" },
	{ INSTALLER_KICKSTART, "make&version=9&post-script=a%0D%0A%25end",
	    "# WRONG post-script: ", "%post" },
	{ INSTALLER_KICKSTART, "make&version=9&post-script=a%0D%0Ab",
	    "\na\nb\n%end\n", "\r" },
	{ INSTALLER_KICKSTART, "make", "# WRONG version: ", "secret" },
	{ INSTALLER_KICKSTART, "make&version=9&nothing=x&&=&=x&y", "\nlang ",
	    "nothing" },
	{ INSTALLER_PRESEED, "make&user=op", "HASH-OF-user-password", "WRONG" },
	{ INSTALLER_AUTOINSTALL, "make&user=op",
	    "# WRONG hostname: ", "WRONG user" },
};

START_TEST(answers_queries)
{
	char text[16 << 10];
	struct writer writer = writer_over(text, sizeof(text) - 1);

	install_query_text(queries[_i].installer, queries[_i].query,
	    strlen(queries[_i].query), &writer);
	text[writer.pos] = '\0';
	ck_assert_msg(strstr(text, queries[_i].holds), "%s", text);
	ck_assert_msg(!strstr(text, queries[_i].lacks), "%s", text);
}
END_TEST

/* At the most that is read, and past it; every octet escaped, and none. */
START_TEST(bounds_queries)
{
	static char query[3 * INSTALL_QUERY_MAX], text[64 << 10];
	static const size_t lengths[] = { 0, 1, INSTALL_QUERY_MAX - 1,
		INSTALL_QUERY_MAX, INSTALL_QUERY_MAX + 1, sizeof(query) };
	static const char *const fills[] = { "a", "a=b&", "%41", "=&", "%" };

	for (size_t i = 0; i < sizeof(fills) / sizeof(fills[0]); i++) {
		size_t n = strlen(fills[i]);

		for (size_t j = 0; j < sizeof(query); j++)
			query[j] = fills[i][j % n];
		for (size_t j = 0; j < sizeof(lengths) / sizeof(lengths[0]);
		     j++) {
			struct writer writer = writer_over(text, sizeof(text));

			install_query_text(
			    INSTALLER_KICKSTART, query, lengths[j], &writer);
			ck_assert(!writer.failed);
		}
	}
}
END_TEST

START_TEST(quotes_yaml)
{
	char text[128];
	struct writer writer = writer_over(text, sizeof(text));

	yaml_pair(&writer, 1, "k", "a\"b\\c\nd\te\x01");
	yaml_pair(&writer, 0, "none", NULL);
	yaml_item(&writer, 2, "x");
	writer_u8(&writer, '\0');
	ck_assert_str_eq(
	    text, "  k: \"a\\\"b\\\\c\\nd\\te\\x01\"\n    - \"x\"\n");
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("install");
	TCase *tcase = tcase_create("all");
	SRunner *runner = srunner_create(suite);
	int failed;

	tcase_add_loop_test(
	    tcase, knows_releases, 0, sizeof(names) / sizeof(names[0]));
	tcase_add_loop_test(
	    tcase, takes_values, 0, sizeof(values) / sizeof(values[0]));
	tcase_add_test(tcase, has_fields_an_installer);
	tcase_add_loop_test(
	    tcase, answers_queries, 0, sizeof(queries) / sizeof(queries[0]));
	tcase_add_test(tcase, bounds_queries);
	tcase_add_test(tcase, quotes_yaml);
	suite_add_tcase(suite, tcase);
	srunner_run_all(runner, CK_NORMAL);
	failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
