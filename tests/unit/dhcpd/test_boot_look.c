/* SPDX-License-Identifier: ISC */
#include "dhcpd/boot_look.h"

#include <check.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "tests/unit/dhcp_message.h"

/* Two trees, a policy, and a loop that runs as long as a test says. */
static struct {
	char root[2][64];
	struct loop *loop;
	struct loop_timer *stop;
	struct boot_look *look;
	struct policy policy;
} world;

static const char *
path_of(int tree, const char *name)
{
	static char path[160];

	snprintf(path, sizeof(path), "%s/%s", world.root[tree], name);
	return path;
}

static void
make_file(int tree, const char *name, off_t size)
{
	int fd = open(path_of(tree, name), O_WRONLY | O_CREAT, 0644);

	ck_assert_int_ge(fd, 0);
	ck_assert_int_eq(ftruncate(fd, size), 0);
	close(fd);
}

static void
on_stop(void *owner)
{
	(void)owner;
	loop_stop(world.loop);
}

static void
run_ms(uint64_t ms)
{
	loop_timer_start(world.stop, ms);
	ck_assert_int_eq(loop_run(world.loop), 0);
}

static void
begin(void)
{
	for (int i = 0; i < 2; i++) {
		snprintf(world.root[i], sizeof(world.root[i]),
		    "/tmp/test_boot_look.XXXXXX");
		ck_assert_ptr_nonnull(mkdtemp(world.root[i]));
	}
	world.loop = loop_new();
	ck_assert_ptr_nonnull(world.loop);
	ck_assert_int_eq(
	    loop_timer_new(world.loop, on_stop, NULL, &world.stop), 0);
	ck_assert_int_eq(boot_look_new(world.loop, &world.look), 0);
}

static void
end(void)
{
	boot_look_free(world.look);
	loop_timer_free(world.stop);
	loop_free(world.loop);
	for (int i = 0; i < 2; i++) {
		unlink(path_of(i, "pxelinux.0"));
		unlink(path_of(i, "own.efi"));
		ck_assert_int_eq(rmdir(world.root[i]), 0);
	}
}

/* At once what is there; by itself what comes, for nobody to wait for. */
START_TEST(looks_by_itself)
{
	boot_look_begin(world.look, world.root[0], &world.policy);
	ck_assert_ptr_null(world.policy.boot_files[CLASS_BIOS][0]);
	make_file(0, "pxelinux.0", 513);
	boot_look_begin(world.look, world.root[0], &world.policy);
	ck_assert_str_eq(world.policy.boot_files[CLASS_BIOS][0], "pxelinux.0");
	ck_assert_uint_eq(
	    boot_sizes_find(world.policy.sizes, "pxelinux.0"), 513);
	unlink(path_of(0, "pxelinux.0"));
	make_file(0, "grubx64.efi", 1025);
	ck_assert_str_eq(world.policy.boot_files[CLASS_BIOS][0], "pxelinux.0");
	run_ms(BOOT_LOOK_MS + 500);
	ck_assert_ptr_null(world.policy.boot_files[CLASS_BIOS][0]);
	ck_assert_uint_eq(boot_sizes_find(world.policy.sizes, "pxelinux.0"), 0);
	ck_assert_str_eq(
	    world.policy.boot_files[CLASS_X64_UEFI][0], "grubx64.efi");
	ck_assert_uint_eq(
	    boot_sizes_find(world.policy.sizes, "grubx64.efi"), 1025);
	unlink(path_of(0, "grubx64.efi"));
}
END_TEST

/* Firmware asks again some seconds later, or sends its REQUEST: by then the
 * size of one's own boot file is known. */
START_TEST(a_missed_size_is_soon_known)
{
	make_file(0, "own.efi", 7);
	boot_look_begin(world.look, world.root[0], &world.policy);
	boot_look_kick(world.look);
	ck_assert_uint_eq(boot_sizes_find(world.policy.sizes, "own.efi"), 0);
	boot_look_kick(world.look);
	run_ms(BOOT_LOOK_MISSED_MS + 500);
	ck_assert_uint_eq(boot_sizes_find(world.policy.sizes, "own.efi"), 7);
}
END_TEST

/* A reload while the pool looks: what it finds in the old tree is not taken. */
START_TEST(another_tree_meanwhile)
{
	make_file(0, "pxelinux.0", 1);
	make_file(1, "own.efi", 7);
	boot_look_begin(world.look, world.root[0], &world.policy);
	boot_sizes_find(world.policy.sizes, "own.efi");
	boot_look_kick(world.look);
	/* To where the timer has fired, and the pool is told. */
	run_ms(BOOT_LOOK_MISSED_MS);
	boot_look_begin(world.look, world.root[1], &world.policy);
	run_ms(200);
	ck_assert_ptr_null(world.policy.boot_files[CLASS_BIOS][0]);
	ck_assert_uint_eq(boot_sizes_find(world.policy.sizes, "own.efi"), 0);
	boot_look_kick(world.look);
	run_ms(BOOT_LOOK_MISSED_MS + 500);
	ck_assert_uint_eq(boot_sizes_find(world.policy.sizes, "own.efi"), 7);
}
END_TEST

/* The end while the pool looks. */
START_TEST(freed_at_work)
{
	boot_look_begin(world.look, world.root[0], &world.policy);
	boot_sizes_find(world.policy.sizes, "own.efi");
	boot_look_kick(world.look);
	run_ms(BOOT_LOOK_MISSED_MS);
	boot_look_free(world.look);
	world.look = NULL;
	run_ms(200);
}
END_TEST

TEST_MAIN("boot_look", tcase_set_timeout(tests, 60);
	  tcase_add_checked_fixture(tests, begin, end);
	  tcase_add_test(tests, looks_by_itself);
	  tcase_add_test(tests, a_missed_size_is_soon_known);
	  tcase_add_test(tests, another_tree_meanwhile);
	  tcase_add_test(tests, freed_at_work);)
