/* SPDX-License-Identifier: ISC */
#ifndef COMMON_CHECK_KERNEL_FILE_H
#define COMMON_CHECK_KERNEL_FILE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
	KERNEL_FILE_HEAD = 32 << 10, /* that much of it says the release */
	KERNEL_RELEASE_MAX = 80,
};

/**
 * kernel_file_release() - the release that an x86 kernel says it is,
 * "3.10.0-514.el7.x86_64"
 * @out: room for KERNEL_RELEASE_MAX; "" where it says nothing
 *
 * Pure. Return: whether it says one. Source: the kernel's
 * Documentation/arch/x86/boot.rst, HdrS and kernel_version.
 */
bool kernel_file_release(const uint8_t *bytes, size_t len, char *out);

#endif
