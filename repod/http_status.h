/* SPDX-License-Identifier: ISC */
#ifndef REPOD_HTTP_STATUS_H
#define REPOD_HTTP_STATUS_H

/* The status codes that repod answers with: RFC 9110 section 15. Pure. */

/** http_status_reason() - what stands behind @status in a status line;
 * "Unknown" for one that repod does not answer with */
const char *http_status_reason(unsigned status);

/** http_status_of_error() - the status for a file that cannot be served
 * @error: -errno of common/tree.h */
unsigned http_status_of_error(int error);

/** http_status_fields() - the fields that an answer with @status needs beside
 * the common ones, each with its CR LF; "" for none */
const char *http_status_fields(unsigned status);

#endif
