/* SPDX-License-Identifier: ISC */
#ifndef TFTPD_REFUSAL_H
#define TFTPD_REFUSAL_H

#include "common/tftp_packet.h"

/** struct refusal - why a request is not served; the texts are constants, or
 * where a rule refuses, the rule's */
struct refusal {
	enum tftp_error error;
	const char *text;    /* for the client: no word of the server's paths */
	const char *outcome; /* for the event */
};

/**
 * refusal_for() - what to answer when a file cannot be opened
 * @error: negative errno, as tree_open_file() returns it
 *
 * shim goes on after ERROR 1 and stops at ERROR 0: what is missing, and a name
 * that cannot be, is 1; what may not be had is 2; 0 is this machine's trouble.
 */
struct refusal refusal_for(int error);

/**
 * refusal_for_write() - what to answer when a file cannot be written
 * @error: negative errno, of tree_create(), tree_publish() and the limits of
 * uploads
 */
struct refusal refusal_for_write(int error);

/**
 * refusal_by_rule() - what to answer where the rewrite rules give no name
 * @verdict: enum rewrite_verdict
 * @text: what the rule says, borrowed; "" for nothing
 */
struct refusal refusal_by_rule(int verdict, const char *text);

/** refusal_write_detail() - for the log: what refusal_for_write() leaves open,
 * with the next step; "" for nothing */
const char *refusal_write_detail(int error);

/** refusal_detail() - the same for the log: which of enum rewrite_verdict */
const char *refusal_detail(int verdict);

#endif
