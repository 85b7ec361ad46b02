/* SPDX-License-Identifier: ISC */
#include "repod/kickstart/install_file.h"

#include <stdio.h>
#include <string.h>

#include "repod/kickstart/autoinstall_text.h"
#include "repod/kickstart/kickstart_text.h"
#include "repod/kickstart/preseed_text.h"

static const struct {
	const char *before, *behind;
	enum installer installer;
	enum install_part part;
} places[] = {
	{ "ks/", ".cfg", INSTALLER_KICKSTART, INSTALL_PART_WHOLE },
	{ "preseed/", ".cfg", INSTALLER_PRESEED, INSTALL_PART_WHOLE },
	{ "autoinstall/", "/user-data", INSTALLER_AUTOINSTALL,
	    INSTALL_PART_USER_DATA },
	{ "autoinstall/", "/meta-data", INSTALLER_AUTOINSTALL,
	    INSTALL_PART_META_DATA },
	{ "autoinstall/", "/vendor-data", INSTALLER_AUTOINSTALL,
	    INSTALL_PART_VENDOR_DATA },
};

/* What stands between @before and @behind in @name. */
static bool
take_middle(const char *name, const char *before, const char *behind, char *out)
{
	size_t len = strlen(name), n = strlen(before), m = strlen(behind);

	if (len <= n + m || len - n - m > CONFIG_NAME_MAX ||
	    strncmp(name, before, n) != 0 ||
	    strcmp(name + len - m, behind) != 0)
		return false;
	memcpy(out, name + n, len - n - m);
	out[len - n - m] = '\0';
	return true;
}

bool
install_file_find(const struct install_config *config, const char *name,
    struct install_file *ret_file)
{
	char middle[CONFIG_NAME_MAX + 1];
	const struct install_section *section;

	if (config->n == 0)
		return false;
	for (size_t i = 0; i < sizeof(places) / sizeof(places[0]); i++) {
		if (!take_middle(
			name, places[i].before, places[i].behind, middle))
			continue;
		section =
		    install_config_find(config, places[i].installer, middle);
		if (!section)
			continue;
		*ret_file = (struct install_file){ section, places[i].part };
		return true;
	}
	return false;
}

bool
install_file_name(const struct install_section *section, unsigned i, char *out)
{
	for (size_t j = 0; j < sizeof(places) / sizeof(places[0]); j++) {
		if (places[j].installer != section->install.installer ||
		    i-- > 0)
			continue;
		snprintf(out, INSTALL_FILE_NAME_MAX, "%s%s%s", places[j].before,
		    section->name, places[j].behind);
		return true;
	}
	return false;
}

const char *
install_file_script(const struct install_file *file, enum install_field field)
{
	return file->part == INSTALL_PART_WHOLE ||
		file->part == INSTALL_PART_USER_DATA
	    ? file->section->install.text[field]
	    : NULL;
}

void
install_file_write(const struct install_file *file, const char *pre,
    const char *post, struct writer *writer)
{
	struct install install = file->section->install;

	install.pre = pre;
	install.post = post;
	switch (file->part) {
	case INSTALL_PART_USER_DATA:
		autoinstall_user_data(&install, writer);
		break;
	case INSTALL_PART_META_DATA:
		autoinstall_meta_data(&install, file->section->name, writer);
		break;
	case INSTALL_PART_VENDOR_DATA:
		break;
	default:
		if (install.installer == INSTALLER_KICKSTART)
			kickstart_text(&install, writer);
		else
			preseed_text(&install, writer);
	}
}
