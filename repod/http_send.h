/* SPDX-License-Identifier: ISC */
#ifndef REPOD_HTTP_SEND_H
#define REPOD_HTTP_SEND_H

#include "common/stream.h"
#include "repod/http_answer.h"

/** http_send() - queue @answer on @stream, or send it at once where it is small
 * @file: what it is made of; borrowed, NULL where the answer needs none
 *
 * Return: 0, and the stream tells when it drained; -errno of
 * stream_send_file().
 */
int http_send(struct stream *stream, const struct http_answer *answer,
    struct stream_file *file);

#endif
