/* SPDX-License-Identifier: ISC */
#ifndef COMMON_PORT_TRIAL_H
#define COMMON_PORT_TRIAL_H

#include <stdbool.h>

#include "common/address.h"

/* -t: whether the ports that serving takes are to be had. */

enum {
	PORT_TRIAL_MAX = 64,
};

/** struct port_trial - the ports to try; starts zero */
struct port_trial {
	unsigned n;
	struct port_trial_port {
		int type; /* SOCK_DGRAM, SOCK_STREAM */
		union endpoint at;
		const char *interface; /* borrowed; NULL for any */
		const char *step;      /* what to do when it is taken */
	} ports[PORT_TRIAL_MAX];
};

/** port_trial_add() - one port more; those above PORT_TRIAL_MAX are not tried
 * @step: borrowed; what to do where another program has it */
void port_trial_add(struct port_trial *trial, int type,
    const union endpoint *at, const char *interface, const char *step);

/**
 * port_trial_run() - warn of each that another program holds, naming it
 * @daemon: the program that is asked
 *
 * The kernel is asked by binding for an instant what is free, so that a port
 * that others have on other interfaces, or by the other kind of IP, is no false
 * alarm. To be run with the rights that serving starts with: an account that
 * may not bind is told what /proc tells it. This program in another process,
 * which serves already, is none to warn of.
 */
void port_trial_run(const struct port_trial *trial, const char *daemon);

#endif
