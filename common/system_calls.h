/* SPDX-License-Identifier: ISC */
#ifndef COMMON_SYSTEM_CALLS_H
#define COMMON_SYSTEM_CALLS_H

/*
 * A filter of system calls (seccomp), by libseccomp. Built without it every
 * call here is -ENOSYS.
 */

/** struct system_calls - a filter in the making; opaque */
struct system_calls;

/** system_calls_new() - one that allows what every daemon needs: memory,
 * threads, time, reading, and its open sockets and files. Return: 0; -ENOMEM;
 * -ENOSYS. */
int system_calls_new(struct system_calls **ret_calls);

/** system_calls_allow() - @name as well; of another architecture or kernel, it
 * is passed over. Return: 0; -errno. */
int system_calls_allow(struct system_calls *calls, const char *name);

/** system_calls_allow_socket() - socket(2) of @domain and @type. Return: 0;
 * -errno. */
int system_calls_allow_socket(struct system_calls *calls, int domain, int type);

/** system_calls_enter() - every other call is -ENOSYS from here on, in all
 * threads. Return: 0; -errno. */
int system_calls_enter(const struct system_calls *calls);

/** system_calls_free() - NULL is allowed */
void system_calls_free(struct system_calls *calls);

#endif
