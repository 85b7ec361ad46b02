/* SPDX-License-Identifier: ISC */
#include "repod/kickstart/autoinstall_text.h"

#include <string.h>

#include "repod/kickstart/autoinstall_disk.h"
#include "repod/kickstart/install_value.h"
#include "repod/kickstart/yaml.h"

static void
pair(const struct install *install, struct writer *writer, unsigned depth,
    const char *key, enum install_field field)
{
	yaml_pair(writer, depth, key, install_text(install, field));
}

static void
items(const struct install *install, struct writer *writer, unsigned depth,
    enum install_field field)
{
	struct install_items list = install_items(install, field);

	while (install_items_next(&list))
		yaml_item(writer, depth, list.item);
}

static void
write_source(const struct install *install, struct writer *writer)
{
	pair(install, writer, 1, "proxy", INSTALL_PROXY);
	if (!install_text(install, INSTALL_REPOSITORY))
		return;
	yaml_line(writer, 1, "apt:");
	yaml_line(writer, 2, "primary:");
	yaml_line(writer, 3, "- arches: [default]");
	pair(install, writer, 4, "uri", INSTALL_REPOSITORY);
}

/* --- network: netplan's, version 2 --- */

static void
write_card(const struct install *install, struct writer *writer)
{
	const char *device = install_text(install, INSTALL_DEVICE);

	yaml_line(writer, 3, "card:");
	yaml_line(writer, 4, "match:");
	yaml_pair(writer, 5,
	    device && strchr(device, ':') ? "macaddress" : "name",
	    device ? device : "e*");
}

static void
write_address(const struct install *install, struct writer *writer)
{
	const char *network = install_text(install, INSTALL_NETWORK);

	if (strcmp(network, "dhcp") == 0) {
		yaml_line(writer, 4, "dhcp4: true");
	} else {
		yaml_line(writer, 4, "addresses:");
		yaml_item(writer, 5, network);
	}
	if (install_text(install, INSTALL_GATEWAY)) {
		yaml_line(writer, 4, "routes:");
		yaml_line(writer, 5, "- to: default");
		pair(install, writer, 6, "via", INSTALL_GATEWAY);
	}
	if (install_text(install, INSTALL_DNS)) {
		yaml_line(writer, 4, "nameservers:");
		yaml_line(writer, 5, "addresses:");
		items(install, writer, 6, INSTALL_DNS);
	}
}

static void
write_network(const struct install *install, struct writer *writer)
{
	yaml_line(writer, 1, "network:");
	yaml_line(writer, 2, "version: 2");
	yaml_line(writer, 2, "ethernets:");
	write_card(install, writer);
	write_address(install, writer);
}

/* --- accounts, packages --- */

static void
write_accounts(const struct install *install, struct writer *writer)
{
	const char *name = install_text(install, INSTALL_USER_NAME);
	const char *user = install_text(install, INSTALL_USER);
	bool is_locked = install_is(install, INSTALL_USER_PASSWORD, "locked");

	yaml_line(writer, 1, "identity:");
	pair(install, writer, 2, "hostname", INSTALL_HOSTNAME);
	yaml_pair(writer, 2, "realname", name ? name : user);
	yaml_pair(writer, 2, "username", user);
	yaml_pair(writer, 2, "password",
	    is_locked ? "!" : install_text(install, INSTALL_USER_PASSWORD));
	if (!install_text(install, INSTALL_SSH_KEY))
		return;
	yaml_line(writer, 1, "ssh:");
	yaml_line(writer, 2, "install-server: true");
	yaml_line(writer, 2, "allow-pw: false");
	yaml_line(writer, 2, "authorized-keys:");
	yaml_item(writer, 3, install_text(install, INSTALL_SSH_KEY));
}

static void
write_packages(const struct install *install, struct writer *writer)
{
	if (!install_text(install, INSTALL_PACKAGES))
		return;
	yaml_line(writer, 1, "packages:");
	items(install, writer, 2, INSTALL_PACKAGES);
}

/* In the new system, as %post of a kickstart. */
static void
write_script(const struct install *install, struct writer *writer)
{
	static const char *const words[] = { "curtin", "in-target",
		"--target=/target", "--", "sh", "-c" };

	if (!install->post)
		return;
	yaml_line(writer, 1, "late-commands:");
	yaml_line(writer, 2, "-");
	for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++)
		yaml_item(writer, 3, words[i]);
	yaml_item(writer, 3, install->post);
}

void
autoinstall_user_data(const struct install *install, struct writer *writer)
{
	writer_text(writer, "#cloud-config\nautoinstall:\n");
	yaml_line(writer, 1, "version: 1");
	pair(install, writer, 1, "locale", INSTALL_LANGUAGE);
	yaml_line(writer, 1, "keyboard:");
	pair(install, writer, 2, "layout", INSTALL_KEYBOARD);
	pair(install, writer, 1, "timezone", INSTALL_TIMEZONE);
	write_source(install, writer);
	write_network(install, writer);
	autoinstall_disk_write(install, writer);
	write_accounts(install, writer);
	write_packages(install, writer);
	write_script(install, writer);
	yaml_line(writer, 1,
	    install_is(install, INSTALL_REBOOT, "poweroff")
		? "shutdown: poweroff"
		: "shutdown: reboot");
}

void
autoinstall_meta_data(
    const struct install *install, const char *name, struct writer *writer)
{
	yaml_pair(writer, 0, "instance-id", name);
	pair(install, writer, 0, "local-hostname", INSTALL_HOSTNAME);
}
