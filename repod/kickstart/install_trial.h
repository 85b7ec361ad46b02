/* SPDX-License-Identifier: ISC */
#ifndef REPOD_KICKSTART_INSTALL_TRIAL_H
#define REPOD_KICKSTART_INSTALL_TRIAL_H

#include "common/tree.h"
#include "repod/kickstart/install_config.h"

/**
 * install_trial() - what -t says of the files that are written of the INI file
 * @root: the tree's folder, for the log
 *
 * A file of the same name in the tree, which wins, is a warning; a script that
 * cannot be read, or cannot be one, is an error. Return: how many errors, told.
 */
unsigned install_trial(const struct install_config *config,
    const struct tree *tree, const char *root);

#endif
