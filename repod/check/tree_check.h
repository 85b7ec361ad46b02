/* SPDX-License-Identifier: ISC */
#ifndef REPOD_CHECK_TREE_CHECK_H
#define REPOD_CHECK_TREE_CHECK_H

#include "common/check/check_place.h"

/**
 * tree_check_run() - the install trees and repositories of RPMs: whether they
 * have what .treeinfo, repomd.xml and its list of packages name, with the
 * checksums that stand there
 *
 * With @place->is_quick only whether repomd.xml is there.
 */
void tree_check_run(const struct check_place *place);

#endif
