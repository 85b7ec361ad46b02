/* SPDX-License-Identifier: ISC */
#include "repod/kickstart/kickstart_syntax.h"

#include <stddef.h>
#include <string.h>

enum {
	FIRST = RELEASE_RHEL_FIRST,
	LAST = RELEASE_RHEL_LAST,
	/* Of every Fedora from RELEASE_FEDORA_FIRST on, or of none: what is
	 * written did not change since. */
	FEDORA = 1,
	NO_FEDORA = 0,
};

static const struct row {
	const char *command;
	const char *option;
	unsigned char first, last; /* of RHEL */
	unsigned char fedora;
} rows[] = {
	{ "auth", "", FIRST, 7, NO_FEDORA },
	{ "auth", "--enableshadow", FIRST, 7, NO_FEDORA },
	{ "auth", "--passalgo", FIRST, 7, NO_FEDORA },
	{ "authselect", "", 8, LAST, FEDORA },
	{ "autopart", "", FIRST, LAST, FEDORA },
	{ "autopart", "--fstype", 8, LAST, FEDORA },
	{ "autopart", "--type", 7, LAST, FEDORA },
	{ "autopart", "--type=btrfs", 7, 7, FEDORA },
	{ "autopart", "--type=thinp", 7, LAST, FEDORA },
	{ "bootloader", "", FIRST, LAST, FEDORA },
	{ "bootloader", "--append", FIRST, LAST, FEDORA },
	{ "bootloader", "--boot-drive", 7, LAST, FEDORA },
	{ "bootloader", "--driveorder", FIRST, FIRST, NO_FEDORA },
	{ "bootloader", "--iscrypted", FIRST, LAST, FEDORA },
	{ "bootloader", "--location", FIRST, LAST, FEDORA },
	{ "bootloader", "--password", FIRST, LAST, FEDORA },
	{ "cdrom", "", FIRST, LAST, FEDORA },
	{ "clearpart", "", FIRST, LAST, FEDORA },
	{ "clearpart", "--all", FIRST, LAST, FEDORA },
	{ "clearpart", "--initlabel", FIRST, LAST, FEDORA },
	{ "clearpart", "--linux", FIRST, LAST, FEDORA },
	{ "clearpart", "--none", FIRST, LAST, FEDORA },
	{ "cmdline", "", FIRST, LAST, FEDORA },
	{ "eula", "", 7, LAST, FEDORA },
	{ "eula", "--agreed", 7, LAST, FEDORA },
	{ "firewall", "", FIRST, LAST, FEDORA },
	{ "firewall", "--disabled", FIRST, LAST, FEDORA },
	{ "firewall", "--enabled", FIRST, LAST, FEDORA },
	{ "firewall", "--port", FIRST, LAST, FEDORA },
	{ "firewall", "--service", FIRST, LAST, FEDORA },
	{ "firstboot", "", FIRST, LAST, FEDORA },
	{ "firstboot", "--disabled", FIRST, LAST, FEDORA },
	{ "firstboot", "--enabled", FIRST, LAST, FEDORA },
	{ "graphical", "", FIRST, LAST, FEDORA },
	{ "halt", "", FIRST, LAST, FEDORA },
	{ "ignoredisk", "", FIRST, LAST, FEDORA },
	{ "ignoredisk", "--only-use", FIRST, LAST, FEDORA },
	{ "install", "", FIRST, 7, NO_FEDORA },
	{ "keyboard", "", FIRST, LAST, FEDORA },
	{ "keyboard", "--xlayouts", 7, LAST, FEDORA },
	{ "lang", "", FIRST, LAST, FEDORA },
	{ "logvol", "", FIRST, LAST, FEDORA },
	{ "logvol", "--fstype", FIRST, LAST, FEDORA },
	{ "logvol", "--grow", FIRST, LAST, FEDORA },
	{ "logvol", "--name", FIRST, LAST, FEDORA },
	{ "logvol", "--size", FIRST, LAST, FEDORA },
	{ "logvol", "--vgname", FIRST, LAST, FEDORA },
	{ "network", "", FIRST, LAST, FEDORA },
	{ "network", "--bootproto", FIRST, LAST, FEDORA },
	{ "network", "--device", FIRST, LAST, FEDORA },
	{ "network", "--gateway", FIRST, LAST, FEDORA },
	{ "network", "--hostname", FIRST, LAST, FEDORA },
	{ "network", "--ip", FIRST, LAST, FEDORA },
	{ "network", "--nameserver", FIRST, LAST, FEDORA },
	{ "network", "--netmask", FIRST, LAST, FEDORA },
	{ "network", "--noipv6", FIRST, LAST, FEDORA },
	{ "network", "--onboot", FIRST, LAST, FEDORA },
	{ "nfs", "", FIRST, LAST, FEDORA },
	{ "nfs", "--dir", FIRST, LAST, FEDORA },
	{ "nfs", "--server", FIRST, LAST, FEDORA },
	{ "part", "", FIRST, LAST, FEDORA },
	{ "part", "--fstype", FIRST, LAST, FEDORA },
	{ "part", "--grow", FIRST, LAST, FEDORA },
	{ "part", "--ondisk", FIRST, LAST, FEDORA },
	{ "part", "--size", FIRST, LAST, FEDORA },
	{ "poweroff", "", FIRST, LAST, FEDORA },
	{ "reboot", "", FIRST, LAST, FEDORA },
	{ "repo", "", FIRST, LAST, FEDORA },
	{ "repo", "--baseurl", FIRST, LAST, FEDORA },
	{ "repo", "--name", FIRST, LAST, FEDORA },
	{ "repo", "--proxy", FIRST, LAST, FEDORA },
	{ "reqpart", "", 8, LAST, FEDORA },
	{ "rootpw", "", FIRST, LAST, FEDORA },
	{ "rootpw", "--iscrypted", FIRST, LAST, FEDORA },
	{ "rootpw", "--lock", FIRST, LAST, FEDORA },
	{ "selinux", "", FIRST, LAST, FEDORA },
	{ "selinux", "--disabled", FIRST, LAST, FEDORA },
	{ "selinux", "--enforcing", FIRST, LAST, FEDORA },
	{ "selinux", "--permissive", FIRST, LAST, FEDORA },
	{ "services", "", FIRST, LAST, FEDORA },
	{ "services", "--disabled", FIRST, LAST, FEDORA },
	{ "services", "--enabled", FIRST, LAST, FEDORA },
	{ "sshkey", "", 8, LAST, FEDORA },
	{ "sshkey", "--username", 8, LAST, FEDORA },
	{ "text", "", FIRST, LAST, FEDORA },
	{ "timesource", "", 9, LAST, FEDORA },
	{ "timesource", "--ntp-server", 9, LAST, FEDORA },
	{ "timezone", "", FIRST, LAST, FEDORA },
	{ "timezone", "--ntpservers", 7, 8, NO_FEDORA },
	{ "timezone", "--utc", FIRST, LAST, FEDORA },
	{ "url", "", FIRST, LAST, FEDORA },
	{ "url", "--proxy", FIRST, LAST, FEDORA },
	{ "url", "--url", FIRST, LAST, FEDORA },
	{ "user", "", FIRST, LAST, FEDORA },
	{ "user", "--gecos", FIRST, LAST, FEDORA },
	{ "user", "--groups", FIRST, LAST, FEDORA },
	{ "user", "--iscrypted", FIRST, LAST, FEDORA },
	{ "user", "--lock", FIRST, LAST, FEDORA },
	{ "user", "--name", FIRST, LAST, FEDORA },
	{ "user", "--password", FIRST, LAST, FEDORA },
	{ "volgroup", "", FIRST, LAST, FEDORA },
	{ "zerombr", "", FIRST, LAST, FEDORA },
	{ "%packages", "", FIRST, LAST, FEDORA },
	{ "%packages", "--excludeWeakdeps", 8, 8, NO_FEDORA },
	{ "%packages", "--exclude-weakdeps", 9, LAST, FEDORA },
	{ "%packages", "--ignoremissing", FIRST, LAST, FEDORA },
	{ "%post", "", FIRST, LAST, FEDORA },
	{ "%post", "--log", FIRST, LAST, FEDORA },
	{ "%pre", "", FIRST, LAST, FEDORA },
};

bool
kickstart_syntax_has(
    const struct release *release, const char *command, const char *option)
{
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		const struct row *row = &rows[i];

		if (strcmp(row->command, command) == 0 &&
		    strcmp(row->option, option) == 0)
			return release->is_fedora
			    ? row->fedora
			    : release->number >= row->first &&
				release->number <= row->last;
	}
	return false;
}
