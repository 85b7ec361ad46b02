/* SPDX-License-Identifier: ISC */
#include "common/check/syslinux_file.h"

#include <check.h>
#include <stdlib.h>
#include <string.h>

/* With the NUL that ends the text. */
#define BYTES(text) (const uint8_t *)(text), sizeof(text)

static const struct {
	const uint8_t *bytes;
	size_t len;
	unsigned major;
	const char *text; /* NULL: none */
} versions[] = {
	{ BYTES("xx\0\r\nPXELINUX 6.04 PXE 20200816 "), 6, "6.04" },
	{ BYTES("PXELINUX 4.05-pre1 2011-12-09"), 4, "4.05-pre1" },
	{ BYTES("PXELINUX ?\0PXELINUX 3.86 "), 3, "3.86" },
	{ BYTES("Syslinux 6.04 (EFI; 20190226)"), 6, "6.04" },
	{ BYTES("PXELINUX 6"), 0, NULL },
	{ BYTES("PXELINUX x.04"), 0, NULL },
	{ BYTES("PXELINUX 6.0444444444444444444"), 6, "6.0444444444444" },
	{ BYTES("GRUB 2.06"), 0, NULL },
	{ (const uint8_t *)"", 0, 0, NULL },
};

START_TEST(tells_a_loaders_version)
{
	struct syslinux_version version = { 0 };

	ck_assert_int_eq(syslinux_file_version(
			     versions[_i].bytes, versions[_i].len, &version),
	    versions[_i].text != NULL);
	if (!versions[_i].text)
		return;
	ck_assert_uint_eq(version.major, versions[_i].major);
	ck_assert_uint_lt(strlen(version.text), SYSLINUX_VERSION_MAX);
	ck_assert_int_eq(
	    strncmp(version.text, versions[_i].text, strlen(versions[_i].text)),
	    0);
}
END_TEST

static const struct {
	const uint8_t *bytes;
	size_t len;
	enum syslinux_module module;
	unsigned major;
} modules[] = {
	{ BYTES("\xb8\xff\x4c\xcd\x21"), SYSLINUX_COM32, 0 },
	{ BYTES("\xb8\xfe\x4c\xcd\x21"), SYSLINUX_COM32R, 0 },
	{ BYTES("\x7f"
		"ELF\1\0start_ldlinux\0firmware"),
	    SYSLINUX_ELF32, 6 },
	{ BYTES("\x7f"
		"ELF\1\0start_ldlinux\0"),
	    SYSLINUX_ELF32, 5 },
	{ BYTES("\x7f"
		"ELF\1\0restart_ldlinux\0"),
	    SYSLINUX_ELF32, 0 },
	{ BYTES("\x7f"
		"ELF\2\0"),
	    SYSLINUX_ELF64, 6 },
	{ BYTES("\x7f"
		"EL"),
	    SYSLINUX_NONE, 0 },
	{ BYTES("MZ\0\0\0\0"), SYSLINUX_NONE, 0 },
	{ (const uint8_t *)"", 0, SYSLINUX_NONE, 0 },
};

START_TEST(tells_a_modules_format)
{
	ck_assert_int_eq(
	    syslinux_file_module(modules[_i].bytes, modules[_i].len),
	    modules[_i].module);
	ck_assert_uint_eq(
	    syslinux_file_major(modules[_i].bytes, modules[_i].len),
	    modules[_i].major);
}
END_TEST

START_TEST(tells_what_is_linked)
{
	static const char bytes[] =
	    "\x7f"
	    "ELF\1\0libcom32.c32\0library\0lib.c\0libutil.c32\0xlibx.c32\0"
	    "liblonglonglonglonglonglonglong.c32\0libend.c3";
	const uint8_t *at = (const uint8_t *)bytes;
	char name[32];
	size_t pos = 0;

	ck_assert(syslinux_file_needs(at, sizeof(bytes), &pos, name));
	ck_assert_str_eq(name, "libcom32.c32");
	ck_assert(syslinux_file_needs(at, sizeof(bytes), &pos, name));
	ck_assert_str_eq(name, "libutil.c32");
	ck_assert(!syslinux_file_needs(at, sizeof(bytes), &pos, name));
	ck_assert(!syslinux_file_needs(at, sizeof(bytes), &pos, name));
}
END_TEST

static const struct {
	const uint8_t *bytes;
	size_t len;
	const char *compiler; /* "": it does not say */
} compilers[] = {
	{ BYTES("\x7f"
		"ELF\1\0x\0GCC: (Debian 10.2.0-5) 10.2.0\0y"),
	    "GCC: (Debian 10.2.0-5) 10.2.0" },
	{ (const uint8_t *)"\x7f"
			   "ELF\1\0GCC: (end",
	    15, "GCC: (end" },
	{ BYTES("\x7f"
		"ELF\1\0clang"),
	    "" },
	{ BYTES("\xb8\xff\x4c\xcd\x21GCC: (x) 1"), "" },
	{ (const uint8_t *)"", 0, "" },
};

START_TEST(tells_the_compiler)
{
	char out[SYSLINUX_COMPILER_MAX] = "x";

	ck_assert_int_eq(
	    syslinux_file_compiler(compilers[_i].bytes, compilers[_i].len, out),
	    compilers[_i].compiler[0] != '\0');
	ck_assert_str_eq(out, compilers[_i].compiler);
}
END_TEST

START_TEST(cuts_a_long_compiler)
{
	char bytes[256] = "\x7f"
			  "ELF\1GCC: (",
	     out[SYSLINUX_COMPILER_MAX];

	memset(bytes + strlen(bytes), 'x', 128);
	ck_assert(syslinux_file_compiler((uint8_t *)bytes, sizeof(bytes), out));
	ck_assert_uint_eq(strlen(out), SYSLINUX_COMPILER_MAX - 1);
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("syslinux_file");
	TCase *tcase = tcase_create("all");
	SRunner *runner = srunner_create(suite);
	int failed;

	tcase_add_loop_test(tcase, tells_a_loaders_version, 0,
	    sizeof(versions) / sizeof(versions[0]));
	tcase_add_loop_test(tcase, tells_a_modules_format, 0,
	    sizeof(modules) / sizeof(modules[0]));
	tcase_add_test(tcase, tells_what_is_linked);
	tcase_add_loop_test(tcase, tells_the_compiler, 0,
	    sizeof(compilers) / sizeof(compilers[0]));
	tcase_add_test(tcase, cuts_a_long_compiler);
	suite_add_tcase(suite, tcase);
	srunner_run_all(runner, CK_NORMAL);
	failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
