/* SPDX-License-Identifier: ISC */
#include "repod/kickstart/install.h"

#include <stdio.h>
#include <string.h>

#include "common/text.h"
#include "repod/kickstart/install_value.h"

enum {
	K = 1 << INSTALLER_KICKSTART,
	P = 1 << INSTALLER_PRESEED,
	A = 1 << INSTALLER_AUTOINSTALL,
};

#define HASH_WANTS                                                             \
	"the hash of a password, never the password: make one with "           \
	"`openssl passwd -6`; or locked"

static const struct install_about about[] = {
	[INSTALL_VERSION] = { "version", "Release", "", INSTALL_GROUP_BASIC,
	    INSTALL_TEXT, K, NULL, NULL,
	    "a release: rhel 6 to rhel 10 (also centos, almalinux, rocky, "
	    "oracle), fedora 40 to fedora 46",
	    { NULL } },
	[INSTALL_LANGUAGE] = { "language", "Language", "en_US.UTF-8",
	    INSTALL_GROUP_BASIC, INSTALL_TEXT, K | P | A, "en_US.UTF-8",
	    install_value_language, "a language, like en_US.UTF-8", { NULL } },
	[INSTALL_KEYBOARD] = { "keyboard", "Keyboard", "us, de, fr",
	    INSTALL_GROUP_BASIC, INSTALL_TEXT, K | P | A, "us",
	    install_value_keyboard, "a keyboard layout, like us or de",
	    { NULL } },
	[INSTALL_TIMEZONE] = { "timezone", "Time zone", "Europe/Berlin",
	    INSTALL_GROUP_BASIC, INSTALL_TEXT, K | P | A, "Etc/UTC",
	    install_value_timezone, "a time zone, like Europe/Berlin",
	    { NULL } },
	[INSTALL_UTC] = { "utc", "The hardware clock is in UTC", "",
	    INSTALL_GROUP_BASIC, INSTALL_BOOL, K | P, "yes", NULL, "yes or no",
	    { NULL } },
	[INSTALL_NTP] = { "ntp", "Time servers",
	    "names or addresses, by commas", INSTALL_GROUP_BASIC, INSTALL_LIST,
	    K | P, NULL, install_value_host,
	    "a list of names or addresses of time servers", { NULL } },
	[INSTALL_MODE] = { "mode", "The installer shows", "",
	    INSTALL_GROUP_BASIC, INSTALL_CHOICE, K, "text", NULL, NULL,
	    { "text", "graphical", "cmdline" } },
	[INSTALL_REBOOT] = { "reboot", "When it is done, restart", "",
	    INSTALL_GROUP_BASIC, INSTALL_CHOICE, K | P | A, "yes", NULL, NULL,
	    { "yes", "no", "poweroff", "halt" } },
	[INSTALL_FIRST_BOOT] = { "first-boot", "Ask more at the first start",
	    "", INSTALL_GROUP_BASIC, INSTALL_BOOL, K, "no", NULL, "yes or no",
	    { NULL } },
	[INSTALL_EULA] = { "eula", "The licence is agreed to", "",
	    INSTALL_GROUP_BASIC, INSTALL_BOOL, K, "no", NULL, "yes or no",
	    { NULL } },
	[INSTALL_REPOSITORY] = { "repository", "Packages come from",
	    "http://192.168.10.1/pub/os, nfs://host/dir, cdrom",
	    INSTALL_GROUP_SOURCE, INSTALL_TEXT, K | P | A, NULL,
	    install_value_source,
	    "where packages come from: an http, https or ftp URL; for a "
	    "kickstart nfs://HOST/DIR or cdrom, too",
	    { NULL } },
	[INSTALL_EXTRA_REPOSITORIES] = { "extra-repositories",
	    "Further repositories", "NAME URL, by commas", INSTALL_GROUP_SOURCE,
	    INSTALL_LIST, K, NULL, install_value_named_url,
	    "a list of NAME URL, like epel http://192.168.10.1/epel",
	    { NULL } },
	[INSTALL_PROXY] = { "proxy", "Proxy", "http://proxy.lab.example:3128",
	    INSTALL_GROUP_SOURCE, INSTALL_TEXT, K | P | A, NULL,
	    install_value_url,
	    "a proxy's URL, like http://proxy.lab.example:3128", { NULL } },
	[INSTALL_BOOTLOADER] = { "bootloader", "The boot loader goes to", "",
	    INSTALL_GROUP_BOOTLOADER, INSTALL_CHOICE, K, "mbr", NULL, NULL,
	    { "mbr", "partition", "none" } },
	[INSTALL_KERNEL_ARGUMENTS] = { "kernel-arguments", "Kernel arguments",
	    "console=ttyS0", INSTALL_GROUP_BOOTLOADER, INSTALL_TEXT, K | P,
	    NULL, install_value_line,
	    "words for the kernel's command line, on one "
	    "line",
	    { NULL } },
	[INSTALL_BOOTLOADER_PASSWORD] = { "bootloader-password",
	    "Hash of the boot loader's password", "", INSTALL_GROUP_BOOTLOADER,
	    INSTALL_SECRET, K, NULL, install_value_grub_hash,
	    "the hash of a password, never the password: make one with "
	    "`grub2-mkpasswd-pbkdf2`, for release 6 with `openssl passwd -6`",
	    { NULL } },
	[INSTALL_DISK] = { "disk", "Disk", "sda", INSTALL_GROUP_PARTITIONS,
	    INSTALL_TEXT, K | P | A, NULL, install_value_disk,
	    "a disk, like sda or /dev/disk/by-id/NAME", { NULL } },
	[INSTALL_MIRROR] = { "mirror", "Its mirror", "sdb: both are a RAID 1",
	    INSTALL_GROUP_PARTITIONS, INSTALL_TEXT, P | A, NULL,
	    install_value_disk,
	    "a second disk, like sdb, which then mirrors the first", { NULL } },
	[INSTALL_WIPE] = { "wipe", "Remove what is on it", "",
	    INSTALL_GROUP_PARTITIONS, INSTALL_CHOICE, K, "all", NULL, NULL,
	    { "all", "linux", "none" } },
	[INSTALL_LAYOUT] = { "layout", "Layout", "", INSTALL_GROUP_PARTITIONS,
	    INSTALL_CHOICE, K | P | A, "lvm", NULL, NULL,
	    { "lvm", "plain", "thin", "btrfs", "zfs" } },
	[INSTALL_RECIPE] = { "recipe", "Volumes", "", INSTALL_GROUP_PARTITIONS,
	    INSTALL_CHOICE, P, "atomic", NULL, NULL,
	    { "atomic", "home", "multi" } },
	[INSTALL_FILESYSTEM] = { "filesystem", "File system", "xfs, ext4",
	    INSTALL_GROUP_PARTITIONS, INSTALL_TEXT, K | P, NULL,
	    install_value_account, "a type of file system, like xfs or ext4",
	    { NULL } },
	[INSTALL_PARTITIONS] = { "partitions", "Partitions by hand",
	    "/boot 1G, swap 4G, / 20G+: + grows", INSTALL_GROUP_PARTITIONS,
	    INSTALL_LIST, K | P | A, NULL, install_value_partition,
	    "a list of MOUNT SIZE [TYPE], like /boot 1G ext4, swap 4G, / 20G+ "
	    "xfs, where + grows",
	    { NULL } },
	[INSTALL_NETWORK] = { "network", "Address", "dhcp, 192.168.10.50/24",
	    INSTALL_GROUP_NETWORK, INSTALL_TEXT, K | P | A, "dhcp",
	    install_value_network,
	    "dhcp or ADDRESS/PREFIX, like "
	    "192.168.10.50/24",
	    { NULL } },
	[INSTALL_GATEWAY] = { "gateway", "Router", "", INSTALL_GROUP_NETWORK,
	    INSTALL_TEXT, K | P | A, NULL, install_value_host,
	    "an address, like 192.168.10.254", { NULL } },
	[INSTALL_DNS] = { "dns", "Name servers", "addresses, by commas",
	    INSTALL_GROUP_NETWORK, INSTALL_LIST, K | P | A, NULL,
	    install_value_host, "a list of addresses, like 192.168.10.1",
	    { NULL } },
	[INSTALL_HOSTNAME] = { "hostname", "Host name", "web1.lab.example",
	    INSTALL_GROUP_NETWORK, INSTALL_TEXT, K | P | A, NULL,
	    install_value_host, "a host's name, like web1.lab.example",
	    { NULL } },
	[INSTALL_DEVICE] = { "device", "Network card", "eth0, or a MAC address",
	    INSTALL_GROUP_NETWORK, INSTALL_TEXT, K | P | A, NULL,
	    install_value_device, "a network card, like eth0", { NULL } },
	[INSTALL_IPV6] = { "ipv6", "IPv6", "", INSTALL_GROUP_NETWORK,
	    INSTALL_BOOL, K, "yes", NULL, "yes or no", { NULL } },
	[INSTALL_ROOT_PASSWORD] = { "root-password", "Hash of root's password",
	    "", INSTALL_GROUP_AUTHENTICATION, INSTALL_SECRET, K | P, NULL,
	    install_value_hash, HASH_WANTS, { NULL } },
	[INSTALL_USER] = { "user", "User", "", INSTALL_GROUP_AUTHENTICATION,
	    INSTALL_TEXT, K | P | A, NULL, install_value_account,
	    "a user's name, like operator", { NULL } },
	[INSTALL_USER_NAME] = { "user-name", "Full name", "",
	    INSTALL_GROUP_AUTHENTICATION, INSTALL_TEXT, K | P | A, NULL,
	    install_value_line, "a person's name, on one line", { NULL } },
	[INSTALL_USER_PASSWORD] = { "user-password",
	    "Hash of the user's password", "", INSTALL_GROUP_AUTHENTICATION,
	    INSTALL_SECRET, K | P | A, NULL, install_value_hash, HASH_WANTS,
	    { NULL } },
	[INSTALL_USER_GROUPS] = { "user-groups", "Groups", "wheel",
	    INSTALL_GROUP_AUTHENTICATION, INSTALL_LIST, K | P, NULL,
	    install_value_account, "a list of groups, like wheel", { NULL } },
	[INSTALL_SSH_KEY] = { "ssh-key", "SSH key",
	    "ssh-ed25519 AAAA...; the user's, else root's",
	    INSTALL_GROUP_AUTHENTICATION, INSTALL_TEXT, K | A, NULL,
	    install_value_key, "a line as in authorized_keys: TYPE KEY COMMENT",
	    { NULL } },
	[INSTALL_AUTHENTICATION] = { "authentication", "Authentication",
	    "options of authconfig or authselect", INSTALL_GROUP_AUTHENTICATION,
	    INSTALL_TEXT, K, NULL, install_value_line,
	    "options of auth up to release 7, words behind authselect from 8 "
	    "on",
	    { NULL } },
	[INSTALL_FIREWALL] = { "firewall", "Firewall", "",
	    INSTALL_GROUP_FIREWALL, INSTALL_BOOL, K, "yes", NULL, "yes or no",
	    { NULL } },
	[INSTALL_FIREWALL_SERVICES] = { "firewall-services",
	    "Let these services in", "ssh, http", INSTALL_GROUP_FIREWALL,
	    INSTALL_LIST, K, NULL, install_value_service,
	    "a list of services, like ssh, http", { NULL } },
	[INSTALL_FIREWALL_PORTS] = { "firewall-ports", "Let these ports in",
	    "8080:tcp", INSTALL_GROUP_FIREWALL, INSTALL_LIST, K, NULL,
	    install_value_port, "a list of PORT:tcp or PORT:udp", { NULL } },
	[INSTALL_SELINUX] = { "selinux", "SELinux", "", INSTALL_GROUP_FIREWALL,
	    INSTALL_CHOICE, K, "enforcing", NULL, NULL,
	    { "enforcing", "permissive", "disabled" } },
	[INSTALL_SERVICES] = { "services", "Services that start", "",
	    INSTALL_GROUP_FIREWALL, INSTALL_LIST, K, NULL,
	    install_value_service, "a list of services, like sshd, chronyd",
	    { NULL } },
	[INSTALL_SERVICES_OFF] = { "services-off", "Services that do not", "",
	    INSTALL_GROUP_FIREWALL, INSTALL_LIST, K, NULL,
	    install_value_service, "a list of services, like cups, postfix",
	    { NULL } },
	[INSTALL_PACKAGES] = { "packages", "Packages",
	    "vim, @group, and -without, by commas", INSTALL_GROUP_PACKAGES,
	    INSTALL_LIST, K | P | A, NULL, install_value_package,
	    "a list of packages, like vim, and @groups; in a kickstart -vim, "
	    "too",
	    { NULL } },
	[INSTALL_IGNORE_MISSING] = { "ignore-missing",
	    "Go on where a package is missing", "", INSTALL_GROUP_PACKAGES,
	    INSTALL_BOOL, K, "no", NULL, "yes or no", { NULL } },
	[INSTALL_WEAK_DEPENDENCIES] = { "weak-dependencies",
	    "Install what packages recommend", "", INSTALL_GROUP_PACKAGES,
	    INSTALL_BOOL, K, "yes", NULL, "yes or no", { NULL } },
	[INSTALL_PRE_SCRIPT] = { "pre-script", "Script before", "",
	    INSTALL_GROUP_SCRIPTS, INSTALL_SCRIPT, K, NULL, install_value_file,
	    "a file below the root, like ks/pre.sh", { NULL } },
	[INSTALL_POST_SCRIPT] = { "post-script", "Script after", "",
	    INSTALL_GROUP_SCRIPTS, INSTALL_SCRIPT, K | A, NULL,
	    install_value_file, "a file below the root, like ks/post.sh",
	    { NULL } },
};

const struct install_about *
install_about(enum install_field field)
{
	return &about[field];
}

enum install_field
install_field_of(enum installer installer, const char *key)
{
	enum install_field field = 0;

	while (field < N_INSTALL_FIELDS &&
	    !((about[field].installers & 1U << installer) &&
		strcmp(about[field].key, key) == 0))
		field++;
	return field;
}

const char *
installer_name(enum installer installer)
{
	static const char *const names[] = {
		[INSTALLER_KICKSTART] = "kickstart",
		[INSTALLER_PRESEED] = "preseed",
		[INSTALLER_AUTOINSTALL] = "autoinstall",
	};

	return names[installer];
}

/* --- saying --- */

static void
name_choices(const struct install_about *field, char *out)
{
	size_t len = 0;

	for (unsigned i = 0; field->choices[i]; i++)
		len += (size_t)snprintf(out + len, INSTALL_MESSAGE_MAX - len,
		    "%s%s",
		    i == 0			? ""
			: field->choices[i + 1] ? ", "
						: " or ",
		    field->choices[i]);
}

static bool
is_choice(const struct install_about *field, const char *text)
{
	unsigned i = 0;

	while (field->choices[i] && strcmp(field->choices[i], text) != 0)
		i++;
	return field->choices[i];
}

static bool
is_list(const struct install_about *field, const char *text)
{
	char item[INSTALL_ITEM_MAX];
	int found;

	while ((found = text_next_item(&text, item, sizeof(item))) > 0)
		if (!field->fits(item))
			return false;
	return found == 0;
}

static bool
fits(const struct install_about *field, const char *text)
{
	struct release release;
	bool is_on;

	if (!install_value_line(text) && field->kind != INSTALL_SCRIPT)
		return false;
	switch (field->kind) {
	case INSTALL_CHOICE:
		return is_choice(field, text);
	case INSTALL_BOOL:
		return text_parse_bool(text, &is_on);
	case INSTALL_LIST:
		return is_list(field, text);
	default:
		return field->fits ? field->fits(text)
				   : release_parse(text, &release);
	}
}

bool
install_set(struct install *install, enum install_field field, const char *text,
    char *ret_message)
{
	if (!fits(&about[field], text)) {
		if (about[field].wants)
			snprintf(ret_message, INSTALL_MESSAGE_MAX, "%s",
			    about[field].wants);
		else
			name_choices(&about[field], ret_message);
		return false;
	}
	if (field == INSTALL_VERSION)
		release_parse(text, &install->release);
	install->text[field] = text;
	return true;
}

/* --- asking --- */

const char *
install_text(const struct install *install, enum install_field field)
{
	const char *text = install->text[field];

	return text ? text : about[field].otherwise;
}

bool
install_is(
    const struct install *install, enum install_field field, const char *value)
{
	const char *text = install_text(install, field);

	return text && strcmp(text, value) == 0;
}

bool
install_is_on(const struct install *install, enum install_field field)
{
	const char *text = install_text(install, field);
	bool is_on;

	return text && text_parse_bool(text, &is_on) && is_on;
}

struct install_items
install_items(const struct install *install, enum install_field field)
{
	return (struct install_items){ .rest = install_text(install, field) };
}

bool
install_items_next(struct install_items *items)
{
	return items->rest &&
	    text_next_item(&items->rest, items->item, sizeof(items->item)) > 0;
}
