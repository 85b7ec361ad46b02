/* SPDX-License-Identifier: ISC */
#ifndef TESTS_UNIT_COMMON_CAPTURE_H
#define TESTS_UNIT_COMMON_CAPTURE_H

#include <check.h>
#include <stddef.h>
#include <stdio.h>
#include <sys/mman.h>
#include <unistd.h>

/* What a test makes the logger say, kept for the test to read. */
struct capture {
	int memory;
	int standard_error;
	char text[128 << 10];
};

/** capture_begin() - from now on standard error goes into @capture */
static inline void
capture_begin(struct capture *capture)
{
	capture->memory = memfd_create("capture", MFD_CLOEXEC);
	capture->standard_error = dup(STDERR_FILENO);
	ck_assert_int_ge(capture->memory, 0);
	ck_assert_int_ge(capture->standard_error, 0);
	dup2(capture->memory, STDERR_FILENO);
}

/** capture_end() - give standard error back. Return: what was said, NUL at the
 * end, in @capture. */
static inline const char *
capture_end(struct capture *capture)
{
	ssize_t len;

	dup2(capture->standard_error, STDERR_FILENO);
	close(capture->standard_error);
	len =
	    pread(capture->memory, capture->text, sizeof(capture->text) - 1, 0);
	close(capture->memory);
	capture->text[len > 0 ? len : 0] = '\0';
	return capture->text;
}

#endif
