/* SPDX-License-Identifier: ISC */
#ifndef TFTPD_MISS_LOG_H
#define TFTPD_MISS_LOG_H

#include "common/address.h"
#include "common/loop.h"

/*
 * The log's lines of missing names: one a chain, when it is over.
 */

/** struct miss_log - opaque */
struct miss_log;

/** miss_log_new() - an empty one on @loop. Return: 0; -ENOMEM. */
int miss_log_new(struct loop *loop, struct miss_log **ret_log);

/** miss_log_add() - @client asked for @name in vain */
void miss_log_add(
    struct miss_log *log, const union endpoint *client, const char *name);

/** miss_log_end() - @client takes something: its chain is over */
void miss_log_end(struct miss_log *log, const union endpoint *client);

/** miss_log_free() - log what is left, and free it; NULL is allowed */
void miss_log_free(struct miss_log *log);

#endif
