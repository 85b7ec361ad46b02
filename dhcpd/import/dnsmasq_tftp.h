/* SPDX-License-Identifier: ISC */
#ifndef DHCPD_DNSMASQ_TFTP_H
#define DHCPD_DNSMASQ_TFTP_H

#include "dhcpd/import/dnsmasq_conf.h"

/*
 * Lines of a dnsmasq.conf about its TFTP server: [site] root and [tftpd].
 */

/** dnsmasq_tftp_enable() - enable-tftp */
void dnsmasq_tftp_enable(struct dnsmasq_conf *conf);

/** dnsmasq_tftp_root() - tftp-root */
void dnsmasq_tftp_root(struct dnsmasq_conf *conf);

/** dnsmasq_tftp_unique_root() - tftp-unique-root */
void dnsmasq_tftp_unique_root(struct dnsmasq_conf *conf);

/** dnsmasq_tftp_port_range() - tftp-port-range */
void dnsmasq_tftp_port_range(struct dnsmasq_conf *conf);

/** dnsmasq_tftp_single_port() - tftp-single-port */
void dnsmasq_tftp_single_port(struct dnsmasq_conf *conf);

/** dnsmasq_tftp_max() - tftp-max */
void dnsmasq_tftp_max(struct dnsmasq_conf *conf);

/** dnsmasq_tftp_mtu() - tftp-mtu */
void dnsmasq_tftp_mtu(struct dnsmasq_conf *conf);

/** dnsmasq_tftp_no_blocksize() - tftp-no-blocksize */
void dnsmasq_tftp_no_blocksize(struct dnsmasq_conf *conf);

#endif
