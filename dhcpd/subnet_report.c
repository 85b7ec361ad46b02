/* SPDX-License-Identifier: ISC */
#include "dhcpd/subnet_report.h"

#include "common/log.h"
#include "dhcpd/host_table.h"

/* Which interface serves which subnet, for the line that says so; a subnet
 * that none fits is served through relays. */
static void
tell_subnet(
    const struct interfaces *interfaces, const struct policy_subnet *subnet)
{
	const struct interface *interface;
	const char *name = NULL;
	char network[PREFIX_TEXT_MAX];

	for (size_t i = 0; i < interfaces->n; i++) {
		interface = &interfaces->list[i];
		for (size_t j = 0; !name && j < interface->n_addresses; j++)
			if (prefix_has(
				&subnet->prefix, interface->addresses[j]))
				name = interface->name;
	}
	log_info("serving %s %s%s", prefix_text(network, &subnet->prefix),
	    name ? "on " : "through relays: no interface has an address in it",
	    name ? name : "");
}

void
subnet_report_serving(const struct policy *policy,
    const struct interfaces *interfaces, size_t n_leases)
{
	size_t n_hosts =
	    policy->n_hosts + (policy->folder ? policy->folder->n_hosts : 0);

	if (policy->is_proxy)
		log_info("boot information alone, %zu known hosts, %s to "
			 "others",
		    n_hosts, policy->deny_unknown ? "closed" : "open");
	else
		log_info("%zu leases, %zu known hosts, %s to others", n_leases,
		    n_hosts, policy->deny_unknown ? "closed" : "open");
	for (size_t i = 0; i < policy->n_subnets; i++)
		tell_subnet(interfaces, &policy->subnets[i]);
}

void
subnet_report_missing(const struct interface *interface, uint32_t giaddr)
{
	char address[ADDRESS_TEXT_MAX];

	if (giaddr)
		log_warn("requests that came by a relay are not answered: no "
			 "[subnet] holds %s (%s)",
		    address_text(address, giaddr), interface->name);
	else if (interface->n_addresses > 0)
		log_warn("requests that came by %s are not answered: no "
			 "[subnet] holds %s",
		    interface->name,
		    address_text(address, interface->addresses[0]));
	else
		log_warn("requests that came by %s are not answered: it has no "
			 "IPv4 address",
		    interface->name);
}
