/* SPDX-License-Identifier: ISC */
#ifndef TFTPD_REFUSE_H
#define TFTPD_REFUSE_H

#include "tftpd/refusal.h"
#include "tftpd/server.h"

/*
 * Requests that are not served: an ERROR for the client, a line and an event.
 */

/** refuse() - tell the client of @request, who asked for @name, and log and
 * event why; @detail is for these alone, "" where @refusal says it all */
void refuse(struct server *server, const struct datagram *request,
    const char *name, const struct refusal *refusal, const char *detail);

/** refuse_busy() - the same where there is no place for a transfer now */
void refuse_busy(struct server *server, const struct datagram *request,
    const char *name, const char *reason);

/** refuse_error() - the same where a file cannot be read: @error is -errno */
void refuse_error(struct server *server, const struct datagram *request,
    const char *name, int error);

/** refuse_write_error() - the same where a file cannot be written */
void refuse_write_error(struct server *server, const struct datagram *request,
    const char *name, int error);

/** refuse_by_rule() - the same where the rewrite rules give no name: @verdict
 * is of enum rewrite_verdict, @text the rule's own */
void refuse_by_rule(struct server *server, const struct datagram *request,
    const char *name, int verdict, const char *text);

#endif
