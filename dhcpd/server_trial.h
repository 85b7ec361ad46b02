/* SPDX-License-Identifier: ISC */
#ifndef DHCPD_SERVER_TRIAL_H
#define DHCPD_SERVER_TRIAL_H

#include "dhcpd/interfaces.h"
#include "dhcpd/policy.h"

/** server_trial() - warn of each server and next-server of @policy that is
 * no address of this host, as @interfaces has them: another host must hand out
 * the boot files then, or the address is a mistake. @path: of the file */
void server_trial(const char *path, const struct policy *policy,
    const struct interfaces *interfaces);

/** server_trial_run() - the same with the interfaces that this host has now;
 * for -t, and for each start and reload */
void server_trial_run(const char *path, const struct policy *policy);

#endif
