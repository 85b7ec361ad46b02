/* SPDX-License-Identifier: ISC */
#include "repod/check/unpack.h"

#include <check.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "repod/check/unpack_coding.h"
#include "tests/unit/repod/folder.h"

enum {
	MOST = 3 << 20
};

/* Each with the program that makes such a file of its standard input. */
static const struct {
	const char *name, *program;
} codings[] = {
	{ "f.xml", "cat" },
	{ "f.gz", "gzip -c" },
	{ "f.xz", "xz -c" },
	{ "f.zst", "zstd -q -c" },
};
#define N_CODINGS (sizeof(codings) / sizeof(codings[0]))

/* Around the piece that is read at once. */
static const size_t sizes[] = { 0, 1, 65535, 65536, 65537, 131072, MOST };

static struct folder folder;
static uint8_t *content, *got;
static size_t n_got;
static size_t enough; /* after so many it wants no more */
static unsigned n_last, n_calls;

static void
set_up(void)
{
	folder = folder_make();
	content = malloc(MOST);
	got = malloc(2 * (size_t)MOST);
	enough = SIZE_MAX;
	n_got = 0;
	n_last = n_calls = 0;
	/* A part that shrinks, and one that does not. */
	for (size_t i = 0; i < MOST; i++)
		content[i] =
		    i < MOST / 2 ? (uint8_t)(i / 1000) : (uint8_t)random();
}

static void
tear_down(void)
{
	free(content);
	free(got);
	folder_remove(&folder);
}

static bool
take(void *owner, const void *bytes, size_t len, bool is_last)
{
	(void)owner;
	ck_assert_uint_eq(n_last, 0);
	ck_assert_uint_le(n_got + len, 2 * (size_t)MOST);
	memcpy(got + n_got, bytes, len);
	n_got += len;
	n_calls++;
	n_last += is_last;
	return n_got < enough;
}

/* Make that file of @size octets of the content. */
static void
make(int i, size_t size)
{
	char command[256];
	FILE *pipe;

	snprintf(command, sizeof(command), "%s >%s/%s", codings[i].program,
	    folder.path, codings[i].name);
	pipe = popen(command, "w");
	ck_assert_ptr_nonnull(pipe);
	ck_assert_uint_eq(fwrite(content, 1, size, pipe), size);
	ck_assert_int_eq(pclose(pipe), 0);
}

static int
unpack(const char *name)
{
	struct tree_file file;
	int r;

	ck_assert_int_eq(tree_open_file(folder.tree, name, &file), 0);
	r = unpack_file(&file, name, take, NULL);
	tree_close(&file);
	return r;
}

static bool
is_coded(int i)
{
	return strcmp(codings[i].name, "f.xml") != 0;
}

static bool
is_built(int i)
{
	return !is_coded(i) || unpack_coding_of(codings[i].name);
}

START_TEST(gives_every_octet_once)
{
	int i = _i % (int)N_CODINGS;
	size_t size = sizes[_i / (int)N_CODINGS];

	if (!is_built(i))
		return;
	make(i, size);
	ck_assert_int_eq(unpack(codings[i].name), 0);
	ck_assert_uint_eq(n_got, size);
	ck_assert_uint_eq(n_last, 1);
	ck_assert_mem_eq(got, content, size);
}
END_TEST

/* As programs write it that work on pieces side by side. */
START_TEST(reads_several_one_behind_the_other)
{
	char command[256];

	if (!is_built(_i))
		return;
	make(_i, MOST);
	snprintf(command, sizeof(command),
	    "cd %s && cat %s %s >both && mv both %s", folder.path,
	    codings[_i].name, codings[_i].name, codings[_i].name);
	ck_assert_int_eq(system(command), 0);
	ck_assert_int_eq(unpack(codings[_i].name), 0);
	ck_assert_uint_eq(n_got, 2 * (size_t)MOST);
	ck_assert_uint_eq(n_last, 1);
	ck_assert_mem_eq(got + MOST, content, MOST);
}
END_TEST

/* Cut at its start, in its middle and before its last octet. */
START_TEST(tells_a_cut_one)
{
	char *path = folder_path(&folder, codings[_i].name);
	struct stat st;

	if (!is_coded(_i) || !is_built(_i))
		return;
	for (int at = 0; at < 4; at++) {
		make(_i, 200000);
		ck_assert_int_eq(stat(path, &st), 0);
		ck_assert_int_eq(truncate(path,
				     at == 0	   ? 0
					 : at == 1 ? 5
					 : at == 2 ? st.st_size / 2
						   : st.st_size - 1),
		    0);
		ck_assert_int_eq(unpack(codings[_i].name), -EBADMSG);
		ck_assert_uint_eq(n_last, 0);
		n_got = 0;
	}
}
END_TEST

START_TEST(tells_a_damaged_one)
{
	char *path = folder_path(&folder, codings[_i].name);
	struct stat st;
	uint8_t octet;
	int fd;

	if (!is_coded(_i) || !is_built(_i))
		return;
	make(_i, MOST);
	fd = open(path, O_RDWR);
	ck_assert_int_eq(fstat(fd, &st), 0);
	ck_assert_int_eq(pread(fd, &octet, 1, 1), 1);
	octet ^= 0xff;
	ck_assert_int_eq(pwrite(fd, &octet, 1, 1), 1);
	close(fd);
	ck_assert_int_eq(unpack(codings[_i].name), -EBADMSG);
	ck_assert_uint_eq(n_last, 0);
}
END_TEST

START_TEST(stops_where_it_is_asked_to)
{
	if (!is_built(_i))
		return;
	make(_i, MOST);
	enough = 1;
	ck_assert_int_eq(unpack(codings[_i].name), 0);
	ck_assert_uint_eq(n_calls, 1);
	ck_assert_uint_eq(n_last, 0);
}
END_TEST

START_TEST(knows_no_other)
{
	static const char *const names[] = { "f.bz2", "f.zck", "f", "gz", ".gz",
		"xml" };

	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
		folder_put(&folder, names[i], "x");
		ck_assert_int_eq(unpack(names[i]), -ENOTSUP);
	}
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("unpack");
	TCase *tcase = tcase_create("all");
	SRunner *runner = srunner_create(suite);
	int failed;

	tcase_add_checked_fixture(tcase, set_up, tear_down);
	tcase_add_loop_test(tcase, gives_every_octet_once, 0,
	    N_CODINGS * sizeof(sizes) / sizeof(sizes[0]));
	tcase_add_loop_test(
	    tcase, reads_several_one_behind_the_other, 0, N_CODINGS);
	tcase_add_loop_test(tcase, tells_a_cut_one, 0, N_CODINGS);
	tcase_add_loop_test(tcase, tells_a_damaged_one, 0, N_CODINGS);
	tcase_add_loop_test(tcase, stops_where_it_is_asked_to, 0, N_CODINGS);
	tcase_add_test(tcase, knows_no_other);
	suite_add_tcase(suite, tcase);
	srunner_run_all(runner, CK_NORMAL);
	failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
