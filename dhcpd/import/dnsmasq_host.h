/* SPDX-License-Identifier: ISC */
#ifndef DHCPD_DNSMASQ_HOST_H
#define DHCPD_DNSMASQ_HOST_H

#include "dhcpd/import/dnsmasq_conf.h"

/*
 * Lines of a dnsmasq.conf about single machines.
 */

/** dnsmasq_host_take() - dhcp-host */
void dnsmasq_host_take(struct dnsmasq_conf *conf);

/** dnsmasq_host_mac() - dhcp-mac: machines whose MAC begins alike */
void dnsmasq_host_mac(struct dnsmasq_conf *conf);

#endif
