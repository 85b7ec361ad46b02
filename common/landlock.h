/* SPDX-License-Identifier: ISC */
#ifndef COMMON_LANDLOCK_H
#define COMMON_LANDLOCK_H

#include <stdbool.h>

/*
 * The kernel's Landlock, which has no library: a set of folders outside of
 * which no file is opened, made, changed or executed.
 */

/** landlock_new() - an empty set. Return: a descriptor, the caller's to close;
 * -ENOSYS or -EOPNOTSUPP where the kernel has no Landlock or it is off. */
int landlock_new(void);

/** landlock_allow() - what is at and below @path may be read, and with
 * @may_write changed. Return: 0; -errno. */
int landlock_allow(int set, const char *path, bool may_write);

/** landlock_enter() - nothing outside of @set any more; needs no_new_privs.
 * Return: 0; -errno. */
int landlock_enter(int set);

#endif
