/* SPDX-License-Identifier: ISC */
#ifndef DHCPD_SERVER_TRIAL_H
#define DHCPD_SERVER_TRIAL_H

#include "dhcpd/interfaces.h"
#include "dhcpd/policy.h"

/** server_trial() - -t: warn of each server and next-server of @policy that is
 * no address of this host, as @interfaces has them: another host must hand out
 * the boot files then, or the address is a mistake. @path: of the file */
void server_trial(const char *path, const struct policy *policy,
    const struct interfaces *interfaces);

#endif
