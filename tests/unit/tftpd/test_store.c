/* SPDX-License-Identifier: ISC */
#include "tftpd/store.h"

#include <check.h>
#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum {
	STEP = 1000,
	TOTAL = 3 * STORE_PIECE + 17,
};

static char root[] = "/tmp/test_store.XXXXXX";

/* A client that puts as much as there is room for. */
struct client {
	struct loop *loop;
	struct store *store;
	size_t n_put;
	unsigned n_told;
	int result;
	bool is_finished;
};

static uint8_t
octet_at(size_t at)
{
	return (uint8_t)(at * 31 + at / 251);
}

static void
put_all(struct client *client)
{
	while (client->n_put < TOTAL && store_room(client->store) >= STEP) {
		uint8_t *place = store_place(client->store);
		size_t len = TOTAL - client->n_put;

		len = len < STEP ? len : STEP;
		for (size_t i = 0; i < len; i++)
			place[i] = octet_at(client->n_put + i);
		client->n_put += len;
		ck_assert_int_eq(store_put(client->store, len), 0);
	}
	if (client->n_put == TOTAL && !client->is_finished) {
		client->is_finished = true;
		ck_assert_int_eq(store_finish(client->store), 0);
	}
}

static void
told(void *owner, int error)
{
	struct client *client = owner;

	client->n_told++;
	client->result = error;
	if (error == 0 && client->n_put < TOTAL) {
		ck_assert_uint_ge(store_room(client->store), STORE_PIECE / 2);
		put_all(client);
	} else {
		loop_stop(client->loop);
	}
}

static struct tree_new
new_file(void)
{
	struct tree_new file;
	struct tree *tree;

	memcpy(root + strlen(root) - 6, "XXXXXX", 6);
	ck_assert_ptr_nonnull(mkdtemp(root));
	ck_assert_int_eq(tree_open(root, true, &tree), 0);
	ck_assert_int_eq(tree_create(tree, "f", 0640, &file), 0);
	tree_unref(tree);
	return file;
}

static void
check_content(const char *path)
{
	static uint8_t all[TOTAL + 1];
	FILE *file = fopen(path, "rb");

	ck_assert_ptr_nonnull(file);
	ck_assert_uint_eq(fread(all, 1, sizeof(all), file), TOTAL);
	fclose(file);
	for (size_t i = 0; i < TOTAL; i++)
		ck_assert_msg(all[i] == octet_at(i), "octet %zu", i);
}

START_TEST(a_file_is_written_and_then_seen)
{
	struct client client = { .loop = loop_new() };
	struct tree_new file = new_file();
	char path[64];

	snprintf(path, sizeof(path), "%s/f", root);
	ck_assert_int_eq(
	    store_new(client.loop, &file, told, &client, &client.store), 0);
	put_all(&client);
	ck_assert_uint_lt(client.n_put, TOTAL);
	ck_assert_int_eq(access(path, F_OK), -1);
	ck_assert_int_eq(loop_run(client.loop), 0);
	ck_assert_int_eq(client.result, 0);
	ck_assert(client.is_finished);
	store_free(client.store);
	loop_free(client.loop);
	check_content(path);
	ck_assert_int_eq(unlink(path), 0);
	ck_assert_int_eq(rmdir(root), 0);
}
END_TEST

START_TEST(a_full_disk_is_told)
{
	struct client client = { .loop = loop_new() };
	struct tree_new file = new_file();

	close(file.fd);
	file.fd = open("/dev/full", O_WRONLY | O_CLOEXEC);
	ck_assert_int_eq(
	    store_new(client.loop, &file, told, &client, &client.store), 0);
	put_all(&client);
	ck_assert_int_eq(loop_run(client.loop), 0);
	ck_assert_int_eq(client.result, -ENOSPC);
	ck_assert_uint_eq(client.n_told, 1);
	store_free(client.store);
	loop_free(client.loop);
	ck_assert_int_eq(rmdir(root), 0);
}
END_TEST

START_TEST(given_up_it_leaves_nothing)
{
	struct client client = { .loop = loop_new() };
	struct tree_new file = new_file();
	bool is_begun = _i;

	ck_assert_int_eq(
	    store_new(client.loop, &file, told, &client, &client.store), 0);
	if (is_begun)
		put_all(&client);
	store_free(client.store);
	loop_free(client.loop);
	ck_assert_uint_eq(client.n_told, 0);
	ck_assert_int_eq(fcntl(file.fd, F_GETFD), -1);
	ck_assert_int_eq(rmdir(root), 0);
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("store");
	TCase *tests = tcase_create("store");
	SRunner *runner = srunner_create(suite);
	int failed;

	suite_add_tcase(suite, tests);
	tcase_add_test(tests, a_file_is_written_and_then_seen);
	tcase_add_test(tests, a_full_disk_is_told);
	tcase_add_loop_test(tests, given_up_it_leaves_nothing, 0, 2);
	srunner_run_all(runner, CK_NORMAL);
	failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
