/* SPDX-License-Identifier: ISC */
#ifndef DHCPD_CONFIG_TRIAL_H
#define DHCPD_CONFIG_TRIAL_H

/**
 * config_trial() - read what the configuration names, as serving would
 * @settings: a struct dhcpd_settings, after config_check()
 *
 * The folder of hosts, whose errors count, and the boot tree, without which
 * dhcpd serves all the same.
 * Return: 0; 1 with the errors logged.
 */
int config_trial(void *settings);

#endif
