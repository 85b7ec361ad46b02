/* SPDX-License-Identifier: ISC */
#ifndef REPOD_KICKSTART_INSTALL_FORM_H
#define REPOD_KICKSTART_INSTALL_FORM_H

#include "common/cursor.h"
#include "repod/kickstart/install.h"

/**
 * install_form() - append the page on which an answer file is made
 *
 * A form in the groups of system-config-kickstart; its script shows what
 * repod/kickstart/install_query.h answers while it is filled in, to copy or to
 * download. Without a script a button leads there. Nothing of a request is in
 * it. Pure.
 */
void install_form(enum installer installer, struct writer *writer);

#endif
