/* SPDX-License-Identifier: ISC */
#ifndef DHCPD_DNSMASQ_KEYWORD_H
#define DHCPD_DNSMASQ_KEYWORD_H

/** enum dnsmasq_concern - what a line that is not carried over is about */
enum dnsmasq_concern {
	DNSMASQ_CONCERN_UNKNOWN,
	DNSMASQ_CONCERN_TOLD,	 /* each one, with what to do */
	DNSMASQ_CONCERN_NOTHING, /* it is so here without a word */
	DNSMASQ_CONCERN_DNS,
	DNSMASQ_CONCERN_IPV6,
	DNSMASQ_CONCERN_PROCESS, /* its log, user, files */
	N_DNSMASQ_CONCERNS,
};

/** dnsmasq_keyword() - what @keyword of dnsmasq 2.90 or before is about. Pure.
 * @ret_advice: set for DNSMASQ_CONCERN_TOLD: what to do */
enum dnsmasq_concern dnsmasq_keyword(
    const char *keyword, const char **ret_advice);

#endif
