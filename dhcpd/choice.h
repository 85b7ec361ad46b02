/* SPDX-License-Identifier: ISC */
#ifndef DHCPD_CHOICE_H
#define DHCPD_CHOICE_H

#include "dhcpd/ask.h"

/* Which address a client gets, and which ones it may have. */

/** choice_fixed() - the address that its [host] gives it in this subnet; 0
 * for none, also while somebody else still has it */
uint32_t choice_fixed(const struct engine *engine, const struct ask *ask);

/** choice_may_have() - whether @address is, or may become, this client's */
bool choice_may_have(
    const struct engine *engine, const struct ask *ask, uint32_t address);

/**
 * choice_address() - an address to offer, in the order of RFC 2131 4.3.1: its
 * own, its former one, the one it asks for, a free one; where none is left,
 * the one that was offered longest ago and not taken
 *
 * Sets the answer's probe where the address should be asked for first.
 * Return: false where there is none.
 */
bool choice_address(
    const struct engine *engine, struct ask *ask, uint32_t *ret_address);

/** choice_take() - the record of @address for this client, bound, offered or
 * new. Return: NULL without memory. */
struct lease *choice_take(
    struct engine *engine, const struct ask *ask, uint32_t address);

#endif
