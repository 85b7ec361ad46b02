/* SPDX-License-Identifier: ISC */
#include "repod/kickstart/kickstart_text.h"

#include <string.h>

#include "repod/kickstart/install_check.h"
#include "repod/kickstart/install_value.h"
#include "repod/kickstart/kickstart_disk.h"
#include "repod/kickstart/kickstart_line.h"

/* What most of the functions below need. */
struct kickstart {
	const struct install *install;
	struct writer *writer;
};

static struct kickstart_line
begin(const struct kickstart *kickstart, const char *command)
{
	return kickstart_line_begin(
	    kickstart->writer, &kickstart->install->release, command);
}

static const char *
text_of(const struct kickstart *kickstart, enum install_field field)
{
	return install_text(kickstart->install, field);
}

static void
write_bare(const struct kickstart *kickstart, const char *command)
{
	struct kickstart_line line = begin(kickstart, command);

	kickstart_line_end(&line);
}

/* "--NAME=" with the items of @field, by commas and no blanks; nothing where
 * there are none. */
static void
add_list(const struct kickstart *kickstart, struct kickstart_line *line,
    const char *option, enum install_field field)
{
	struct install_items items = install_items(kickstart->install, field);
	char list[4 * INSTALL_ITEM_MAX];
	struct writer writer = writer_over(list, sizeof(list) - 1);

	while (install_items_next(&items)) {
		if (writer.pos > 0)
			writer_u8(&writer, ',');
		writer_text(&writer, items.item);
	}
	list[writer.pos] = '\0';
	if (writer.pos > 0)
		kickstart_line_option(line, option, list);
}

static void
add_text(const struct kickstart *kickstart, struct kickstart_line *line,
    const char *option, enum install_field field)
{
	const char *text = text_of(kickstart, field);

	if (text)
		kickstart_line_option(line, option, text);
}

/* --- basic --- */

static void
write_keyboard(const struct kickstart *kickstart)
{
	struct kickstart_line line = begin(kickstart, "keyboard");
	const char *layout = text_of(kickstart, INSTALL_KEYBOARD);

	if (!kickstart_line_option(&line, "--xlayouts", layout))
		kickstart_line_word(&line, layout);
	kickstart_line_end(&line);
}

/* Time servers are an option up to release 8, and commands from 9 on. */
static void
write_time(const struct kickstart *kickstart)
{
	struct kickstart_line line = begin(kickstart, "timezone");
	struct install_items servers =
	    install_items(kickstart->install, INSTALL_NTP);

	if (install_is_on(kickstart->install, INSTALL_UTC))
		kickstart_line_option(&line, "--utc", NULL);
	add_list(kickstart, &line, "--ntpservers", INSTALL_NTP);
	kickstart_line_word(&line, text_of(kickstart, INSTALL_TIMEZONE));
	kickstart_line_end(&line);
	while (install_items_next(&servers)) {
		line = begin(kickstart, "timesource");
		kickstart_line_option(&line, "--ntp-server", servers.item);
		kickstart_line_end(&line);
	}
}

static void
write_basic(const struct kickstart *kickstart)
{
	struct kickstart_line line;

	write_bare(kickstart, text_of(kickstart, INSTALL_MODE));
	line = begin(kickstart, "lang");
	kickstart_line_word(&line, text_of(kickstart, INSTALL_LANGUAGE));
	kickstart_line_end(&line);
	write_keyboard(kickstart);
	write_time(kickstart);
	line = begin(kickstart, "firstboot");
	kickstart_line_option(&line,
	    install_is_on(kickstart->install, INSTALL_FIRST_BOOT)
		? "--enabled"
		: "--disabled",
	    NULL);
	kickstart_line_end(&line);
	if (install_is_on(kickstart->install, INSTALL_EULA)) {
		line = begin(kickstart, "eula");
		kickstart_line_option(&line, "--agreed", NULL);
		kickstart_line_end(&line);
	}
}

/* --- where packages come from --- */

static void
write_nfs(const struct kickstart *kickstart, const char *source)
{
	struct kickstart_line line = begin(kickstart, "nfs");
	const char *slash = strchr(source, '/');
	char server[INSTALL_ITEM_MAX];
	size_t len = slash ? (size_t)(slash - source) : 0;

	if (len >= sizeof(server))
		len = sizeof(server) - 1;
	memcpy(server, source, len);
	server[len] = '\0';
	kickstart_line_option(&line, "--server", server);
	kickstart_line_option(&line, "--dir", slash ? slash : "/");
	kickstart_line_end(&line);
}

static void
write_repositories(const struct kickstart *kickstart)
{
	struct install_items items =
	    install_items(kickstart->install, INSTALL_EXTRA_REPOSITORIES);

	while (install_items_next(&items)) {
		struct install_words words = { items.item };
		struct kickstart_line line = begin(kickstart, "repo");
		char word[INSTALL_ITEM_MAX];

		install_words_next(&words, word, sizeof(word));
		kickstart_line_option(&line, "--name", word);
		install_words_next(&words, word, sizeof(word));
		kickstart_line_option(&line, "--baseurl", word);
		add_text(kickstart, &line, "--proxy", INSTALL_PROXY);
		kickstart_line_end(&line);
	}
}

static void
write_source(const struct kickstart *kickstart)
{
	const char *source = text_of(kickstart, INSTALL_REPOSITORY);
	struct kickstart_line line;

	if (source)
		write_bare(kickstart, "install");
	if (source && strcmp(source, "cdrom") == 0) {
		write_bare(kickstart, "cdrom");
	} else if (source && strncmp(source, "nfs://", 6) == 0) {
		write_nfs(kickstart, source + 6);
	} else if (source) {
		line = begin(kickstart, "url");
		kickstart_line_option(&line, "--url", source);
		add_text(kickstart, &line, "--proxy", INSTALL_PROXY);
		kickstart_line_end(&line);
	}
	write_repositories(kickstart);
}

/* --- network --- */

static void
write_network(const struct kickstart *kickstart)
{
	struct kickstart_line line = begin(kickstart, "network");
	const char *device = text_of(kickstart, INSTALL_DEVICE);
	struct install_address address;

	/* "link" is the first card with a cable in it. */
	kickstart_line_option(&line, "--device", device ? device : "link");
	install_value_take_network(
	    text_of(kickstart, INSTALL_NETWORK), &address);
	kickstart_line_option(
	    &line, "--bootproto", address.is_dhcp ? "dhcp" : "static");
	if (!address.is_dhcp) {
		kickstart_line_option(&line, "--ip", address.address);
		kickstart_line_option(&line, "--netmask", address.netmask);
	}
	add_text(kickstart, &line, "--gateway", INSTALL_GATEWAY);
	add_list(kickstart, &line, "--nameserver", INSTALL_DNS);
	add_text(kickstart, &line, "--hostname", INSTALL_HOSTNAME);
	kickstart_line_option(&line, "--onboot", "yes");
	if (!install_is_on(kickstart->install, INSTALL_IPV6))
		kickstart_line_option(&line, "--noipv6", NULL);
	kickstart_line_end(&line);
}

/* --- who may log in --- */

static void
write_user(const struct kickstart *kickstart)
{
	struct kickstart_line line = begin(kickstart, "user");
	const char *hash = text_of(kickstart, INSTALL_USER_PASSWORD);

	add_text(kickstart, &line, "--name", INSTALL_USER);
	add_text(kickstart, &line, "--gecos", INSTALL_USER_NAME);
	add_list(kickstart, &line, "--groups", INSTALL_USER_GROUPS);
	if (!hash || strcmp(hash, "locked") == 0) {
		kickstart_line_option(&line, "--lock", NULL);
	} else {
		kickstart_line_option(&line, "--iscrypted", NULL);
		kickstart_line_option(&line, "--password", hash);
	}
	kickstart_line_end(&line);
}

static void
write_root(const struct kickstart *kickstart)
{
	struct kickstart_line line = begin(kickstart, "rootpw");
	const char *hash = text_of(kickstart, INSTALL_ROOT_PASSWORD);

	if (!hash || strcmp(hash, "locked") == 0) {
		kickstart_line_option(&line, "--lock", NULL);
	} else {
		kickstart_line_option(&line, "--iscrypted", NULL);
		kickstart_line_word(&line, hash);
	}
	kickstart_line_end(&line);
}

static void
write_authentication(const struct kickstart *kickstart)
{
	const char *words = text_of(kickstart, INSTALL_AUTHENTICATION);
	struct kickstart_line line = begin(kickstart, "auth");

	if (line.command && !words) {
		kickstart_line_option(&line, "--enableshadow", NULL);
		kickstart_line_option(&line, "--passalgo", "sha512");
	} else if (line.command) {
		kickstart_line_words(&line, words);
	} else if (words) {
		line = begin(kickstart, "authselect");
		kickstart_line_words(&line, words);
	}
	kickstart_line_end(&line);
}

static void
write_accounts(const struct kickstart *kickstart)
{
	const char *user = text_of(kickstart, INSTALL_USER);
	const char *key = text_of(kickstart, INSTALL_SSH_KEY);
	struct kickstart_line line;

	write_root(kickstart);
	if (user)
		write_user(kickstart);
	if (key) {
		line = begin(kickstart, "sshkey");
		kickstart_line_option(
		    &line, "--username", user ? user : "root");
		kickstart_line_word(&line, key);
		kickstart_line_end(&line);
	}
	write_authentication(kickstart);
}

/* --- firewall, SELinux, services --- */

static void
write_firewall(const struct kickstart *kickstart)
{
	const struct install *install = kickstart->install;
	struct kickstart_line line = begin(kickstart, "firewall");

	if (install_is_on(install, INSTALL_FIREWALL)) {
		kickstart_line_option(&line, "--enabled", NULL);
		add_list(
		    kickstart, &line, "--service", INSTALL_FIREWALL_SERVICES);
		add_list(kickstart, &line, "--port", INSTALL_FIREWALL_PORTS);
	} else {
		kickstart_line_option(&line, "--disabled", NULL);
	}
	kickstart_line_end(&line);
	line = begin(kickstart, "selinux");
	kickstart_line_option(&line,
	    install_is(install, INSTALL_SELINUX, "enforcing") ? "--enforcing"
		: install_is(install, INSTALL_SELINUX, "permissive")
		? "--permissive"
		: "--disabled",
	    NULL);
	kickstart_line_end(&line);
}

static void
write_services(const struct kickstart *kickstart)
{
	struct kickstart_line line;

	if (!kickstart->install->text[INSTALL_SERVICES] &&
	    !kickstart->install->text[INSTALL_SERVICES_OFF])
		return;
	line = begin(kickstart, "services");
	add_list(kickstart, &line, "--disabled", INSTALL_SERVICES_OFF);
	add_list(kickstart, &line, "--enabled", INSTALL_SERVICES);
	kickstart_line_end(&line);
}

/* --- sections --- */

static void
write_packages(const struct kickstart *kickstart)
{
	const struct install *install = kickstart->install;
	struct install_items items = install_items(install, INSTALL_PACKAGES);
	struct kickstart_line line;

	writer_u8(kickstart->writer, '\n');
	line = begin(kickstart, "%packages");
	if (install_is_on(install, INSTALL_IGNORE_MISSING))
		kickstart_line_option(&line, "--ignoremissing", NULL);
	if (!install_is_on(install, INSTALL_WEAK_DEPENDENCIES) &&
	    !kickstart_line_option(&line, "--exclude-weakdeps", NULL))
		kickstart_line_option(&line, "--excludeWeakdeps", NULL);
	kickstart_line_end(&line);
	if (!install->text[INSTALL_PACKAGES])
		writer_text(kickstart->writer, "@core\n");
	while (install_items_next(&items)) {
		writer_text(kickstart->writer, items.item);
		writer_u8(kickstart->writer, '\n');
	}
	writer_text(kickstart->writer, "%end\n");
}

static void
write_script(
    const struct kickstart *kickstart, const char *section, const char *script)
{
	struct kickstart_line line;
	size_t len = script ? strlen(script) : 0;

	if (len == 0 || install_check_script(script))
		return;
	writer_u8(kickstart->writer, '\n');
	line = begin(kickstart, section);
	kickstart_line_option(&line, "--log", "/root/ks-post.log");
	kickstart_line_end(&line);
	writer_text(kickstart->writer, script);
	if (script[len - 1] != '\n')
		writer_u8(kickstart->writer, '\n');
	writer_text(kickstart->writer, "%end\n");
}

static void
write_end(const struct kickstart *kickstart)
{
	if (install_is(kickstart->install, INSTALL_REBOOT, "yes"))
		write_bare(kickstart, "reboot");
	else if (!install_is(kickstart->install, INSTALL_REBOOT, "no"))
		write_bare(kickstart, text_of(kickstart, INSTALL_REBOOT));
}

void
kickstart_text(const struct install *install, struct writer *writer)
{
	const struct kickstart kickstart = { install, writer };
	char tag[RELEASE_TEXT_MAX];

	writer_format(
	    writer, "#version=%s\n", release_tag(tag, &install->release));
	write_basic(&kickstart);
	write_source(&kickstart);
	write_network(&kickstart);
	write_accounts(&kickstart);
	write_firewall(&kickstart);
	write_services(&kickstart);
	kickstart_disk(install, writer);
	write_end(&kickstart);
	write_packages(&kickstart);
	write_script(&kickstart, "%pre", install->pre);
	write_script(&kickstart, "%post", install->post);
}
