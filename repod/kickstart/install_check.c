/* SPDX-License-Identifier: ISC */
#include "repod/kickstart/install_check.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "repod/kickstart/install_disk.h"
#include "repod/kickstart/install_value.h"
#include "repod/kickstart/kickstart_syntax.h"

struct check {
	const struct install *install;
	install_complain_fn *complain;
	void *owner;
	unsigned n;
};

static void complain(struct check *check, enum install_field field,
    const char *format, ...) __attribute__((format(printf, 3, 4)));

static void
complain(struct check *check, enum install_field field, const char *format, ...)
{
	char message[INSTALL_MESSAGE_MAX];
	va_list arguments;

	va_start(arguments, format);
	vsnprintf(message, sizeof(message), format, arguments);
	va_end(arguments);
	check->complain(check->owner, field, message);
	check->n++;
}

static bool
is_said(const struct check *check, enum install_field field)
{
	return check->install->text[field];
}

/* --- every installer --- */

static void
check_network(struct check *check)
{
	if (is_said(check, INSTALL_GATEWAY) &&
	    install_is(check->install, INSTALL_NETWORK, "dhcp"))
		complain(check, INSTALL_GATEWAY,
		    "DHCP names the router; or say network = ADDRESS/PREFIX");
}

static void
check_user(struct check *check)
{
	static const enum install_field wants_user[] = { INSTALL_USER_NAME,
		INSTALL_USER_PASSWORD, INSTALL_USER_GROUPS };

	if (is_said(check, INSTALL_USER))
		return;
	for (size_t i = 0; i < sizeof(wants_user) / sizeof(wants_user[0]); i++)
		if (is_said(check, wants_user[i]))
			complain(check, wants_user[i],
			    "says something of a user who has no name; say "
			    "user = NAME, too");
}

static void
check_somebody_logs_in(struct check *check)
{
	if (!is_said(check, INSTALL_ROOT_PASSWORD) &&
	    !is_said(check, INSTALL_USER_PASSWORD))
		complain(check, INSTALL_ROOT_PASSWORD,
		    "is not set, nor user and user-password: the installer "
		    "would ask. Make a hash with `openssl passwd -6`");
}

/* --- kickstarts --- */

/* What a release must know for a field to be said. Without ->value: whatever it
 * is; ->other will do as well. */
static const struct need {
	enum install_field field;
	const char *value;
	const char *command, *option;
	const char *other, *other_option;
} needs[] = {
	{ INSTALL_NTP, NULL, "timezone", "--ntpservers", "timesource",
	    "--ntp-server" },
	{ INSTALL_EULA, "yes", "eula", "--agreed", NULL, NULL },
	{ INSTALL_LAYOUT, "thin", "autopart", "--type=thinp", NULL, NULL },
	{ INSTALL_LAYOUT, "btrfs", "autopart", "--type=btrfs", NULL, NULL },
	{ INSTALL_SSH_KEY, NULL, "sshkey", "--username", NULL, NULL },
	{ INSTALL_WEAK_DEPENDENCIES, "no", "%packages", "--exclude-weakdeps",
	    "%packages", "--excludeWeakdeps" },
};

static bool
is_needed(const struct check *check, const struct need *need)
{
	const struct install *install = check->install;

	if (!install->text[need->field])
		return false;
	if (!need->value)
		return true;
	if (install_about(need->field)->kind == INSTALL_BOOL)
		return install_is_on(install, need->field) ==
		    (strcmp(need->value, "yes") == 0);
	return install_is(install, need->field, need->value);
}

static void
check_release(struct check *check)
{
	const struct release *release = &check->install->release;
	char name[RELEASE_TEXT_MAX];

	for (size_t i = 0; i < sizeof(needs) / sizeof(needs[0]); i++) {
		const struct need *need = &needs[i];

		if (is_needed(check, need) &&
		    !kickstart_syntax_has(
			release, need->command, need->option) &&
		    !(need->other &&
			kickstart_syntax_has(
			    release, need->other, need->other_option)))
			complain(check, need->field,
			    "the installer of %s knows no such thing",
			    release_text(name, release));
	}
}

/* Without partitions = the layout is autopart's. */
static void
check_layout(struct check *check)
{
	const struct release *release = &check->install->release;
	bool is_by_hand = is_said(check, INSTALL_PARTITIONS);

	if (install_is(check->install, INSTALL_LAYOUT, "zfs"))
		complain(check, INSTALL_LAYOUT,
		    "a kickstart knows lvm, plain, thin and btrfs");
	if (is_by_hand &&
	    (install_is(check->install, INSTALL_LAYOUT, "thin") ||
		install_is(check->install, INSTALL_LAYOUT, "btrfs")))
		complain(check, INSTALL_LAYOUT,
		    "partitions by hand are plain, or volumes of lvm");
	if (!is_by_hand &&
	    install_is(check->install, INSTALL_LAYOUT, "plain") &&
	    !kickstart_syntax_has(release, "autopart", "--type"))
		complain(check, INSTALL_LAYOUT,
		    "release 6 has a plain layout only by hand: say "
		    "partitions = /boot 500M, swap 2G, / 8G+");
	if (!is_by_hand && is_said(check, INSTALL_FILESYSTEM) &&
	    !kickstart_syntax_has(release, "autopart", "--fstype"))
		complain(check, INSTALL_FILESYSTEM,
		    "this release has it only for partitions = by hand");
	if (!is_by_hand && is_said(check, INSTALL_FILESYSTEM) &&
	    install_is(check->install, INSTALL_LAYOUT, "btrfs"))
		complain(check, INSTALL_FILESYSTEM,
		    "btrfs is layout and file system in one");
}

static void
check_partitions(struct check *check)
{
	struct install_items items =
	    install_items(check->install, INSTALL_PARTITIONS);
	struct install_partition partition;
	unsigned n_roots = 0;

	if (!is_said(check, INSTALL_PARTITIONS))
		return;
	while (install_items_next(&items))
		if (install_value_take_partition(items.item, &partition) &&
		    strcmp(partition.mount, "/") == 0)
			n_roots++;
	if (n_roots != 1)
		complain(check, INSTALL_PARTITIONS,
		    "one of them, and only one, is /");
}

static void
check_hashes(struct check *check)
{
	static const enum install_field secrets[] = { INSTALL_ROOT_PASSWORD,
		INSTALL_USER_PASSWORD, INSTALL_BOOTLOADER_PASSWORD };
	const struct release *release = &check->install->release;

	for (size_t i = 0; i < sizeof(secrets) / sizeof(secrets[0]); i++) {
		const char *text = check->install->text[secrets[i]];

		if (!text || release->is_fedora)
			continue;
		if (release->number <= 7 && strncmp(text, "$y$", 3) == 0)
			complain(check, secrets[i],
			    "release %u knows no yescrypt: make the hash with "
			    "`openssl passwd -6`",
			    release->number);
		if (release->number == 6 && strncmp(text, "grub.", 5) == 0)
			complain(check, secrets[i],
			    "GRUB of release 6 wants a hash of `openssl passwd "
			    "-6`");
	}
}

static void
check_firewall(struct check *check)
{
	static const enum install_field holes[] = { INSTALL_FIREWALL_SERVICES,
		INSTALL_FIREWALL_PORTS };

	for (size_t i = 0; i < sizeof(holes) / sizeof(holes[0]); i++)
		if (is_said(check, holes[i]) &&
		    !install_is_on(check->install, INSTALL_FIREWALL))
			complain(check, holes[i],
			    "there is no firewall to let them in: firewall = "
			    "yes");
}

static void
check_scripts(struct check *check)
{
	const char *pre = check->install->pre, *post = check->install->post;
	const char *wrong;

	if (pre && (wrong = install_check_script(pre)))
		complain(check, INSTALL_PRE_SCRIPT, "%s", wrong);
	if (post && (wrong = install_check_script(post)))
		complain(check, INSTALL_POST_SCRIPT, "%s", wrong);
}

static void
check_kickstart(struct check *check)
{
	if (!is_said(check, INSTALL_VERSION)) {
		complain(check, INSTALL_VERSION,
		    "is not set: say of which release, like rhel 9 or "
		    "fedora 42");
		return;
	}
	check_somebody_logs_in(check);
	check_release(check);
	check_layout(check);
	check_partitions(check);
	check_hashes(check);
	check_firewall(check);
	check_scripts(check);
}

/* --- preseed and autoinstall --- */

static void
check_disks(struct check *check)
{
	const struct install *install = check->install;
	bool is_auto = install->installer == INSTALLER_AUTOINSTALL;
	bool is_zfs = install_is(install, INSTALL_LAYOUT, "zfs");
	struct install_items items = install_items(install, INSTALL_PARTITIONS);
	struct install_partition partition;
	unsigned n_growing = 0;

	if (install_is(install, INSTALL_LAYOUT, "thin") ||
	    install_is(install, INSTALL_LAYOUT, "btrfs") ||
	    (is_zfs && !is_auto))
		complain(check, INSTALL_LAYOUT, "%s knows lvm%s plain%s",
		    installer_name(install->installer), is_auto ? "," : " and",
		    is_auto ? " and zfs" : "");
	if (is_said(check, INSTALL_MIRROR) && !is_said(check, INSTALL_DISK))
		complain(check, INSTALL_MIRROR,
		    "which disk does it mirror? Say disk = NAME, too");
	if (is_zfs && is_said(check, INSTALL_MIRROR))
		complain(check, INSTALL_MIRROR,
		    "the installer's zfs takes one disk");
	if (is_zfs && is_said(check, INSTALL_PARTITIONS))
		complain(check, INSTALL_PARTITIONS,
		    "by hand they are plain, or volumes of lvm");
	if (is_said(check, INSTALL_RECIPE) &&
	    (is_said(check, INSTALL_PARTITIONS) ||
		is_said(check, INSTALL_MIRROR)))
		complain(check, INSTALL_RECIPE,
		    "partitions = or a mirror say it already");
	while (install_disk_next(&items, &partition))
		n_growing += partition.grows;
	if (is_auto && n_growing > 1)
		complain(check, INSTALL_PARTITIONS,
		    "autoinstall lets one of them grow: one + alone");
	check_partitions(check);
}

/* Words that only a kickstart has. */
static void
check_words(struct check *check)
{
	const struct install *install = check->install;
	const char *repository = install->text[INSTALL_REPOSITORY];
	struct install_items packages =
	    install_items(install, INSTALL_PACKAGES);
	bool has_tasks = install->installer == INSTALLER_PRESEED;

	if (repository &&
	    (strcmp(repository, "cdrom") == 0 || *repository == 'n'))
		complain(check, INSTALL_REPOSITORY,
		    "%s wants an http or https URL",
		    installer_name(install->installer));
	while (install_items_next(&packages))
		if (*packages.item == '-' ||
		    (*packages.item == '@' && !has_tasks))
			complain(check, INSTALL_PACKAGES, "%s has no %s: %s",
			    installer_name(install->installer),
			    *packages.item == '-' ? "packages left out"
						  : "groups",
			    packages.item);
}

static void
check_autoinstall(struct check *check)
{
	static const enum install_field wanted[] = { INSTALL_HOSTNAME,
		INSTALL_USER, INSTALL_USER_PASSWORD };

	for (size_t i = 0; i < sizeof(wanted) / sizeof(wanted[0]); i++)
		if (!is_said(check, wanted[i]))
			complain(check, wanted[i],
			    "is not set, and autoinstall wants it");
	if (install_is(check->install, INSTALL_REBOOT, "no") ||
	    install_is(check->install, INSTALL_REBOOT, "halt"))
		complain(check, INSTALL_REBOOT,
		    "autoinstall knows yes and poweroff");
}

unsigned
install_check(
    const struct install *install, install_complain_fn *fn, void *owner)
{
	struct check check = { install, fn, owner, 0 };

	check_network(&check);
	check_user(&check);
	switch (install->installer) {
	case INSTALLER_KICKSTART:
		check_kickstart(&check);
		break;
	case INSTALLER_PRESEED:
		check_somebody_logs_in(&check);
		check_words(&check);
		check_disks(&check);
		break;
	default:
		check_words(&check);
		check_disks(&check);
		check_autoinstall(&check);
	}
	return check.n;
}

const char *
install_check_script(const char *text)
{
	const char *line = text;

	while (line) {
		if (strncmp(line, "%end", 4) == 0 &&
		    (!line[4] || strchr(" \t\r\n", line[4])))
			return "a line of the script is %end, which would end "
			       "it in a kickstart";
		line = strchr(line, '\n');
		if (line)
			line++;
	}
	return NULL;
}
