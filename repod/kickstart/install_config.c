/* SPDX-License-Identifier: ISC */
#include "repod/kickstart/install_config.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "common/log.h"
#include "repod/kickstart/install_check.h"

static void
free_section(struct install_section *section)
{
	for (size_t i = 0; i < N_INSTALL_FIELDS; i++)
		free((char *)(uintptr_t)section->install.text[i]);
	free(section);
}

void
install_config_free(struct install_config *config)
{
	for (size_t i = 0; i < config->n; i++)
		free_section(config->sections[i]);
	free(config->sections);
	free(config->path);
}

/* --- reading --- */

static bool
find_installer(const char *name, enum installer *ret_installer)
{
	for (enum installer i = 0; i < N_INSTALLERS; i++) {
		if (strcmp(installer_name(i), name) == 0) {
			*ret_installer = i;
			return true;
		}
	}
	return false;
}

/* The name is one of a file, or of a folder. */
static bool
is_name(const char *name)
{
	return *name != '.' && !strpbrk(name, "/\\?#% \t");
}

static bool
grow(struct install_config *config, const char *path)
{
	struct install_section **sections =
	    realloc(config->sections, (config->n + 1) * sizeof(sections[0]));

	if (!sections)
		return false;
	config->sections = sections;
	if (!config->path) {
		config->path = strdup(path);
		clock_gettime(CLOCK_REALTIME, &config->mtime);
	}
	return config->path;
}

struct install_section *
install_config_open(struct config *reading, const struct config_entry *entry,
    struct install_config *config)
{
	struct install_section *section;
	enum installer installer;

	if (!is_name(entry->argument) ||
	    !find_installer(entry->section, &installer)) {
		config_error(reading, entry,
		    "[%s %s]: the name becomes a file's, and may hold no "
		    "slash, blank, ?, # or %%, nor begin with a point",
		    entry->section, entry->argument);
		return NULL;
	}
	if (config->n == INSTALL_CONFIG_MAX) {
		config_error(reading, entry,
		    "more than %d sections of installations",
		    INSTALL_CONFIG_MAX);
		return NULL;
	}
	section = calloc(1, sizeof(*section));
	if (!section || !grow(config, config_path(reading))) {
		config_error(reading, entry, "out of memory");
		free(section);
		return NULL;
	}
	memcpy(section->name, entry->argument, strlen(entry->argument) + 1);
	section->line = entry->line;
	section->install.installer = installer;
	config->sections[config->n++] = section;
	return section;
}

/* A password's value is not for the log. */
static void
refuse(struct config *reading, const struct config_entry *entry,
    const struct install_about *about, const char *wants)
{
	const char *nearest = about->kind == INSTALL_CHOICE
	    ? config_nearest(entry->value, about->choices)
	    : NULL;

	if (about->kind == INSTALL_SECRET)
		config_error(reading, entry, "%s: want %s", entry->key, wants);
	else if (nearest)
		config_error(reading, entry,
		    "%s = %s: want %s; did you mean "
		    "'%s'?",
		    entry->key, entry->value, wants, nearest);
	else
		config_error(reading, entry, "%s = %s: want %s", entry->key,
		    entry->value, wants);
}

static void
set_field(struct config *reading, const struct config_entry *entry, void *field)
{
	struct install_section *section = field;
	enum install_field which =
	    install_field_of(section->install.installer, entry->key);
	char wants[INSTALL_MESSAGE_MAX];
	char *text = strdup(entry->value);

	if (!text) {
		config_error(reading, entry, "out of memory");
		return;
	}
	if (!install_set(&section->install, which, text, wants)) {
		refuse(reading, entry, install_about(which), wants);
		free(text);
		return;
	}
	section->lines[which] = entry->line;
}

const struct config_key install_config_kickstart_keys[] = {
	{ "version", set_field, 0, 0 },
	{ "language", set_field, 0, 0 },
	{ "keyboard", set_field, 0, 0 },
	{ "timezone", set_field, 0, 0 },
	{ "utc", set_field, 0, 0 },
	{ "ntp", set_field, 0, 0 },
	{ "mode", set_field, 0, 0 },
	{ "reboot", set_field, 0, 0 },
	{ "first-boot", set_field, 0, 0 },
	{ "eula", set_field, 0, 0 },
	{ "repository", set_field, 0, 0 },
	{ "extra-repositories", set_field, 0, 0 },
	{ "proxy", set_field, 0, 0 },
	{ "bootloader", set_field, 0, 0 },
	{ "kernel-arguments", set_field, 0, 0 },
	{ "bootloader-password", set_field, 0, 0 },
	{ "disk", set_field, 0, 0 },
	{ "wipe", set_field, 0, 0 },
	{ "layout", set_field, 0, 0 },
	{ "filesystem", set_field, 0, 0 },
	{ "partitions", set_field, 0, 0 },
	{ "network", set_field, 0, 0 },
	{ "gateway", set_field, 0, 0 },
	{ "dns", set_field, 0, 0 },
	{ "hostname", set_field, 0, 0 },
	{ "device", set_field, 0, 0 },
	{ "ipv6", set_field, 0, 0 },
	{ "root-password", set_field, 0, 0 },
	{ "user", set_field, 0, 0 },
	{ "user-name", set_field, 0, 0 },
	{ "user-password", set_field, 0, 0 },
	{ "user-groups", set_field, 0, 0 },
	{ "ssh-key", set_field, 0, 0 },
	{ "authentication", set_field, 0, 0 },
	{ "firewall", set_field, 0, 0 },
	{ "firewall-services", set_field, 0, 0 },
	{ "firewall-ports", set_field, 0, 0 },
	{ "selinux", set_field, 0, 0 },
	{ "services", set_field, 0, 0 },
	{ "services-off", set_field, 0, 0 },
	{ "packages", set_field, 0, 0 },
	{ "ignore-missing", set_field, 0, 0 },
	{ "weak-dependencies", set_field, 0, 0 },
	{ "pre-script", set_field, 0, 0 },
	{ "post-script", set_field, 0, 0 },
	{ NULL, NULL, 0, 0 },
};

const struct config_key install_config_preseed_keys[] = {
	{ "language", set_field, 0, 0 },
	{ "keyboard", set_field, 0, 0 },
	{ "timezone", set_field, 0, 0 },
	{ "utc", set_field, 0, 0 },
	{ "ntp", set_field, 0, 0 },
	{ "reboot", set_field, 0, 0 },
	{ "repository", set_field, 0, 0 },
	{ "proxy", set_field, 0, 0 },
	{ "kernel-arguments", set_field, 0, 0 },
	{ "disk", set_field, 0, 0 },
	{ "mirror", set_field, 0, 0 },
	{ "layout", set_field, 0, 0 },
	{ "recipe", set_field, 0, 0 },
	{ "filesystem", set_field, 0, 0 },
	{ "partitions", set_field, 0, 0 },
	{ "network", set_field, 0, 0 },
	{ "gateway", set_field, 0, 0 },
	{ "dns", set_field, 0, 0 },
	{ "hostname", set_field, 0, 0 },
	{ "device", set_field, 0, 0 },
	{ "root-password", set_field, 0, 0 },
	{ "user", set_field, 0, 0 },
	{ "user-name", set_field, 0, 0 },
	{ "user-password", set_field, 0, 0 },
	{ "user-groups", set_field, 0, 0 },
	{ "packages", set_field, 0, 0 },
	{ NULL, NULL, 0, 0 },
};

const struct config_key install_config_autoinstall_keys[] = {
	{ "language", set_field, 0, 0 },
	{ "keyboard", set_field, 0, 0 },
	{ "timezone", set_field, 0, 0 },
	{ "reboot", set_field, 0, 0 },
	{ "repository", set_field, 0, 0 },
	{ "proxy", set_field, 0, 0 },
	{ "disk", set_field, 0, 0 },
	{ "mirror", set_field, 0, 0 },
	{ "layout", set_field, 0, 0 },
	{ "partitions", set_field, 0, 0 },
	{ "network", set_field, 0, 0 },
	{ "gateway", set_field, 0, 0 },
	{ "dns", set_field, 0, 0 },
	{ "hostname", set_field, 0, 0 },
	{ "device", set_field, 0, 0 },
	{ "user", set_field, 0, 0 },
	{ "user-name", set_field, 0, 0 },
	{ "user-password", set_field, 0, 0 },
	{ "ssh-key", set_field, 0, 0 },
	{ "packages", set_field, 0, 0 },
	{ "post-script", set_field, 0, 0 },
	{ NULL, NULL, 0, 0 },
};

/* --- checking --- */

struct check {
	const struct install_config *config;
	const struct install_section *section;
};

static void
complain(void *owner, enum install_field field, const char *message)
{
	const struct check *check = owner;
	const struct install_section *section = check->section;
	unsigned line = section->lines[field];

	log_error("%s:%u: [%s %s] %s: %s", check->config->path,
	    line ? line : section->line,
	    installer_name(section->install.installer), section->name,
	    install_about(field)->key, message);
}

unsigned
install_config_check(const struct install_config *config)
{
	unsigned n = 0;

	for (size_t i = 0; i < config->n; i++) {
		struct check check = { config, config->sections[i] };

		n += install_check(&check.section->install, complain, &check);
	}
	return n;
}

const struct install_section *
install_config_find(const struct install_config *config,
    enum installer installer, const char *name)
{
	for (size_t i = 0; i < config->n; i++)
		if (config->sections[i]->install.installer == installer &&
		    strcmp(config->sections[i]->name, name) == 0)
			return config->sections[i];
	return NULL;
}
