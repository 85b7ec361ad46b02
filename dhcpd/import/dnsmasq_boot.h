/* SPDX-License-Identifier: ISC */
#ifndef DHCPD_DNSMASQ_BOOT_H
#define DHCPD_DNSMASQ_BOOT_H

#include "dhcpd/import/dnsmasq_conf.h"

/*
 * Lines of a dnsmasq.conf about what is offered to whom: tags that stand for
 * kinds of clients, boot files and options.
 */

/** dnsmasq_boot_match() - dhcp-match */
void dnsmasq_boot_match(struct dnsmasq_conf *conf);

/** dnsmasq_boot_vendor_class() - dhcp-vendorclass */
void dnsmasq_boot_vendor_class(struct dnsmasq_conf *conf);

/** dnsmasq_boot_user_class() - dhcp-userclass */
void dnsmasq_boot_user_class(struct dnsmasq_conf *conf);

/** dnsmasq_boot_file() - dhcp-boot */
void dnsmasq_boot_file(struct dnsmasq_conf *conf);

/** dnsmasq_boot_option() - dhcp-option, dhcp-option-force */
void dnsmasq_boot_option(struct dnsmasq_conf *conf);

#endif
