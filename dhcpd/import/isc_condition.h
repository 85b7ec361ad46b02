/* SPDX-License-Identifier: ISC */
#ifndef DHCPD_ISC_CONDITION_H
#define DHCPD_ISC_CONDITION_H

#include "common/arch.h"
#include "dhcpd/import/isc_token.h"

/*
 * Which clients an `if` or a `match if` of dhcp-eval(5) means, in the classes
 * of the INI file: comparisons of option 93, of option 60 with PXEClient and
 * HTTPClient, of option 77 with iPXE, and what is made of those.
 */

/** struct isc_condition - the answer */
struct isc_condition {
	bool is_known;	  /* false: no class says the same */
	bool is_pxe;	  /* PXEClient: @classes then has CLASS_ANY */
	uint64_t classes; /* of 1 << enum arch_class */
};

/** Find the number of an option by its name. Return: 1..254; -1. */
typedef int isc_option_fn(void *owner, const char *name);

/** isc_condition_read() - what @n words between `if` and the brace mean */
struct isc_condition isc_condition_read(const struct isc_token *tokens,
    size_t n, isc_option_fn *find_option, void *owner);

#endif
