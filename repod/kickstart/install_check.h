/* SPDX-License-Identifier: ISC */
#ifndef REPOD_KICKSTART_INSTALL_CHECK_H
#define REPOD_KICKSTART_INSTALL_CHECK_H

#include "repod/kickstart/install.h"

/** What is wrong with @field, for a person. */
typedef void install_complain_fn(
    void *owner, enum install_field field, const char *message);

/**
 * install_check() - what no field can know alone: whether all is said that the
 * installer would stop for, and nothing that it does not know
 *
 * Pure. Return: how many complaints there were.
 */
unsigned install_check(
    const struct install *install, install_complain_fn *complain, void *owner);

/** install_check_script() - whether @text can be a script of a kickstart: no
 * line of it ends the section. Return: NULL, or what is wrong. */
const char *install_check_script(const char *text);

#endif
