/* SPDX-License-Identifier: ISC */
#include "dhcpd/surroundings.h"

#include <string.h>

#include "common/log.h"

bool
surroundings_look(
    struct surroundings *surroundings, uint64_t now_ms, uint64_t age_ms)
{
	int r;

	if (surroundings->looked_ms &&
	    now_ms - surroundings->looked_ms < age_ms)
		return false;
	surroundings->looked_ms = now_ms;
	r = interfaces_read(&surroundings->interfaces);
	if (r)
		log_warn("cannot read the interfaces: %s", strerror(-r));
	return true;
}

const struct interface *
surroundings_interface(
    struct surroundings *surroundings, uint64_t now_ms, unsigned index)
{
	const struct interface *interface;

	surroundings_look(surroundings, now_ms, SURROUNDINGS_OLD_MS);
	interface = interfaces_find(&surroundings->interfaces, index);
	if (!interface) {
		surroundings_look(surroundings, now_ms, SURROUNDINGS_MISSED_MS);
		interface = interfaces_find(&surroundings->interfaces, index);
	}
	return interface;
}
