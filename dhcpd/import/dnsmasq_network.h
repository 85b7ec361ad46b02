/* SPDX-License-Identifier: ISC */
#ifndef DHCPD_DNSMASQ_NETWORK_H
#define DHCPD_DNSMASQ_NETWORK_H

#include "dhcpd/import/dnsmasq_conf.h"

/*
 * Lines of a dnsmasq.conf about networks and what all in them get.
 */

/** dnsmasq_network_range() - dhcp-range */
void dnsmasq_network_range(struct dnsmasq_conf *conf);

/** dnsmasq_network_domain() - domain */
void dnsmasq_network_domain(struct dnsmasq_conf *conf);

/** dnsmasq_network_interface() - interface */
void dnsmasq_network_interface(struct dnsmasq_conf *conf);

/** dnsmasq_network_listen() - listen-address */
void dnsmasq_network_listen(struct dnsmasq_conf *conf);

/** dnsmasq_network_shared() - shared-network */
void dnsmasq_network_shared(struct dnsmasq_conf *conf);

/** dnsmasq_network_ignore() - dhcp-ignore */
void dnsmasq_network_ignore(struct dnsmasq_conf *conf);

/** dnsmasq_network_lease_time() - whether @text is a time of dnsmasq's, as the
 * INI file spells it. @out: room for IMPORT_VALUE_MAX. */
bool dnsmasq_network_lease_time(const char *text, char *out);

/** dnsmasq_network_finish() - at the end: what dnsmasq would say by itself */
void dnsmasq_network_finish(struct dnsmasq_conf *conf);

#endif
