/* SPDX-License-Identifier: ISC */
#ifndef DHCPD_DNSMASQ_MENU_H
#define DHCPD_DNSMASQ_MENU_H

#include "dhcpd/import/dnsmasq_conf.h"

/*
 * Lines of a dnsmasq.conf about PXE boot menus.
 */

/** dnsmasq_menu_prompt() - pxe-prompt */
void dnsmasq_menu_prompt(struct dnsmasq_conf *conf);

/** dnsmasq_menu_service() - pxe-service */
void dnsmasq_menu_service(struct dnsmasq_conf *conf);

/** dnsmasq_menu_finish() - at the end: what dnsmasq does without a prompt */
void dnsmasq_menu_finish(struct dnsmasq_conf *conf);

#endif
