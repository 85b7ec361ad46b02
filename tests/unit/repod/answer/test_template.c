/* SPDX-License-Identifier: ISC */
#include "repod/answer/template.h"

#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static struct {
	unsigned n;
	char first[TEMPLATE_MESSAGE_MAX + 64];
} errors;

static const struct {
	const char *name, *value;
} values[] = {
	{ "mac", "52:54:00:12:34:56" },
	{ "var.disk", "/dev/nvme0n1" },
	{ "var.empty", "" },
	{ "var.tricky", "${mac} $${mac} #!end" },
	{ "var.lab-2_x", "yes" },
};

static enum template_value
find(void *owner, const char *name, const char **ret_value)
{
	(void)owner;
	for (size_t i = 0; i < sizeof(values) / sizeof(values[0]); i++)
		if (strcmp(values[i].name, name) == 0) {
			*ret_value = values[i].value;
			return TEMPLATE_VALUE_SET;
		}
	*ret_value = "none here";
	if (strncmp(name, "var.", 4) == 0)
		return TEMPLATE_VALUE_ABSENT;
	*ret_value = "no such name";
	return TEMPLATE_VALUE_UNKNOWN;
}

static const struct {
	const char *name, *text;
} files[] = {
	{ "net.ks", "network --device=${mac}\n" },
	{ "no-line-end.ks", "timezone UTC" },
	{ "empty.ks", "" },
	{ "outer.ks", "a\n#!include net.ks\nb\n" },
	{ "itself.ks", "#!include itself.ks\n" },
	{ "bad.ks", "good\n${unheard}\n" },
	{ "open.ks", "#!if mac\n" },
	{ "twice.ks", "#!include empty.ks\n#!include empty.ks\n" },
};

static bool
load(void *owner, const char *from, const char *name,
    struct template_text *ret_text, const char **ret_reason)
{
	(void)owner;
	(void)from;
	for (size_t i = 0; i < sizeof(files) / sizeof(files[0]); i++)
		if (strcmp(files[i].name, name) == 0) {
			*ret_text = (struct template_text){ files[i].name,
				files[i].text, strlen(files[i].text) };
			return true;
		}
	*ret_reason = "no such file";
	return false;
}

static void
note(void *owner, const char *file, unsigned line, const char *message)
{
	(void)owner;
	if (errors.n++ == 0)
		snprintf(errors.first, sizeof(errors.first), "%s:%u: %s", file,
		    line, message);
}

static const struct template_calls calls = { find, load, note, NULL };

/* What becomes of @text; NULL for an error, which is in errors then. */
static const char *
filled(const char *text, size_t room)
{
	static char output[4096];
	const struct template_text file = { "t", text, strlen(text) };
	struct writer writer = writer_over(output, room);
	int r;

	memset(&errors, 0, sizeof(errors));
	r = template_fill(&file, &calls, &writer);
	ck_assert_int_eq(r, errors.n > 0);
	ck_assert_uint_le(errors.n, 1);
	ck_assert(r || !writer.failed);
	output[writer.pos] = '\0';
	return r ? NULL : output;
}

static const struct {
	const char *text, *want;
} fills[] = {
	{ "", "" },
	{ "plain\n", "plain\n" },
	{ "no line end", "no line end" },
	{ "a ${mac} b\n", "a 52:54:00:12:34:56 b\n" },
	{ "${mac}${var.disk}", "52:54:00:12:34:56/dev/nvme0n1" },
	{ "${var.lab-2_x}", "yes" },
	{ "\r\n${mac}\r\n", "\r\n52:54:00:12:34:56\r\n" },
	/* a value is not looked at again */
	{ "${var.tricky}", "${mac} $${mac} #!end" },
	/* defaults */
	{ "${var.none:-/dev/sda}", "/dev/sda" },
	{ "${var.empty:-x y}", "x y" },
	{ "${var.disk:-x}", "/dev/nvme0n1" },
	{ "${var.none:-}|", "|" },
	{ "${var.empty}|", "|" },
	/* what a shell, a price and awk write stays */
	{ "$HOME $1 $(date) $$ $ $", "$HOME $1 $(date) $$ $ $" },
	{ "$${HOME}", "${HOME}" },
	{ "$$${HOME}", "$${HOME}" },
	{ "$${HOME:-$${X%%.*}}", "${HOME:-${X%%.*}}" },
	{ "$$$", "$$$" },
	{ "trailing $$", "trailing $$" },
	{ "{mac} }", "{mac} }" },
	/* lines that look alike */
	{ "#!/bin/bash\n", "#!/bin/bash\n" },
	{ "#!ipxe\n#!gpxe\n", "#!ipxe\n#!gpxe\n" },
	{ "# if mac\n#if mac\n# !if\n", "# if mac\n#if mac\n# !if\n" },
	{ "%include x\n%end\n", "%include x\n%end\n" },
	{ "#cloud-config\n", "#cloud-config\n" },
	{ "echo #!end\n", "echo #!end\n" },
	/* conditions */
	{ "a\n#!if mac\nb\n#!end\nc\n", "a\nb\nc\n" },
	{ "a\n#!if var.none\nb\n#!end\nc\n", "a\nc\n" },
	{ "#!if var.empty\nb\n#!end\n", "" },
	{ "#!unless var.none\nb\n#!end\n", "b\n" },
	{ "#!unless mac\nb\n#!end\n", "" },
	{ "#!if var.disk = /dev/nvme0n1\nb\n#!end\n", "b\n" },
	{ "#!if var.disk=/dev/nvme0n1\nb\n#!end\n", "b\n" },
	{ "#!if var.disk = /dev/sda\nb\n#!end\n", "" },
	{ "#!if var.none = x\nb\n#!end\n", "" },
	{ "#!unless var.disk = /dev/sda\nb\n#!end\n", "b\n" },
	{ "#!unless var.none = x\nb\n#!end\n", "b\n" },
	{ "  \t#!if mac \t\r\nb\n\t#!end\r\n", "b\n" },
	{ "#!if mac\n#!if var.none\na\n#!end\nb\n#!end\nc\n", "b\nc\n" },
	{ "#!if var.none\n#!if mac\na\n#!end\nb\n#!end\nc\n", "c\n" },
	{ "#!if mac\na\n#!end", "a\n" },
	/* what is left out is not filled in */
	{ "#!if var.none\n${var.none}\n#!include absent\n#!end\n", "" },
	/* files in files */
	{ "#!include net.ks\n", "network --device=52:54:00:12:34:56\n" },
	{ "#!include no-line-end.ks\nx\n", "timezone UTC\nx\n" },
	{ "#!include empty.ks\nx\n", "x\n" },
	{ "#!include outer.ks", "a\nnetwork --device=52:54:00:12:34:56\nb\n" },
	{ "#!if mac\n#!include net.ks\n#!end\n",
	    "network --device=52:54:00:12:34:56\n" },
};

START_TEST(fills_in)
{
	const char *got = filled(fills[_i].text, 4000);

	ck_assert_msg(got, "row %d: %s", _i, errors.first);
	ck_assert_msg(strcmp(got, fills[_i].want) == 0, "row %d: %s", _i, got);
}
END_TEST

#define SHELL "; if it is meant for a shell, write "

static const struct {
	const char *text, *want;
} refusals[] = {
	{ "a\n${hostnme}\n",
	    "t:2: ${hostnme}: no such name" SHELL "$${hostnme}" },
	{ "${hostnme:-x}",
	    "t:1: ${hostnme}: no such name" SHELL "$${hostnme}" },
	{ "${var.none}",
	    "t:1: ${var.none}: none here; a value for machines without one is "
	    "written ${var.none:-VALUE}" },
	{ "${X%%.*}",
	    "t:1: ${X%%.*} is neither ${NAME} nor ${NAME:-VALUE}" SHELL
	    "$${X%%.*}" },
	{ "${}",
	    "t:1: ${} is neither ${NAME} nor ${NAME:-VALUE}" SHELL "$${}" },
	{ "${#x}",
	    "t:1: ${#x} is neither ${NAME} nor ${NAME:-VALUE}" SHELL "$${#x}" },
	{ "${mac\n}", "t:1: no } ends this ${" SHELL "$${" },
	{ "\n\n${", "t:3: no } ends this ${" SHELL "$${" },
	{ "#!end\n", "t:1: #!end without #!if or #!unless before it" },
	{ "a\n#!if mac\nb\n", "t:2: no #!end for it" },
	{ "#!if mac\n#!include open.ks\n#!end\n",
	    "open.ks:1: no #!end for it" },
	{ "#!if\n#!end\n",
	    "t:1: #!if is written #!if NAME or #!if NAME = VALUE" },
	{ "#!if mac x\n#!end\n",
	    "t:1: #!if is written #!if NAME or #!if NAME = VALUE" },
	{ "#!unless mac =\n#!end\n",
	    "t:1: #!unless is written #!unless NAME "
	    "or #!unless NAME = VALUE" },
	{ "#!if mac\n#!end if\n",
	    "t:2: #!end is written #!end, with nothing behind it" },
	{ "#!include\n", "t:1: #!include is written #!include FILE" },
	{ "#!inculde x\n", "t:1: #!inculde: did you mean #!include?" },
	{ "#!unles x\n", "t:1: #!unles: did you mean #!unless?" },
	{ "#!edn\n", "t:1: #!edn: did you mean #!end?" },
	{ "#!if hostnme\n#!end\n", "t:1: 'hostnme': no such name" },
	{ "#!include absent.ks\n", "t:1: #!include absent.ks: no such file" },
	{ "#!include bad.ks\n",
	    "bad.ks:2: ${unheard}: no such name" SHELL "$${unheard}" },
	{ "#!include itself.ks\n",
	    "itself.ks:1: #!include itself.ks: files include one another more "
	    "than 8 deep" },
};

START_TEST(refuses)
{
	const char *got = filled(refusals[_i].text, 4000);

	ck_assert_msg(!got, "row %d: %s", _i, got);
	ck_assert_msg(strcmp(errors.first, refusals[_i].want) == 0,
	    "row %d: %s", _i, errors.first);
}
END_TEST

START_TEST(keeps_to_its_room)
{
	ck_assert_str_eq(filled("four", 4), "four");
	ck_assert_ptr_null(filled("four\n", 4));
	ck_assert_str_eq(
	    errors.first, "t:1: what comes of it is longer than 4 octets");
	ck_assert_str_eq(filled("${mac}", 17), "52:54:00:12:34:56");
	ck_assert_ptr_null(filled("${mac}", 16));
}
END_TEST

/* @n times @line, then @m times @more. */
static const char *
lines(const char *line, unsigned n, const char *more, unsigned m)
{
	static char text[4000];
	struct writer writer = writer_over(text, sizeof(text));

	while (n-- > 0)
		writer_text(&writer, line);
	while (m-- > 0)
		writer_text(&writer, more);
	writer_u8(&writer, 0);
	ck_assert(!writer.failed);
	return text;
}

START_TEST(has_maxima)
{
	ck_assert_ptr_nonnull(filled(
	    lines("#!if mac\n", TEMPLATE_IFS_MAX, "#!end\n", TEMPLATE_IFS_MAX),
	    4000));
	ck_assert_ptr_null(filled(lines("#!if mac\n", TEMPLATE_IFS_MAX + 1,
				      "#!end\n", TEMPLATE_IFS_MAX + 1),
	    4000));
	ck_assert_ptr_nonnull(filled(
	    lines("#!include empty.ks\n", TEMPLATE_INCLUDES_MAX, "", 0), 4000));
	ck_assert_ptr_null(filled(
	    lines("#!include empty.ks\n", TEMPLATE_INCLUDES_MAX + 1, "", 0),
	    4000));
	/* also where those files include others */
	ck_assert_ptr_null(filled(
	    lines("#!include twice.ks\n", TEMPLATE_INCLUDES_MAX / 2, "", 0),
	    4000));
}
END_TEST

static const struct {
	const char *text;
	unsigned n_errors;
} checks[] = {
	{ "", 0 },
	{ "${mac} ${var.none:-x}\n#!if var.none\n#!end\n", 0 },
	{ "${var.none}", 1 },
	{ "${hostnme}\n${hostnme}\n", 2 },
	/* lines that this machine would not get */
	{ "#!if var.none\n${hostnme}\n#!include absent\n#!end\n", 2 },
	{ "#!if hostnme\n${hostnme}\n#!end\n#!end\n#!edn\n", 4 },
	{ "#!if var.none\n#!include bad.ks\n", 2 },
	{ "#!include itself.ks\n", 1 },
};

START_TEST(checks_all_of_it)
{
	const struct template_text text = { "t", checks[_i].text,
		strlen(checks[_i].text) };

	memset(&errors, 0, sizeof(errors));
	ck_assert_uint_eq(template_check(&text, &calls), checks[_i].n_errors);
	ck_assert_uint_eq(errors.n, checks[_i].n_errors);
}
END_TEST

#define N_ROWS(rows) ((int)(sizeof(rows) / sizeof((rows)[0])))

int
main(void)
{
	Suite *suite = suite_create("template");
	TCase *tests = tcase_create("template");
	SRunner *runner = srunner_create(suite);
	int failed;

	suite_add_tcase(suite, tests);
	tcase_add_loop_test(tests, fills_in, 0, N_ROWS(fills));
	tcase_add_loop_test(tests, refuses, 0, N_ROWS(refusals));
	tcase_add_test(tests, keeps_to_its_room);
	tcase_add_test(tests, has_maxima);
	tcase_add_loop_test(tests, checks_all_of_it, 0, N_ROWS(checks));
	srunner_run_all(runner, CK_NORMAL);
	failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
