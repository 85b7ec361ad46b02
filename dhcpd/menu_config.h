/* SPDX-License-Identifier: ISC */
#ifndef DHCPD_MENU_CONFIG_H
#define DHCPD_MENU_CONFIG_H

#include "common/config.h"

/*
 * The keys of a PXE boot menu, as those of dhcpd/value_config; the field of a
 * setter is a struct config_target.
 */
config_set_fn menu_config_prompt;
config_set_fn menu_config_timeout; /* a time of 0s to 254s, or none */
config_set_fn menu_config_item;	   /* menu.NUMBER = text, boot file or local */

#endif
