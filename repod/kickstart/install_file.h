/* SPDX-License-Identifier: ISC */
#ifndef REPOD_KICKSTART_INSTALL_FILE_H
#define REPOD_KICKSTART_INSTALL_FILE_H

#include "common/cursor.h"
#include "repod/kickstart/install_config.h"

/*
 * The files that are written of the INI file's sections:
 *
 *	ks/NAME.cfg			[kickstart NAME]
 *	preseed/NAME.cfg		[preseed NAME]
 *	autoinstall/NAME/user-data	[autoinstall NAME], with meta-data and
 *					vendor-data beside it
 */

/** struct install_file - one of them */
struct install_file {
	const struct install_section *section; /* borrowed of the config */
	enum install_part {
		INSTALL_PART_WHOLE, /* ks/, preseed/ */
		INSTALL_PART_USER_DATA,
		INSTALL_PART_META_DATA,
		INSTALL_PART_VENDOR_DATA, /* empty */
	} part;
};

/** install_file_find() - the file @name, as path_resolve() gives it. Return:
 * whether there is one. */
bool install_file_find(const struct install_config *config, const char *name,
    struct install_file *ret_file);

enum {
	/* "autoinstall/NAME/vendor-data", with its NUL. */
	INSTALL_FILE_NAME_MAX = CONFIG_NAME_MAX + 32,
};

/** install_file_name() - the name of the file @i of @section, from 0, below the
 * root, into @out of INSTALL_FILE_NAME_MAX. Return: false past the last. */
bool install_file_name(
    const struct install_section *section, unsigned i, char *out);

/** install_file_script() - the file below the root that the section names for
 * @field, INSTALL_PRE_SCRIPT or INSTALL_POST_SCRIPT; NULL: none, or it is not
 * for this file */
const char *install_file_script(
    const struct install_file *file, enum install_field field);

/** install_file_write() - append the file's text, still to be filled in
 * @pre, @post: the scripts, or NULL; they go in as they are */
void install_file_write(const struct install_file *file, const char *pre,
    const char *post, struct writer *writer);

#endif
