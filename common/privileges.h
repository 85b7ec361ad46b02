/* SPDX-License-Identifier: ISC */
#ifndef COMMON_PRIVILEGES_H
#define COMMON_PRIVILEGES_H

#include <stdint.h>

/**
 * privileges_drop() - become @user for good
 * @user: the account; NULL for bootyard, or nobody where there is none
 * @capabilities: a mask of 1 << CAP_x that stay, mostly 0
 *
 * Sets the group and user, with no further groups, leaves @capabilities alone
 * permitted, effective and in the bounding set, and sets no_new_privs. A
 * process that is not root keeps of @capabilities what it has, and sets
 * no_new_privs. Failures are logged with the next step.
 *
 * Return: 0; -errno, and the process must end.
 */
int privileges_drop(const char *user, uint64_t capabilities);

/**
 * privileges_own_folder() - make the folder @path if it is missing, 0755, and
 * give it to @user (as in privileges_drop()) where this process is root
 *
 * A folder that already exists keeps its owner. Without the account none is
 * made.
 * Return: 0; -errno, not logged.
 */
int privileges_own_folder(const char *path, const char *user);

#endif
