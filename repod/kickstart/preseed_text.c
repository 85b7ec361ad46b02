/* SPDX-License-Identifier: ISC */
#include "repod/kickstart/preseed_text.h"

#include <string.h>

#include "repod/kickstart/install_disk.h"
#include "repod/kickstart/install_value.h"
#include "repod/kickstart/preseed_disk.h"

struct preseed {
	const struct install *install;
	struct writer *writer;
};

/* Two questions are of packages that the installed system keeps. */
static const char *
owner_of(const char *question)
{
	static const char *const owners[] = { "tasksel", "popularity-contest" };

	for (size_t i = 0; i < sizeof(owners) / sizeof(owners[0]); i++)
		if (strncmp(question, owners[i], strlen(owners[i])) == 0)
			return owners[i];
	return "d-i";
}

/* "OWNER QUESTION TYPE VALUE" */
static void
answer(const struct preseed *preseed, const char *question, const char *type,
    const char *value)
{
	struct writer *writer = preseed->writer;

	writer_text(writer, owner_of(question));
	writer_u8(writer, ' ');
	writer_text(writer, question);
	writer_u8(writer, ' ');
	writer_text(writer, type);
	if (*value) {
		writer_u8(writer, ' ');
		writer_text(writer, value);
	}
	writer_u8(writer, '\n');
}

static void
answer_bool(const struct preseed *preseed, const char *question, bool value)
{
	answer(preseed, question, "boolean", value ? "true" : "false");
}

/* Nothing where nothing is said. */
static void
answer_field(const struct preseed *preseed, const char *question,
    const char *type, enum install_field field)
{
	const char *text = install_text(preseed->install, field);

	if (text)
		answer(preseed, question, type, text);
}

/* The items of @field that begin with @mark, without it, or with none; parted
 * by @joint. */
static void
answer_list(const struct preseed *preseed, const char *question,
    const char *type, enum install_field field, char mark, const char *joint)
{
	struct install_items items = install_items(preseed->install, field);
	char list[4 * INSTALL_ITEM_MAX];
	struct writer writer = writer_over(list, sizeof(list) - 1);

	while (install_items_next(&items)) {
		bool is_marked = *items.item == '@';

		if (is_marked != (mark == '@'))
			continue;
		if (writer.pos > 0)
			writer_text(&writer, joint);
		writer_text(&writer, items.item + (is_marked ? 1 : 0));
	}
	list[writer.pos] = '\0';
	if (writer.pos > 0)
		answer(preseed, question, type, list);
}

/* --- basic --- */

static void
write_basic(const struct preseed *preseed)
{
	const struct install *install = preseed->install;

	answer_field(
	    preseed, "debian-installer/locale", "string", INSTALL_LANGUAGE);
	answer_field(preseed, "keyboard-configuration/xkb-keymap", "select",
	    INSTALL_KEYBOARD);
	answer_bool(
	    preseed, "clock-setup/utc", install_is_on(install, INSTALL_UTC));
	answer_field(preseed, "time/zone", "string", INSTALL_TIMEZONE);
	answer_bool(preseed, "clock-setup/ntp", true);
	answer_list(preseed, "clock-setup/ntp-server", "string", INSTALL_NTP,
	    '\0', " ");
}

/* --- network --- */

static void
write_static(
    const struct preseed *preseed, const struct install_address *address)
{
	answer_bool(preseed, "netcfg/disable_autoconfig", true);
	answer(preseed, "netcfg/get_ipaddress", "string", address->address);
	answer(preseed, "netcfg/get_netmask", "string", address->netmask);
	answer_field(preseed, "netcfg/get_gateway", "string", INSTALL_GATEWAY);
	answer_bool(preseed, "netcfg/confirm_static", true);
}

/* A host's name is its first label, the rest its domain. */
static void
write_host_name(const struct preseed *preseed)
{
	const char *name = install_text(preseed->install, INSTALL_HOSTNAME);
	const char *dot = name && !strchr(name, '$') ? strchr(name, '.') : NULL;
	char label[INSTALL_ITEM_MAX];
	size_t len;

	if (!name)
		return;
	len = dot ? (size_t)(dot - name) : strlen(name);
	if (len >= sizeof(label))
		return;
	memcpy(label, name, len);
	label[len] = '\0';
	answer(preseed, "netcfg/get_hostname", "string", label);
	if (dot)
		answer(preseed, "netcfg/get_domain", "string", dot + 1);
}

static void
write_network(const struct preseed *preseed)
{
	const char *device = install_text(preseed->install, INSTALL_DEVICE);
	struct install_address address;

	answer(preseed, "netcfg/choose_interface", "select",
	    device ? device : "auto");
	install_value_take_network(
	    install_text(preseed->install, INSTALL_NETWORK), &address);
	if (!address.is_dhcp)
		write_static(preseed, &address);
	answer_list(preseed, "netcfg/get_nameservers", "string", INSTALL_DNS,
	    '\0', " ");
	write_host_name(preseed);
}

/* --- where packages come from --- */

/* "http", "host", "/folder" of a URL, each with its own question. */
static void
write_mirror(const struct preseed *preseed, const char *url)
{
	const char *host = strstr(url, "://");
	char part[INSTALL_ITEM_MAX], question[32];
	struct writer writer = writer_over(question, sizeof(question));
	size_t scheme = host ? (size_t)(host - url) : 0;
	size_t len;

	answer(preseed, "mirror/country", "string", "manual");
	/* A URL that is filled in later cannot be taken apart. */
	if (scheme == 0 || scheme > 5)
		return;
	memcpy(part, url, scheme);
	part[scheme] = '\0';
	answer(preseed, "mirror/protocol", "string", part);
	host += 3;
	len = strcspn(host, "/");
	if (len >= sizeof(part))
		return;
	writer_format(&writer, "mirror/%.*s/hostname", (int)scheme, url);
	question[writer.pos] = '\0';
	memcpy(part, host, len);
	part[len] = '\0';
	answer(preseed, question, "string", part);
	writer.pos = 0;
	writer_format(&writer, "mirror/%.*s/directory", (int)scheme, url);
	question[writer.pos] = '\0';
	answer(preseed, question, "string", host[len] ? host + len : "/");
}

static void
write_source(const struct preseed *preseed)
{
	const char *url = install_text(preseed->install, INSTALL_REPOSITORY);
	const char *proxy = install_text(preseed->install, INSTALL_PROXY);

	if (url)
		write_mirror(preseed, url);
	answer(preseed, "mirror/http/proxy", "string", proxy ? proxy : "");
}

/* --- accounts --- */

static bool
is_open(const struct install *install, enum install_field field)
{
	return install_text(install, field) &&
	    !install_is(install, field, "locked");
}

static void
write_accounts(const struct preseed *preseed)
{
	const struct install *install = preseed->install;
	const char *name = install_text(install, INSTALL_USER_NAME);

	answer_bool(preseed, "passwd/root-login",
	    is_open(install, INSTALL_ROOT_PASSWORD));
	if (is_open(install, INSTALL_ROOT_PASSWORD))
		answer_field(preseed, "passwd/root-password-crypted",
		    "password", INSTALL_ROOT_PASSWORD);
	answer_bool(
	    preseed, "passwd/make-user", install_text(install, INSTALL_USER));
	if (!install_text(install, INSTALL_USER))
		return;
	answer(preseed, "passwd/user-fullname", "string",
	    name ? name : install_text(install, INSTALL_USER));
	answer_field(preseed, "passwd/username", "string", INSTALL_USER);
	answer(preseed, "passwd/user-password-crypted", "password",
	    is_open(install, INSTALL_USER_PASSWORD)
		? install_text(install, INSTALL_USER_PASSWORD)
		: "!");
	answer_list(preseed, "passwd/user-default-groups", "string",
	    INSTALL_USER_GROUPS, '\0', " ");
}

/* --- disks --- */

/* Without a disk the installer takes the one there is, and asks where there are
 * several. */
static void
write_disks(const struct preseed *preseed)
{
	char paths[INSTALL_DISKS_MAX * INSTALL_ITEM_MAX];
	char path[INSTALL_ITEM_MAX];
	struct writer writer = writer_over(paths, sizeof(paths) - 1);

	for (unsigned i = 0; i < INSTALL_DISKS_MAX &&
	     install_disk_path(preseed->install, i, path);
	     i++)
		writer_format(&writer, "%s%s", i > 0 ? " " : "", path);
	paths[writer.pos] = '\0';
	if (*paths)
		answer(preseed, "partman-auto/disk", "string", paths);
	answer(preseed, "grub-installer/bootdev", "string",
	    *paths ? paths : "default");
}

/* A recipe of the installer's, or one of its own. */
static void
write_recipe(const struct preseed *preseed)
{
	const struct install *install = preseed->install;
	struct writer *writer = preseed->writer;

	if (!install_disk_partitions(install)) {
		answer_field(preseed, "partman-auto/choose_recipe", "select",
		    INSTALL_RECIPE);
		return;
	}
	writer_text(writer, "d-i partman-auto/expert_recipe string ");
	preseed_disk_recipe(install, writer);
	writer_u8(writer, '\n');
	answer(preseed, "partman-auto/choose_recipe", "select",
	    PRESEED_DISK_RECIPE);
	if (install_disk_count(install) == 1)
		return;
	writer_text(writer, "d-i partman-auto-raid/recipe string ");
	preseed_disk_raid(install, writer);
	writer_u8(writer, '\n');
}

static void
write_partitions(const struct preseed *preseed)
{
	static const char *const agreed[] = { "partman-lvm/device_remove_lvm",
		"partman-md/device_remove_md", "partman-lvm/confirm",
		"partman-lvm/confirm_nooverwrite", "partman-md/confirm",
		"partman-md/confirm_nooverwrite",
		"partman-partitioning/confirm_write_new_label",
		"partman/confirm", "partman/confirm_nooverwrite" };
	const struct install *install = preseed->install;
	bool is_lvm = install_is(install, INSTALL_LAYOUT, "lvm");

	write_disks(preseed);
	answer(preseed, "partman-auto/method", "string",
	    install_disk_count(install) > 1 ? "raid"
		: is_lvm		    ? "lvm"
					    : "regular");
	if (is_lvm)
		answer(
		    preseed, "partman-auto-lvm/guided_size", "string", "max");
	write_recipe(preseed);
	answer_field(preseed, "partman/default_filesystem", "string",
	    INSTALL_FILESYSTEM);
	answer(preseed, "partman/choose_partition", "select", "finish");
	for (size_t i = 0; i < sizeof(agreed) / sizeof(agreed[0]); i++)
		answer_bool(preseed, agreed[i], true);
	answer_bool(preseed, "grub-installer/only_debian", true);
	answer_bool(preseed, "grub-installer/with_other_os", true);
	answer_field(preseed, "debian-installer/add-kernel-opts", "string",
	    INSTALL_KERNEL_ARGUMENTS);
}

/* --- packages --- */

/* A @group is one of tasksel's. */
static void
write_packages(const struct preseed *preseed)
{
	if (preseed->install->text[INSTALL_PACKAGES]) {
		answer_list(preseed, "tasksel/first", "multiselect",
		    INSTALL_PACKAGES, '@', ", ");
		answer_list(preseed, "pkgsel/include", "string",
		    INSTALL_PACKAGES, '\0', " ");
	} else {
		answer(preseed, "tasksel/first", "multiselect", "standard");
	}
	answer_bool(preseed, "popularity-contest/participate", false);
}

static void
write_end(const struct preseed *preseed)
{
	const struct install *install = preseed->install;

	if (install_is(install, INSTALL_REBOOT, "no"))
		return;
	answer(preseed, "finish-install/reboot_in_progress", "note", "");
	if (install_is(install, INSTALL_REBOOT, "poweroff"))
		answer_bool(preseed, "debian-installer/exit/poweroff", true);
	if (install_is(install, INSTALL_REBOOT, "halt"))
		answer_bool(preseed, "debian-installer/exit/halt", true);
}

void
preseed_text(const struct install *install, struct writer *writer)
{
	const struct preseed preseed = { install, writer };

	writer_text(writer, "#_preseed_V1\n");
	write_basic(&preseed);
	write_network(&preseed);
	write_source(&preseed);
	write_accounts(&preseed);
	write_partitions(&preseed);
	write_packages(&preseed);
	write_end(&preseed);
}
