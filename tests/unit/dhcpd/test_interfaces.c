/* SPDX-License-Identifier: ISC */
#include "dhcpd/interfaces.h"

#include <check.h>
#include <stdlib.h>
#include <string.h>

#include "tests/unit/dhcp_message.h"

static struct interfaces interfaces;

/* Whatever this host has: each one is found again by its number, and none of
 * them is the loopback. */
START_TEST(of_this_host)
{
	const struct interface *interface;
	size_t n = 0;

	for (int again = 0; again < 2; again++)
		ck_assert_int_eq(interfaces_read(&interfaces), 0);
	for (size_t i = 0; i < interfaces.n; i++) {
		interface = &interfaces.list[i];
		ck_assert_uint_gt(interface->index, 0);
		ck_assert_uint_eq(
		    if_nametoindex(interface->name), interface->index);
		ck_assert_str_ne(interface->name, "lo");
		ck_assert_ptr_eq(
		    interfaces_find(&interfaces, interface->index), interface);
		n += interface->n_addresses;
	}
	ck_assert_uint_eq(interfaces.n_own, n);
	ck_assert_ptr_null(interfaces_find(&interfaces, 0));
	ck_assert_ptr_null(interfaces_find(&interfaces, 1u << 30));
}
END_TEST

TEST_MAIN("interfaces", tcase_add_test(tests, of_this_host);)
