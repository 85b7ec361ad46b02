/* SPDX-License-Identifier: ISC */
#ifndef DHCPD_ISC_PARAMETER_H
#define DHCPD_ISC_PARAMETER_H

#include "dhcpd/import/isc_statement.h"

/*
 * The statements of dhcpd.conf(5) that end in a semicolon: options and
 * parameters.
 */

/** isc_parameter_option() - the number of the option @name, an isc_option_fn.
 * @translation: a struct isc_translation, for the options that it defines.
 * Return: 1..254; -1. */
int isc_parameter_option(void *translation, const char *name);

/** isc_parameter_take() - carry the present statement over into @scope, or
 * note it. Return: false where it is no option or parameter known here. */
bool isc_parameter_take(
    struct isc_translation *t, const struct isc_scope *scope);

#endif
