/* SPDX-License-Identifier: ISC */
#include "dhcpd/interfaces.h"

#include <errno.h>
#include <ifaddrs.h>
#include <netinet/in.h>
#include <netpacket/packet.h>
#include <stdio.h>
#include <string.h>

/* An address may carry a label, eth0:1, which is no interface of its own. */
static struct interface *
find_or_add(struct interfaces *interfaces, const char *label)
{
	struct interface *interface;
	char name[IF_NAMESIZE];

	snprintf(name, sizeof(name), "%.*s", (int)strcspn(label, ":"), label);
	for (size_t i = 0; i < interfaces->n; i++)
		if (strcmp(interfaces->list[i].name, name) == 0)
			return &interfaces->list[i];
	if (interfaces->n == INTERFACES_MAX)
		return NULL;
	interface = &interfaces->list[interfaces->n++];
	memset(interface, 0, sizeof(*interface));
	snprintf(interface->name, sizeof(interface->name), "%s", name);
	interface->index = if_nametoindex(name);
	return interface;
}

static void
add_address(struct interfaces *interfaces, struct interface *interface,
    const struct sockaddr *address)
{
	struct sockaddr_in ipv4;

	memcpy(&ipv4, address, sizeof(ipv4));
	if (interface->n_addresses < INTERFACE_ADDRESSES_MAX)
		interface->addresses[interface->n_addresses++] =
		    ntohl(ipv4.sin_addr.s_addr);
	if (interfaces->n_own < INTERFACES_OWN_MAX)
		interfaces->own[interfaces->n_own++] =
		    ntohl(ipv4.sin_addr.s_addr);
}

static void
add_hardware(struct interface *interface, const struct sockaddr *address)
{
	struct sockaddr_ll link;

	memcpy(&link, address, sizeof(link));
	if (link.sll_halen != MAC_LEN)
		return;
	memcpy(interface->mac, link.sll_addr, MAC_LEN);
	interface->has_mac = true;
}

int
interfaces_read(struct interfaces *interfaces)
{
	struct ifaddrs *all, *each;
	struct interface *interface;

	if (getifaddrs(&all) < 0)
		return -errno;
	interfaces->n = interfaces->n_own = 0;
	for (each = all; each; each = each->ifa_next) {
		if (!each->ifa_addr || (each->ifa_flags & IFF_LOOPBACK))
			continue;
		interface = find_or_add(interfaces, each->ifa_name);
		if (!interface)
			continue;
		if (each->ifa_addr->sa_family == AF_INET)
			add_address(interfaces, interface, each->ifa_addr);
		else if (each->ifa_addr->sa_family == AF_PACKET)
			add_hardware(interface, each->ifa_addr);
	}
	freeifaddrs(all);
	return 0;
}

const struct interface *
interfaces_find(const struct interfaces *interfaces, unsigned index)
{
	for (size_t i = 0; i < interfaces->n; i++)
		if (interfaces->list[i].index == index)
			return &interfaces->list[i];
	return NULL;
}
