/* SPDX-License-Identifier: ISC */
#ifndef REPOD_LISTEN_REPORT_H
#define REPOD_LISTEN_REPORT_H

#include "common/address.h"

/** listen_report() - one line: what is served where, or why not and what to do
 * @protocol: for a person
 * @setting: the key and the option that choose the port
 * @error: 0, or negative errno of the attempt to listen @at */
void listen_report(const char *protocol, const char *setting,
    const union endpoint *at, int error);

#endif
