/* SPDX-License-Identifier: ISC */
#ifndef COMMON_SANDBOX_H
#define COMMON_SANDBOX_H

#include <stdbool.h>

/*
 * What a daemon that was taken over could still do: see and change the files
 * below a few folders (Landlock), and make the system calls of a short list
 * (seccomp). Where the kernel or the build lacks one of them a line says so,
 * and the daemon serves without.
 */

/** struct sandbox - what will be allowed; opaque */
struct sandbox;

/** sandbox_new() - nothing allowed yet; NULL without memory */
struct sandbox *sandbox_new(void);

/**
 * sandbox_allow_path() - reading @path, and what is below it
 * @may_write: making, changing and removing files and folders there, too
 *
 * The path is looked up now, so before privileges are dropped. One that is not
 * there is passed over: it cannot be reached later either.
 */
void sandbox_allow_path(
    struct sandbox *sandbox, const char *path, bool may_write);

/** sandbox_allow_socket() - new sockets of @domain (AF_INET) and @type
 * (SOCK_DGRAM) */
void sandbox_allow_socket(struct sandbox *sandbox, int domain, int type);

/** sandbox_allow_calls() - the system calls of @names, which ends with NULL,
 * beside those that every daemon has; unknown names are passed over */
void sandbox_allow_calls(struct sandbox *sandbox, const char *const *names);

/**
 * sandbox_enter() - from here on nothing else is possible, for good
 *
 * After no_new_privs is set, and before the process has a second thread. An
 * open elsewhere is then -EACCES; a system call that is not allowed does not
 * exist (-ENOSYS), so that the C library takes its way around it.
 */
void sandbox_enter(struct sandbox *sandbox);

/**
 * sandbox_has_all() - whether @entered reaches every folder that @wanted names
 *
 * Each that it does not reach is an error in the log, with the next step: a
 * process does not get out of its sandbox, but the next one gets its own.
 * Folders that are not there, and a sandbox without Landlock, are no error.
 */
bool sandbox_has_all(
    const struct sandbox *entered, const struct sandbox *wanted);

/** sandbox_free() - NULL is allowed */
void sandbox_free(struct sandbox *sandbox);

#endif
