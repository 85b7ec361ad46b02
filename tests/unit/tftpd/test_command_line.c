/* SPDX-License-Identifier: ISC */
#include "tftpd/command_line.h"

#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* As they stand in files that people have, split at blanks as a shell does. */
static const struct {
	const char *line;
	const char *sorted;
} rows[] = {
	/* ours */
	{ "tftpd", "tftpd" },
	{ "tftpd -t", "tftpd -t" },
	{ "tftpd -tv", "tftpd -t -v" },
	{ "tftpd -t -c /etc/x.ini", "tftpd -t -c /etc/x.ini" },
	{ "tftpd -tc missing.ini", "tftpd -t -c missing.ini" },
	{ "tftpd -c/etc/x.ini", "tftpd -c /etc/x.ini" },
	{ "tftpd -s /srv", "tftpd -s /srv" },
	{ "tftpd -s srv", "tftpd -s srv" },
	{ "tftpd -s/srv", "tftpd -s /srv" },
	{ "tftpd -s", "tftpd -s" },
	{ "tftpd stray", "tftpd stray" },
	{ "tftpd -t stray", "tftpd -t stray" },
	{ "tftpd /srv", "tftpd -s /srv" },
	{ "tftpd ./srv", "tftpd -s ./srv" },
	{ "tftpd --try a -s /srv", "tftpd --try a -s /srv" },
	{ "tftpd --try=/a /srv", "tftpd --try=/a -s /srv" },
	{ "tftpd -Z", "tftpd -Z" },
	{ "tftpd -c", "tftpd --create -c" },
	{ "tftpd -c -v", "tftpd --create -v -c" },
	{ "tftpd -a", "tftpd -a" },
	{ "tftpd --nonsense /srv", "tftpd --nonsense -s /srv" },
	/* xinetd, inetd.conf of Debian, units of Debian and RHEL */
	{ "in.tftpd -s /tftpboot", "in.tftpd -s /tftpboot" },
	{ "in.tftpd -s /var/lib/tftpboot", "in.tftpd -s /var/lib/tftpboot" },
	{ "/usr/sbin/in.tftpd -c -s /tmp",
	    "/usr/sbin/in.tftpd --create -s /tmp" },
	{ "in.tftpd -c /tmp", "in.tftpd --create -s /tmp" },
	{ "in.tftpd /tmp -c", "in.tftpd -s /tmp --create" },
	{ "in.tftpd -cs /tmp", "in.tftpd --create -s /tmp" },
	{ "in.tftpd -sc /tmp", "in.tftpd --create -s /tmp" },
	{ "in.tftpd -lcvvs /tmp", "in.tftpd -l --create -v -v -s /tmp" },
	{ "in.tftpd -s -v -u tftp /srv/tftp",
	    "in.tftpd -v -u tftp -s /srv/tftp" },
	{ "in.tftpd -l -a :69 -s /srv/tftp -m /etc/tftpd.map",
	    "in.tftpd -l -a :69 -s /srv/tftp -m /etc/tftpd.map" },
	{ "in.tftpd -l -t 300 -T 1000000 -r blksize -R 4096:32760 /srv",
	    "in.tftpd -l --timeout 300 -T 1000000 -r blksize -R 4096:32760 "
	    "-s /srv" },
	{ "in.tftpd -t300 -vB1468 /srv",
	    "in.tftpd --timeout 300 -v -B 1468 -s /srv" },
	{ "in.tftpd -L -4 -p -U 022 -P /run/tftpd.pid -s /srv",
	    "in.tftpd -L -4 -p -U 022 -P /run/tftpd.pid -s /srv" },
	{ "in.tftpd --listen --user tftp --address :69 --secure /srv/tftp",
	    "in.tftpd --listen --user tftp --address :69 -s /srv/tftp" },
	{ "in.tftpd --foreground --user=tftp --address 0.0.0.0:69 --secure "
	  "--create /srv/tftp",
	    "in.tftpd --foreground --user=tftp --address 0.0.0.0:69 --create "
	    "-s /srv/tftp" },
	{ "in.tftpd --sec --addr :69 --ver --map-file /etc/map /srv",
	    "in.tftpd --addr :69 --ver --map-file /etc/map -s /srv" },
	{ "in.tftpd --verbosity 3 --blocksize 1468 --timeout 60 /srv",
	    "in.tftpd -v --blocksize 1468 --timeout 60 -s /srv" },
	{ "in.tftpd --verbosity=0 /srv", "in.tftpd -s /srv" },
	{ "in.tftpd -s -- /srv", "in.tftpd -s /srv" },
	{ "in.tftpd /a /b", "in.tftpd -s /a -s /b" },
	{ "in.tftpd -", "in.tftpd -" },
};

static struct command_line
sort(const char *text, bool *ret_fits)
{
	static char octets[COMMAND_LINE_OCTETS_MAX * 2];
	char *argv[COMMAND_LINE_WORDS_MAX * 2];
	struct command_line line;
	int argc = 0;
	char *at = octets;

	snprintf(octets, sizeof(octets), "%s", text);
	while (*at) {
		argv[argc++] = at;
		at += strcspn(at, " ");
		if (*at)
			*at++ = '\0';
	}
	*ret_fits = command_line_sort(argc, argv, &line);
	return line;
}

START_TEST(lines_are_sorted)
{
	bool fits;
	struct command_line line = sort(rows[_i].line, &fits);
	char joined[512] = "";
	size_t len = 0;

	ck_assert(fits);
	for (int i = 0; i < line.n; i++)
		len += (size_t)snprintf(joined + len, sizeof(joined) - len,
		    "%s%s", i > 0 ? " " : "",
		    line.octets + (line.words[i] - line.words[0]));
	ck_assert_str_eq(joined, rows[_i].sorted);
}
END_TEST

START_TEST(the_longest_line)
{
	char text[2 * COMMAND_LINE_WORDS_MAX + 8] = "t";
	bool fits;

	for (int i = 1; i < COMMAND_LINE_WORDS_MAX; i++)
		memcpy(text + 2 * i - 1, " x", 3);
	ck_assert_int_eq(sort(text, &fits).n, COMMAND_LINE_WORDS_MAX);
	ck_assert(fits);
	memcpy(text + strlen(text), " x", 3);
	sort(text, &fits);
	ck_assert(!fits);
}
END_TEST

START_TEST(the_longest_word)
{
	static char text[COMMAND_LINE_OCTETS_MAX + 1];
	bool fits;

	memset(text, 'x', sizeof(text) - 2);
	ck_assert_int_eq(sort(text, &fits).n, 1);
	ck_assert(fits);
	text[sizeof(text) - 2] = 'x';
	sort(text, &fits);
	ck_assert(!fits);
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("command_line");
	TCase *tests = tcase_create("command_line");
	SRunner *runner = srunner_create(suite);
	int failed;

	suite_add_tcase(suite, tests);
	tcase_add_loop_test(
	    tests, lines_are_sorted, 0, (int)(sizeof(rows) / sizeof(rows[0])));
	tcase_add_test(tests, the_longest_line);
	tcase_add_test(tests, the_longest_word);
	srunner_run_all(runner, CK_NORMAL);
	failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
