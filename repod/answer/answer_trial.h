/* SPDX-License-Identifier: ISC */
#ifndef REPOD_ANSWER_ANSWER_TRIAL_H
#define REPOD_ANSWER_ANSWER_TRIAL_H

#include "common/tree.h"
#include "repod/answer/answer_config.h"

enum {
	/* Folders in folders that are looked into. */
	ANSWER_TRIAL_DEPTH_MAX = 32,
};

/**
 * answer_trial() - whether every template of @tree can be filled in for some
 * machine: its language, its names, and the files that it includes
 * @root: the tree's folder, for the log
 *
 * Mistakes are logged with file and line; a pattern that fits nothing is
 * warned of. Return: how many mistakes there are.
 */
unsigned answer_trial(const struct answer_config *config,
    const struct tree *tree, const char *root);

#endif
