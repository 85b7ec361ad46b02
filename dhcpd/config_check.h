/* SPDX-License-Identifier: ISC */
#ifndef DHCPD_CONFIG_CHECK_H
#define DHCPD_CONFIG_CHECK_H

/**
 * config_check() - what shows only when the whole file is known
 * @settings: a struct dhcpd_settings; its policy is sorted, ready for the
 *	engine
 *
 * Overlapping subnets and ranges, addresses outside, machines named twice.
 * Return: 0; 1 with each error logged as file:line: message.
 */
int config_check(void *settings);

#endif
