/* SPDX-License-Identifier: ISC */
#ifndef REPOD_PASSED_H
#define REPOD_PASSED_H

#include <stdint.h>

/* Listening sockets that a service manager opened for us. Which protocol one
 * is for follows from its port: that of http, https or ftp in [repod]. */

enum {
	PASSED_MAX = 16
};

/** struct passed - those that nobody claimed yet */
struct passed {
	unsigned n_all; /* how many there were; 0: we open our own */
	int fd[PASSED_MAX];
	unsigned n;
};

/** passed_take() - all that the environment names. Return: 0; -E2BIG, logged.
 */
int passed_take(struct passed *ret_passed);

/** passed_claim() - one that is bound to @port: the caller's from now on, or -1
 */
int passed_claim(struct passed *passed, uint16_t port);

/** passed_close() - close what nobody claimed, with a line for each */
void passed_close(struct passed *passed);

#endif
