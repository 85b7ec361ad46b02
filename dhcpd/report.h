/* SPDX-License-Identifier: ISC */
#ifndef DHCPD_REPORT_H
#define DHCPD_REPORT_H

#include "common/event.h"
#include "dhcpd/engine.h"

/** report_answer() - one line for people and one event for programs of what
 * became of a message; none of rubbish, which dhcpd/drop_log.h counts
 * @interface: the name of the one that it came by
 * @log: NULL is allowed */
void report_answer(const struct engine_answer *answer, const char *interface,
    struct event_log *log);

/** report_conflict() - a probe found @address in use by @mac; NULL where
 * nobody knows, beyond a relay */
void report_conflict(
    uint32_t address, const uint8_t *mac, const char *interface);

#endif
