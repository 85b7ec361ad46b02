/* SPDX-License-Identifier: ISC */
#ifndef DHCPD_PROXY_H
#define DHCPD_PROXY_H

#include "dhcpd/ask.h"

/*
 * Boot information without an address (Intel PXE 2.1, 2.2 and 2.4): the offer
 * of `mode = proxy` beside somebody else's DHCP server, and what firmware asks
 * on port 4011 once it has its address.
 */

/** proxy_find_item() - set what the client chose of its boot menu, if this is
 * the REQUEST that says so */
void proxy_find_item(const struct engine *engine, struct ask *ask);

/** proxy_is_asked() - whether the message is for proxy_answer(): all are in
 * `mode = proxy`, on port 4011, and where an item of a menu is chosen */
bool proxy_is_asked(const struct engine *engine, const struct ask *ask);

/** proxy_concerns() - whether firmware sent it that wants a boot file. Else
 * it is another server's affair, and the answer says so: silence, and no line
 * in the log. */
bool proxy_concerns(const struct engine *engine, struct ask *ask);

/** proxy_answer() - boot information, or silence where there is none for this
 * client; no lease, no yiaddr */
void proxy_answer(const struct engine *engine, struct ask *ask);

#endif
