/* SPDX-License-Identifier: ISC */
#include "repod/ftp_source.h"

#include <check.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "repod/ftp_folder.h"
#include "repod/ftp_names.h"

#define NOW 1511355600 /* 2017-11-22 13:00:00 */

/* In memory: one test makes 65,536 names. */
static char root[] = "/dev/shm/test_ftp_source.XXXXXX";
static struct tree *tree;

/* --- a tree --------------------------------------------------------------- */

static const char *
at(const char *name)
{
	static char path[4096];

	snprintf(path, sizeof(path), "%s/%s", root, name);
	return path;
}

static void
make_file(const char *name, const char *content)
{
	int fd = open(at(name), O_WRONLY | O_CREAT | O_TRUNC, 0644);
	size_t len = strlen(content);
	struct timespec times[2] = { { .tv_sec = 951782400 },
		{ .tv_sec = 951782400 } };

	ck_assert_int_ge(fd, 0);
	ck_assert_int_eq(write(fd, content, len), (ssize_t)len);
	ck_assert_int_eq(fchmod(fd, 0644), 0);
	ck_assert_int_eq(futimens(fd, times), 0);
	close(fd);
}

static void
set_up(void)
{
	memcpy(root + strlen(root) - 6, "XXXXXX", 6);
	ck_assert_ptr_nonnull(mkdtemp(root));
	ck_assert_int_eq(chmod(root, 0755), 0);
	ck_assert_int_eq(tree_open(root, false, &tree), 0);
}

static void
tear_down(void)
{
	char command[64];

	tree_unref(tree);
	snprintf(command, sizeof(command), "rm -rf %s", root);
	ck_assert_int_eq(system(command), 0);
}

/* Everything that source makes, NUL-terminated, in out; it is freed. Return:
 * octets; -errno. */
static ssize_t
drain(struct ftp_source *source, char *out, size_t size)
{
	static uint8_t piece[FTP_SOURCE_PIECE_MIN];
	size_t len = 0;
	ssize_t n;

	while ((n = ftp_source_fill(source, piece, sizeof(piece))) > 0) {
		ck_assert_uint_lt(len + (size_t)n, size);
		memcpy(out + len, piece, (size_t)n);
		len += (size_t)n;
	}
	out[len] = '\0';
	ftp_source_free(source);
	return n < 0 ? n : (ssize_t)len;
}

/* --- files in type A ------------------------------------------------------ */

static struct ftp_source *
open_ascii(const char *name, uint64_t skip)
{
	struct ftp_source *source;
	struct stream_file *file;
	struct tree_file opened;
	uint64_t size;

	ck_assert_int_eq(tree_open_file(tree, name, &opened), 0);
	size = opened.size;
	file = stream_file_of(&opened);
	ck_assert_ptr_nonnull(file);
	ck_assert_int_eq(ftp_source_new_ascii(file, size, skip, &source), 0);
	stream_file_unref(file);
	return source;
}

START_TEST(ascii)
{
	static const char want[] = "one\r\ntwo\r\n\r\nend";
	char got[64];

	make_file("text", "one\ntwo\r\n\nend");
	for (uint64_t skip = 0; skip < sizeof(want); skip++) {
		drain(open_ascii("text", skip), got, sizeof(got));
		ck_assert_str_eq(got, want + skip);
	}
	/* Behind the end there is nothing. */
	ck_assert_int_eq(drain(open_ascii("text", 1000), got, 64), 0);
	ck_assert_int_eq(drain(open_ascii("text", UINT64_MAX), got, 64), 0);
	make_file("empty", "");
	ck_assert_int_eq(drain(open_ascii("empty", 0), got, 64), 0);
}
END_TEST

START_TEST(ascii_over_many_pieces)
{
	enum {
		LINES = 100000
	};
	char *text = malloc(LINES + 1), *got = malloc(2 * LINES + 1);

	ck_assert(text && got);
	memset(text, '\n', LINES);
	text[LINES] = '\0';
	make_file("lines", text);
	ck_assert_int_eq(
	    drain(open_ascii("lines", 0), got, 2 * LINES + 1), 2 * LINES);
	ck_assert_int_eq(
	    drain(open_ascii("lines", 99999), got, 2 * LINES + 1), 100001);
	ck_assert_int_eq(got[0], '\n');
	free(text);
	free(got);
}
END_TEST

START_TEST(ascii_of_a_file_that_changes)
{
	struct ftp_source *source;
	char got[64];

	make_file("text", "0123456789");
	source = open_ascii("text", 0);
	ck_assert_int_eq(truncate(at("text"), 4), 0);
	ck_assert_int_eq(drain(source, got, sizeof(got)), -EIO);
	make_file("text", "0123");
	source = open_ascii("text", 0);
	make_file("text", "012345678");
	ck_assert_int_eq(drain(source, got, sizeof(got)), -EIO);
}
END_TEST

/* Written to between two pieces: never the start of one and the end of the
 * other. */
START_TEST(ascii_of_a_file_that_is_written_to)
{
	static uint8_t piece[FTP_SOURCE_PIECE_MIN];
	static char text[4 * FTP_SOURCE_PIECE_MIN + 1];
	struct ftp_source *source;
	int fd;

	memset(text, 'a', sizeof(text) - 1);
	make_file("text", text);
	source = open_ascii("text", 0);
	ck_assert_int_gt(ftp_source_fill(source, piece, sizeof(piece)), 0);
	fd = open(at("text"), O_WRONLY);
	ck_assert_int_eq(pwrite(fd, "b", 1, (off_t)sizeof(text) - 2), 1);
	close(fd);
	ck_assert_int_eq(ftp_source_fill(source, piece, sizeof(piece)), -EIO);
	ftp_source_free(source);
}
END_TEST

/* --- listings ------------------------------------------------------------- */

static struct ftp_source *
open_list(const struct ftp_action *action, const struct access *access)
{
	union endpoint peer = endpoint_ipv4(0xc0a80a02, 51000);
	struct ftp_source *source;

	ck_assert_int_eq(
	    ftp_source_new_list(tree, access, &peer, action, NOW, &source), 0);
	return source;
}

static void
list(const struct ftp_action *action, char *got, size_t size)
{
	ck_assert_int_ge(drain(open_list(action, NULL), got, size), 0);
}

static void
make_folder(void)
{
	ck_assert_int_eq(mkdir(at("pub"), 0755), 0);
	ck_assert_int_eq(mkdir(at("pub/os"), 0755), 0);
	make_file("pub/b.rpm", "12345");
	make_file("pub/a.rpm", "1");
	make_file("pub/.treeinfo", "");
	make_file("pub/secret", "");
	make_file("pub/two\nlines", "");
	make_file("pub/carriage\rreturn", "");
	ck_assert_int_eq(chmod(at("pub/secret"), 0600), 0);
	ck_assert_int_eq(mkfifo(at("pub/pipe"), 0644), 0);
	ck_assert_int_eq(symlink("a.rpm", at("pub/link")), 0);
	ck_assert_int_eq(symlink("/etc/passwd", at("pub/out")), 0);
	ck_assert_int_eq(symlink("nowhere", at("pub/dangling")), 0);
}

static const struct {
	const char *only;
	bool is_glob;
	const char *prefix;
	const char *want;
} names[] = {
	{ NULL, false, "", ".treeinfo\r\na.rpm\r\nb.rpm\r\nlink\r\nos\r\n" },
	{ NULL, false, "pub",
	    "pub/.treeinfo\r\npub/a.rpm\r\npub/b.rpm\r\npub/link\r\n"
	    "pub/os\r\n" },
	{ "*.rpm", true, "/pub/", "/pub/a.rpm\r\n/pub/b.rpm\r\n" },
	{ "*", true, "", "a.rpm\r\nb.rpm\r\nlink\r\nos\r\n" },
	{ "a.rpm", false, "./", "./a.rpm\r\n" },
	{ "*.rpm", false, "", "" },
	{ "secret", false, "", "" },
	{ "absent*", true, "", "" },
};

START_TEST(names_of_a_folder)
{
	struct ftp_action action = { .name = "pub",
		.form = FTP_FORM_NAMES,
		.only = names[_i].only,
		.is_glob = names[_i].is_glob,
		.prefix = names[_i].prefix,
		.prefix_len = strlen(names[_i].prefix) };
	char got[256];

	make_folder();
	list(&action, got, sizeof(got));
	ck_assert_msg(strcmp(got, names[_i].want) == 0, "row %d: %s", _i, got);
}
END_TEST

static void
make_trees(void)
{
	static const char *const folders[] = { "6", "6/os", "6/os/images", "7",
		"7/os", "7/os/images", "7/extra" };

	for (size_t i = 0; i < sizeof(folders) / sizeof(folders[0]); i++)
		ck_assert_int_eq(mkdir(at(folders[i]), 0755), 0);
	make_file("6/os/images/boot.iso", "");
	make_file("6/os/.treeinfo", "");
	make_file("7/os/images/boot.iso", "");
	make_file("7/os/images/pxeboot", "");
	make_file("7/extra/boot.iso", "");
	make_file("readme", "");
	ck_assert_int_eq(mkdir(at("[7]"), 0755), 0);
	make_file("[7]/itself", "");
}

static const struct {
	const char *folder, *only, *prefix, *want;
} paths[] = {
	{ "", "*/os/images/*.iso", "",
	    "6/os/images/boot.iso\r\n7/os/images/boot.iso\r\n" },
	{ "", "?/*/boot.iso", "", "7/extra/boot.iso\r\n" },
	{ "", "[!6]/os/*/b*", "/", "/7/os/images/boot.iso\r\n" },
	{ "7", "*/*/*", "7/",
	    "7/os/images/boot.iso\r\n7/os/images/pxeboot\r\n" },
	{ "", "7/*", "", "7/extra\r\n7/os\r\n" },
	/* Folders alone, as the part behind the last slash is nothing. */
	{ "", ".//*/./os/", "", "6/os\r\n7/os\r\n" },
	/* A name that looks like a pattern is itself, too. */
	{ "", "[7]/*", "", "7/extra\r\n7/os\r\n[7]/itself\r\n" },
	/* A dot at the start is a dot's alone; a file is entered by nothing. */
	{ "", "6/os/*", "", "6/os/images\r\n" },
	{ "", "6/os/.*", "", "6/os/.treeinfo\r\n" },
	{ "", "readme/*", "", "" },
	{ "", "*/absent/*", "", "" },
	/* No pattern climbs: each of these would double the work. */
	{ "7", "*/../../6/*", "", "" },
	{ "", "*/../*/../*", "", "" },
};

START_TEST(patterns_of_several_parts)
{
	struct ftp_action action = { .name = paths[_i].folder,
		.form = FTP_FORM_NAMES,
		.only = paths[_i].only,
		.is_glob = true,
		.prefix = paths[_i].prefix,
		.prefix_len = strlen(paths[_i].prefix) };
	char got[256];

	make_trees();
	list(&action, got, sizeof(got));
	ck_assert_msg(strcmp(got, paths[_i].want) == 0, "row %d: %s", _i, got);
}
END_TEST

/* CVE-2011-0762: links in a circle make ever more of every part. */
START_TEST(a_pattern_over_a_circle_of_links)
{
	struct ftp_action action = { .name = "",
		.form = FTP_FORM_NAMES,
		.only = "*/*/*/*/*/*/*/*/*/*/*/*/*/*/*/*/*/*/*/*/*/*/*/*",
		.is_glob = true };
	char got[256];

	for (char name[] = "a"; name[0] < 'k'; name[0]++)
		ck_assert_int_eq(symlink(".", at(name)), 0);
	ck_assert_int_eq(
	    drain(open_list(&action, NULL), got, sizeof(got)), -EFBIG);
}
END_TEST

/* What its network may not have, no pattern looks into. */
START_TEST(patterns_go_by_access)
{
	static struct access access = { .n = 2,
		.rules = { { .path = "7/os", .is_set = true },
		    { .path = "6", .is_set = true } } };
	struct ftp_action action = { .name = "",
		.form = FTP_FORM_NAMES,
		.only = "*/*/*",
		.is_glob = true };
	char got[256];

	make_trees();
	ck_assert_int_ge(drain(open_list(&action, &access), got, 256), 0);
	ck_assert_str_eq(got, "7/extra/boot.iso\r\n");
	action.only = "*/os/images";
	ck_assert_int_ge(drain(open_list(&action, &access), got, 256), 0);
	ck_assert_str_eq(got, "");
	action.only = "*/os";
	ck_assert_int_ge(drain(open_list(&action, &access), got, 256), 0);
	ck_assert_str_eq(got, "7/os\r\n");
}
END_TEST

/* Inside a reply: no line may begin with a code, and an octet 0xff is two, or
 * it would be Telnet's. */
START_TEST(the_status_of_a_folder)
{
	struct ftp_action action = { .name = "", .form = FTP_FORM_STATUS };
	char got[256];

	make_file("213 end", "1");
	make_file("\xff", "");
	list(&action, got, sizeof(got));
	ck_assert_str_eq(got,
	    " -rw-r--r--   1 ftp      ftp                 1 Feb 29  2000 213 "
	    "end\r\n"
	    " -rw-r--r--   1 ftp      ftp                 0 Feb 29  2000 "
	    "\xff\xff\r\n");
}
END_TEST

START_TEST(long_and_facts)
{
	struct ftp_action action = { .name = "pub",
		.form = FTP_FORM_LONG,
		.only = "?.rpm",
		.is_glob = true,
		.prefix = "pub",
		.prefix_len = 3 };
	char got[512];

	make_folder();
	list(&action, got, sizeof(got));
	ck_assert_str_eq(got,
	    "-rw-r--r--   1 ftp      ftp                 1 Feb 29  2000 a.rpm"
	    "\r\n"
	    "-rw-r--r--   1 ftp      ftp                 5 Feb 29  2000 b.rpm"
	    "\r\n");
	action.form = FTP_FORM_FACTS;
	action.facts = FTP_FACT_TYPE | FTP_FACT_SIZE | FTP_FACT_MODIFY;
	list(&action, got, sizeof(got));
	ck_assert_str_eq(got,
	    "Type=file;Size=1;Modify=20000229000000; a.rpm\r\n"
	    "Type=file;Size=5;Modify=20000229000000; b.rpm\r\n");
}
END_TEST

START_TEST(a_folder_that_went)
{
	struct ftp_action action = { .name = "absent" };
	char got[16];

	ck_assert_int_eq(
	    drain(open_list(&action, NULL), got, sizeof(got)), -ENOENT);
}
END_TEST

/* The longest prefix and the longest names, over many pieces. */
START_TEST(long_names)
{
	enum {
		N = 100,
		NAME_LEN = 255
	};
	static char got[N * (FTP_LINE_MAX + 300)], prefix[FTP_LINE_MAX + 1];
	struct ftp_action action = { .name = "",
		.form = FTP_FORM_NAMES,
		.prefix = prefix,
		.prefix_len = FTP_LINE_MAX };
	char name[NAME_LEN + 1];

	memset(prefix, 'p', FTP_LINE_MAX);
	for (int i = 0; i < N; i++) {
		memset(name, 'n', NAME_LEN);
		snprintf(name, 4, "%03d", i);
		name[3] = 'n';
		name[NAME_LEN] = '\0';
		make_file(name, "");
	}
	list(&action, got, sizeof(got));
	ck_assert_uint_eq(strlen(got), N * (FTP_LINE_MAX + 1 + NAME_LEN + 2));
}
END_TEST

/* At FTP_NAMES_MAX octets of names a folder is listed, with one name
 * more it is not. */
START_TEST(the_largest_folder)
{
	enum {
		NAME_LEN = 255,
		N = FTP_NAMES_MAX / (NAME_LEN + 1)
	};
	struct ftp_action action = { .name = "",
		.form = FTP_FORM_NAMES,
		.only = "00000*",
		.is_glob = true };
	static uint8_t piece[FTP_SOURCE_PIECE_MIN];
	struct ftp_source *source;
	char name[NAME_LEN + 1], got[8192];
	int folder = open(root, O_RDONLY | O_DIRECTORY);

	ck_assert_int_ge(folder, 0);
	make_file("file", "");
	memset(name, 'n', NAME_LEN);
	name[NAME_LEN] = '\0';
	for (int i = 0; i < N; i++) {
		char digits[8];

		snprintf(digits, sizeof(digits), "%06d", i);
		memcpy(name, digits, 6);
		ck_assert_int_eq(linkat(folder, "file", folder, name, 0), 0);
	}
	ck_assert_int_eq(unlinkat(folder, "file", 0), 0);
	close(folder);
	/* Names that are not asked for need no room. */
	list(&action, got, sizeof(got));
	ck_assert_uint_eq(strlen(got), 10 * (NAME_LEN + 2));
	action.only = NULL;
	source = open_list(&action, NULL);
	ck_assert_int_gt(ftp_source_fill(source, piece, sizeof(piece)), 0);
	ftp_source_free(source);
	make_file("one-more", "");
	ck_assert_int_eq(
	    drain(open_list(&action, NULL), got, sizeof(got)), -EFBIG);
}
END_TEST

START_TEST(describe)
{
	struct ftp_entry entry;
	struct stat st = { .st_mode = S_IFREG | 0640,
		.st_nlink = 2,
		.st_size = 5000000000,
		.st_dev = 7,
		.st_ino = 9,
		.st_mtim.tv_sec = -1 };

	entry = ftp_folder_describe(&st);
	ck_assert(!entry.is_folder && entry.mode == 0640 &&
	    entry.n_links == 2 && entry.size == 5000000000 &&
	    entry.mtime_s == -1 && entry.device == 7 && entry.inode == 9);
	st.st_mode = S_IFDIR | 0755;
	ck_assert(ftp_folder_describe(&st).is_folder);
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("ftp_source");
	TCase *tcase = tcase_create("ftp_source");
	SRunner *runner;
	int failed;

	tcase_add_checked_fixture(tcase, set_up, tear_down);
	tcase_set_timeout(tcase, 60);
	tcase_add_test(tcase, ascii);
	tcase_add_test(tcase, ascii_over_many_pieces);
	tcase_add_test(tcase, ascii_of_a_file_that_changes);
	tcase_add_test(tcase, ascii_of_a_file_that_is_written_to);
	tcase_add_loop_test(
	    tcase, names_of_a_folder, 0, sizeof(names) / sizeof(names[0]));
	tcase_add_loop_test(tcase, patterns_of_several_parts, 0,
	    sizeof(paths) / sizeof(paths[0]));
	tcase_add_test(tcase, a_pattern_over_a_circle_of_links);
	tcase_add_test(tcase, patterns_go_by_access);
	tcase_add_test(tcase, the_status_of_a_folder);
	tcase_add_test(tcase, long_and_facts);
	tcase_add_test(tcase, a_folder_that_went);
	tcase_add_test(tcase, long_names);
	tcase_add_test(tcase, the_largest_folder);
	tcase_add_test(tcase, describe);
	suite_add_tcase(suite, tcase);
	runner = srunner_create(suite);
	srunner_run_all(runner, CK_NORMAL);
	failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
