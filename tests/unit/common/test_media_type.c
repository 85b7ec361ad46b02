/* SPDX-License-Identifier: ISC */
#include "common/media_type.h"

#include <check.h>
#include <stdlib.h>

static const struct {
	const char *name;
	const char *type;
} rows[] = {
	/* edk2 HttpBootSupport.c */
	{ "EFI/BOOT/BOOTX64.EFI", "application/efi" },
	{ "grubx64.efi", "application/efi" },
	{ "boot.iso", "application/vnd.efi-iso" },
	{ "images/efiboot.img", "application/vnd.efi-img" },
	{ "Packages/bash-4.2.46-28.el7.x86_64.rpm", "application/x-rpm" },
	{ "repodata/primary.xml.gz", "application/gzip" },
	{ "repodata/repomd.xml", "text/xml" },
	{ "repodata/primary.xml.zst", "application/zstd" },
	{ "images/updates.img.xz", "application/x-xz" },
	{ "pool/main/b/bash_5.2_amd64.deb",
	    "application/vnd.debian.binary-package" },
	{ "udeb/anna_1.0_amd64.udeb", "application/vnd.debian.binary-package" },
	{ "ks/web1.ks", "text/plain; charset=utf-8" },
	{ "boot.ipxe", "text/plain; charset=utf-8" },
	{ "ks/ks7.cfg", "text/plain; charset=utf-8" },
	{ ".treeinfo", "text/plain; charset=utf-8" },
	{ "vmlinuz", "application/octet-stream" },
	{ "a.unknown", "application/octet-stream" },
	{ "a.efi/b", "application/octet-stream" },
	{ "name.", "application/octet-stream" },
	{ "", "application/octet-stream" },
};

START_TEST(goes_by_the_ending)
{
	ck_assert_str_eq(media_type_of(rows[_i].name), rows[_i].type);
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("media_type");
	TCase *tests = tcase_create("media_type");
	SRunner *runner = srunner_create(suite);
	int failed;

	suite_add_tcase(suite, tests);
	tcase_add_loop_test(
	    tests, goes_by_the_ending, 0, sizeof(rows) / sizeof(rows[0]));
	srunner_run_all(runner, CK_NORMAL);
	failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
