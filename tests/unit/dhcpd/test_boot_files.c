/* SPDX-License-Identifier: ISC */
#include "dhcpd/boot_files.h"

#include <check.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "tests/unit/dhcp_message.h"

static char root[64];

static const char *
path_of(const char *name)
{
	static char path[160];

	snprintf(path, sizeof(path), "%s/%s", root, name);
	return path;
}

static void
touch(const char *name)
{
	int fd = open(path_of(name), O_WRONLY | O_CREAT, 0644);

	ck_assert_int_ge(fd, 0);
	close(fd);
}

START_TEST(what_the_tree_holds)
{
	struct boot_files files = { 0 };
	struct boot_sizes *sizes = &files.sizes;

	snprintf(root, sizeof(root), "/tmp/test_boot_files.XXXXXX");
	ck_assert_ptr_nonnull(mkdtemp(root));
	touch("syslinux.efi");
	touch("grubx64.efi");
	touch("other");
	/* A folder of that name, and a pipe, are no boot files. */
	ck_assert_int_eq(mkdir(path_of("pxelinux.0"), 0755), 0);
	ck_assert_int_eq(mkfifo(path_of("boot.ipxe"), 0644), 0);
	ck_assert_int_eq(boot_files_read(root, &files), 0);
	ck_assert_str_eq(files.names[CLASS_X64_UEFI][0], "grubx64.efi");
	ck_assert_str_eq(files.names[CLASS_X64_UEFI][1], "syslinux.efi");
	ck_assert_ptr_null(files.names[CLASS_X64_UEFI][2]);
	ck_assert_ptr_null(files.names[CLASS_BIOS][0]);
	ck_assert_ptr_null(files.names[CLASS_IPXE][0]);

	/* Their sizes, and those of what was asked for. */
	ck_assert_int_eq(truncate(path_of("grubx64.efi"), 1025), 0);
	ck_assert_int_eq(truncate(path_of("other"), 7), 0);
	boot_sizes_find(sizes, "/other");
	boot_sizes_find(sizes, "nothing");
	boot_sizes_find(sizes, "pxelinux.0");
	ck_assert_int_eq(boot_files_read(root, &files), 0);
	ck_assert_uint_eq(boot_sizes_find(sizes, "grubx64.efi"), 1025);
	ck_assert_uint_eq(boot_sizes_find(sizes, "/other"), 7);
	ck_assert_uint_eq(boot_sizes_find(sizes, "nothing"), 0);
	ck_assert_uint_eq(boot_sizes_find(sizes, "pxelinux.0"), 0);

	/* What is gone is offered no more. */
	unlink(path_of("grubx64.efi"));
	ck_assert_int_eq(boot_files_read(root, &files), 0);
	ck_assert_str_eq(files.names[CLASS_X64_UEFI][0], "syslinux.efi");
	ck_assert_uint_eq(boot_sizes_find(sizes, "grubx64.efi"), 0);
	ck_assert_int_eq(boot_files_read(path_of("nowhere"), &files), -ENOENT);
	ck_assert_ptr_null(files.names[CLASS_X64_UEFI][0]);
	ck_assert_uint_eq(boot_sizes_find(sizes, "/other"), 0);
	unlink(path_of("syslinux.efi"));
	unlink(path_of("other"));
	unlink(path_of("boot.ipxe"));
	rmdir(path_of("pxelinux.0"));
	ck_assert_int_eq(rmdir(root), 0);
}
END_TEST

TEST_MAIN("boot_files", tcase_add_test(tests, what_the_tree_holds);)
