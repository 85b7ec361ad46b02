/* SPDX-License-Identifier: ISC */
#ifndef DHCPD_SURROUNDINGS_H
#define DHCPD_SURROUNDINGS_H

#include <stdbool.h>
#include <stdint.h>

#include "dhcpd/interfaces.h"

/*
 * What may change around the server while it runs: the interfaces with their
 * addresses. They are looked at again when somebody asks and what is known has
 * grown old.
 */

enum {
	SURROUNDINGS_OLD_MS = 5000,
	/* For something that was not found. */
	SURROUNDINGS_MISSED_MS = 1000,
};

/** struct surroundings - as they were at @looked_ms; begin with zeros */
struct surroundings {
	struct interfaces interfaces;
	uint64_t looked_ms; /* CLOCK_BOOTTIME; 0: never */
};

/** surroundings_look() - look again, unless what is known is newer than
 * @age_ms. Return: whether what is known is new now. Failures are logged. */
bool surroundings_look(
    struct surroundings *surroundings, uint64_t now_ms, uint64_t age_ms);

/** surroundings_interface() - the interface with the kernel's number @index,
 * looking again where need be; NULL for none. Good until the next look. */
const struct interface *surroundings_interface(
    struct surroundings *surroundings, uint64_t now_ms, unsigned index);

#endif
