/* SPDX-License-Identifier: ISC */
#ifndef DHCPD_DIALOGUE_H
#define DHCPD_DIALOGUE_H

#include "dhcpd/ask.h"

/** dialogue_answer() - answer the message in @engine by its type: RFC 2131
 * 4.3.1 to 4.3.5, a function each. The outcome is always set. */
void dialogue_answer(struct engine *engine, struct ask *ask);

#endif
