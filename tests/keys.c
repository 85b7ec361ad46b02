/* SPDX-License-Identifier: ISC */
/*
 * Prints what a daemon reads of the INI file, a line a key: section and key.
 * Built once a daemon, with -DSECTIONS=tftpd_sections.
 */
#include <stdio.h>

#include "common/config.h"

extern const struct config_section SECTIONS[];

int
main(void)
{
	for (const struct config_section *section = SECTIONS; section->name;
	     section++)
		for (const struct config_key *key = section->keys;
		     key && key->name; key++)
			printf("%s %s\n", section->name, key->name);
	return 0;
}
