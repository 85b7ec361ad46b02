/* SPDX-License-Identifier: ISC */
#include "repod/answer/machine_host.h"

#include <check.h>
#include <stdlib.h>
#include <string.h>

static struct hosts *file, *folder;

static struct host *
add(struct hosts *hosts, const char *name, uint8_t last, uint8_t len)
{
	const uint8_t mac[MAC_LEN] = { 0x52, 0x54, 0, 0, 0, last };
	struct host *host = hosts_add(hosts, name, NULL);

	ck_assert_ptr_nonnull(host);
	if (len > 0)
		ck_assert_int_eq(hosts_add_mac(host, mac, len), 0);
	return host;
}

static void
set_up(void)
{
	const struct config_entry group = { .key = "group", .value = "lab" };

	file = hosts_new();
	folder = hosts_new();
	ck_assert(file && folder);
	ck_assert_ptr_nonnull(hosts_add_group(file, "lab"));
	hosts_set_key(NULL, &group, add(file, "one", 1, MAC_LEN));
	hosts_set_key(NULL, &group, add(folder, "two", 2, MAC_LEN));
	add(folder, "one again", 1, MAC_LEN);
	add(file, "vendor", 0, 3);
	add(folder, "narrower", 0, 5);
	add(file, "by address", 0, 0)->address = 7;
}

static void
tear_down(void)
{
	hosts_free(file);
	hosts_free(folder);
}

static const struct {
	uint8_t last[2]; /* of the machine's MACs; 0: no more */
	uint32_t address;
	const char *host, *group;
	int mac; /* the number of the MAC that counts; -1: none */
	bool is_alone;
} rows[] = {
	{ { 1, 0 }, 0, "one", "lab", 0, true },
	{ { 2, 0 }, 0, "two", "lab", 0, true },
	{ { 9, 2 }, 0, "two", "lab", 1, true },
	{ { 2, 1 }, 0, "one", "lab", 1, true },
	{ { 9, 0 }, 0, "narrower", "", 0, false },
	{ { 9, 0 }, 7, "by address", "", -1, true },
	{ { 1, 0 }, 7, "one", "lab", 0, true },
	{ { 0, 0 }, 7, "by address", "", -1, true },
	{ { 0, 0 }, 8, "", "", -1, false },
	{ { 0, 0 }, 0, "", "", -1, false },
};

START_TEST(finds)
{
	struct hosts *const tables[MACHINE_HOST_TABLES] = { file, folder };
	uint8_t macs[2][MAC_LEN] = { { 0x52, 0x54 }, { 0x52, 0x54 } };
	struct machine_signs signs = { .macs = macs,
		.address = rows[_i].address };
	struct machine_host found;

	for (unsigned i = 0; i < 2 && rows[_i].last[i]; i++)
		macs[signs.n_macs++][5] = rows[_i].last[i];
	found = machine_host_find(tables, &signs);
	ck_assert_str_eq(found.host ? found.host->name : "", rows[_i].host);
	ck_assert_str_eq(found.group ? found.group->name : "", rows[_i].group);
	ck_assert_ptr_eq(
	    found.mac, rows[_i].mac < 0 ? NULL : macs[rows[_i].mac]);
	ck_assert_int_eq(found.is_alone, rows[_i].is_alone);
}
END_TEST

START_TEST(does_without_a_folder)
{
	struct hosts *const tables[MACHINE_HOST_TABLES] = { file, NULL };
	const uint8_t macs[1][MAC_LEN] = { { 0x52, 0x54, 0, 0, 0, 2 } };
	const struct machine_signs signs = { .macs = macs, .n_macs = 1 };

	ck_assert_str_eq(
	    machine_host_find(tables, &signs).host->name, "vendor");
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("machine_host");
	TCase *tests = tcase_create("machine_host");
	SRunner *runner = srunner_create(suite);
	int failed;

	suite_add_tcase(suite, tests);
	tcase_add_checked_fixture(tests, set_up, tear_down);
	tcase_add_loop_test(tests, finds, 0, sizeof(rows) / sizeof(rows[0]));
	tcase_add_test(tests, does_without_a_folder);
	srunner_run_all(runner, CK_NORMAL);
	failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
