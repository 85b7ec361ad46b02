/* SPDX-License-Identifier: ISC */
#include "repod/kickstart/kickstart_text.h"

#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "repod/kickstart/install_check.h"

/* --- the published syntax --------------------------------------------------
 *
 * Which options a command takes in which version, as pykickstart's handlers
 * rhel6.py to rhel10.py and f40.py to f46.py map commands to classes, and what
 * those classes add and take away; for RHEL 8's authselect the list of commands
 * in Red Hat's "Automatically installing RHEL". "=" behind an option: it takes
 * a value. "*" among them: a word that is no option. What is deprecated in a
 * version is left out here, too, so that it may not be written. */
static const struct {
	const char *command, *versions, *options;
} published[] = {
	{ "auth", "RHEL6 RHEL7", "--enableshadow --passalgo= --enableldap *" },
	{ "authselect", "RHEL8 RHEL9 RHEL10 F", "*" },
	{ "autopart", "RHEL6", "--encrypted --passphrase= --cipher=" },
	{ "autopart", "RHEL7", "--encrypted --nolvm --type=" },
	{ "autopart", "RHEL8 RHEL9 RHEL10 F",
	    "--encrypted --nolvm --type= --fstype= --nohome --noswap "
	    "--noboot" },
	{ "bootloader", "RHEL6",
	    "--append= --location= --password= --iscrypted --driveorder= "
	    "--timeout= --default= --md5pass=" },
	{ "bootloader", "RHEL7 RHEL8 RHEL9 RHEL10 F",
	    "--append= --location= --password= --iscrypted --boot-drive= "
	    "--timeout= --leavebootorder --disabled --nombr --extlinux" },
	{ "cdrom", "RHEL6 RHEL7 RHEL8 RHEL9 RHEL10 F", "" },
	{ "clearpart", "RHEL6 RHEL7 RHEL8 RHEL9 RHEL10 F",
	    "--all --drives= --initlabel --linux --none" },
	{ "cmdline", "RHEL6 RHEL7 RHEL8 RHEL9 RHEL10 F", "" },
	{ "eula", "RHEL7 RHEL8 RHEL9 RHEL10 F", "--agreed" },
	{ "firewall", "RHEL6 RHEL7 RHEL8 RHEL9 RHEL10 F",
	    "--enabled --enable --disabled --disable --port= --trust= "
	    "--service= --http --ftp --smtp --ssh" },
	{ "firstboot", "RHEL6 RHEL7 RHEL8 RHEL9 RHEL10 F",
	    "--enable --enabled --disable --disabled --reconfig" },
	{ "graphical", "RHEL6 RHEL7 RHEL8 RHEL9 RHEL10 F", "" },
	{ "halt", "RHEL6 RHEL7 RHEL8 RHEL9 RHEL10 F", "--eject" },
	{ "ignoredisk", "RHEL6 RHEL7 RHEL8 RHEL9 RHEL10 F",
	    "--drives= --only-use=" },
	{ "install", "RHEL6 RHEL7", "" },
	{ "keyboard", "RHEL6", "*" },
	{ "keyboard", "RHEL7 RHEL8 RHEL9 RHEL10 F",
	    "* --vckeymap= --xlayouts= --switch=" },
	{ "lang", "RHEL6", "*" },
	{ "lang", "RHEL7 RHEL8 RHEL9 RHEL10 F", "* --addsupport=" },
	{ "logvol", "RHEL6 RHEL7 RHEL8 RHEL9 RHEL10 F",
	    "* --fstype= --grow --maxsize= --name= --noformat --percent= "
	    "--recommended --size= --useexisting --vgname=" },
	{ "network", "RHEL6 RHEL7 RHEL8 RHEL9 RHEL10 F",
	    "--bootproto= --device= --gateway= --hostname= --ip= --mtu= "
	    "--nameserver= --netmask= --nodns --onboot= --noipv4 --noipv6 "
	    "--ipv6= --activate --nodefroute --vlanid=" },
	{ "nfs", "RHEL6 RHEL7 RHEL8 RHEL9 RHEL10 F",
	    "--server= --dir= --opts=" },
	{ "part", "RHEL6 RHEL7 RHEL8 RHEL9 RHEL10 F",
	    "* --asprimary --fstype= --grow --maxsize= --noformat --ondisk= "
	    "--onpart= --recommended --size= --label= --fsoptions=" },
	{ "poweroff", "RHEL6 RHEL7 RHEL8 RHEL9 RHEL10 F", "--eject" },
	{ "reboot", "RHEL6", "--eject" },
	{ "reboot", "RHEL7 RHEL8 RHEL9 RHEL10 F", "--eject --kexec" },
	{ "repo", "RHEL6 RHEL7 RHEL8 RHEL9 RHEL10 F",
	    "--name= --baseurl= --mirrorlist= --cost= --excludepkgs= "
	    "--includepkgs= --proxy= --noverifyssl" },
	{ "reqpart", "RHEL8 RHEL9 RHEL10 F", "--add-boot" },
	{ "rootpw", "RHEL6 RHEL7 RHEL8 RHEL9 RHEL10 F",
	    "* --iscrypted --lock --plaintext" },
	{ "selinux", "RHEL6 RHEL7 RHEL8 RHEL9 RHEL10 F",
	    "--disabled --enforcing --permissive" },
	{ "services", "RHEL6 RHEL7 RHEL8 RHEL9 RHEL10 F",
	    "--disabled= --enabled=" },
	{ "sshkey", "RHEL8 RHEL9 RHEL10 F", "* --username=" },
	{ "text", "RHEL6 RHEL7 RHEL8 RHEL9 RHEL10 F", "" },
	{ "timesource", "RHEL9 RHEL10 F",
	    "--ntp-server= --ntp-pool= --ntp-disable --nts" },
	{ "timezone", "RHEL6", "* --utc --isUtc" },
	{ "timezone", "RHEL7 RHEL8", "* --utc --isUtc --nontp --ntpservers=" },
	{ "timezone", "RHEL9 RHEL10 F", "* --utc" },
	{ "url", "RHEL6", "--url= --proxy= --noverifyssl" },
	{ "url", "RHEL7 RHEL8 RHEL9 RHEL10 F",
	    "--url= --mirrorlist= --proxy= --noverifyssl" },
	{ "user", "RHEL6 RHEL7 RHEL8 RHEL9 RHEL10 F",
	    "--groups= --homedir= --iscrypted --name= --password= --shell= "
	    "--uid= --lock --plaintext --gecos=" },
	{ "volgroup", "RHEL6 RHEL7 RHEL8 RHEL9 RHEL10 F",
	    "* --pesize= --noformat --useexisting" },
	{ "zerombr", "RHEL6 RHEL7 RHEL8 RHEL9 RHEL10 F", "" },
	{ "%packages", "RHEL6", "--excludedocs --ignoremissing --nobase" },
	{ "%packages", "RHEL7", "--excludedocs --ignoremissing --nocore" },
	{ "%packages", "RHEL8",
	    "--excludedocs --ignoremissing --nocore --excludeWeakdeps" },
	{ "%packages", "RHEL9 RHEL10 F",
	    "--excludedocs --ignoremissing --nocore --exclude-weakdeps" },
	{ "%pre", "RHEL6 RHEL7 RHEL8 RHEL9 RHEL10 F",
	    "--erroronfail --interpreter= --log=" },
	{ "%post", "RHEL6 RHEL7 RHEL8 RHEL9 RHEL10 F",
	    "--erroronfail --interpreter= --log= --nochroot" },
};

/* What must be there, once: without it the installer stops, or asks. */
static const char *const required[] = { "lang", "keyboard", "timezone",
	"rootpw", "bootloader", "%packages", NULL };

static bool
has_word(const char *words, const char *word, size_t len)
{
	while (*words) {
		size_t n = strcspn(words, " ");

		if (n == len && strncmp(words, word, len) == 0)
			return true;
		words += n;
		words += strspn(words, " ");
	}
	return false;
}

/* The options of @command in @version; NULL: the version has no such command.
 */
static const char *
published_options(const char *command, const char *version)
{
	if (*version == 'F')
		version = "F";
	for (size_t i = 0; i < sizeof(published) / sizeof(published[0]); i++)
		if (strcmp(published[i].command, command) == 0 &&
		    has_word(published[i].versions, version, strlen(version)))
			return published[i].options;
	return NULL;
}

/* --- reading a kickstart as the installer does -----------------------------
 */

/* The next word of a line, split as Python's shlex does it. Return: false at
 * the end. */
static bool
next_word(const char **line, char *word)
{
	size_t n = 0;
	bool is_quoted = false;

	*line += strspn(*line, " ");
	if (!**line)
		return false;
	for (; **line && (is_quoted || **line != ' '); (*line)++) {
		if (**line == '"') {
			is_quoted = !is_quoted;
			continue;
		}
		ck_assert_msg(is_quoted || **line != '#', "a comment");
		if (is_quoted && **line == '\\' && strchr("\"\\", (*line)[1]))
			(*line)++;
		word[n++] = **line;
	}
	ck_assert(!is_quoted);
	word[n] = '\0';
	return true;
}

static void
check_command(const char *line, const char *version)
{
	char command[1024], word[1024], option[1024];
	const char *options, *rest = line;

	ck_assert(next_word(&rest, command));
	options = published_options(command, version);
	ck_assert_msg(options, "%s has no %s", version, command);
	while (next_word(&rest, word)) {
		size_t len = strcspn(word, "=");

		if (strncmp(word, "--", 2) != 0) {
			ck_assert_msg(
			    has_word(options, "*", 1), "%s: %s", version, line);
			continue;
		}
		len += word[len] == '=';
		snprintf(option, sizeof(option), "%.*s", (int)len, word);
		ck_assert_msg(has_word(options, option, len),
		    "%s has no %s of %s", version, option, command);
	}
}

static void
check_kickstart(char *text, const char *version)
{
	bool seen[8] = { false };
	bool is_section = false;
	char *line;

	while ((line = strsep(&text, "\n"))) {
		char first[64];

		snprintf(first, sizeof(first), "%.*s", (int)strcspn(line, " "),
		    line);
		if (strcmp(line, "%end") == 0) {
			ck_assert(is_section);
			is_section = false;
			continue;
		}
		if (is_section || !*line || *line == '#')
			continue;
		check_command(line, version);
		is_section = *line == '%';
		for (size_t i = 0; required[i]; i++)
			if (strcmp(required[i], first) == 0) {
				ck_assert_msg(!seen[i], "two of %s", first);
				seen[i] = true;
			}
	}
	ck_assert(!is_section);
	for (size_t i = 0; required[i]; i++)
		ck_assert_msg(
		    seen[i], "%s is missing for %s", required[i], version);
}

/* --- models --------------------------------------------------------------- */

struct say {
	const char *key, *text;
};

#define HASH "$6$saltsalt$abcdefghijklmnopqrstuvwxyz0123456789"

/* Of every field at least one value, and of every choice each. */
static const struct say models[][24] = {
	{ { "root-password", HASH } },
	{ { "root-password", "locked" }, { "user", "op" },
	    { "user-password", HASH }, { "user-name", "An \"Op\" \\ Erator" },
	    { "user-groups", "wheel, adm" }, { "mode", "graphical" },
	    { "reboot", "poweroff" }, { "language", "de_DE.UTF-8" },
	    { "keyboard", "de (nodeadkeys)" }, { "timezone", "Europe/Berlin" },
	    { "repository", "http://192.168.10.1/pub/os" },
	    { "proxy", "http://p:3128" },
	    { "kernel-arguments", "a=\"b c\" #d" },
	    { "bootloader-password", HASH }, { "disk", "/dev/sda" },
	    { "wipe", "linux" }, { "layout", "lvm" }, { "utc", "no" },
	    { "selinux", "permissive" }, { "firewall", "no" },
	    { "packages", "@core, @^minimal, vim, -postfix" } },
	{ { "root-password", "${var.hash}" }, { "reboot", "halt" },
	    { "mode", "cmdline" }, { "repository", "nfs://10.0.0.1/os/7" },
	    { "extra-repositories", "epel http://h/epel, x ${url}/x" },
	    { "bootloader", "partition" }, { "disk", "${var.disk}" },
	    { "wipe", "none" }, { "filesystem", "ext4" },
	    { "partitions", "/boot 1G ext4, swap 4G, / 20G+, /var/log 5G xfs" },
	    { "network", "192.168.10.50/24" }, { "gateway", "192.168.10.254" },
	    { "dns", "192.168.10.1, 192.168.10.2" },
	    { "hostname", "${hostname}" }, { "device", "eth0" },
	    { "ipv6", "no" }, { "first-boot", "yes" },
	    { "selinux", "disabled" }, { "services", "sshd, chronyd" },
	    { "services-off", "cups" }, { "firewall-services", "ssh, http" },
	    { "firewall-ports", "8080:tcp, 53:udp" } },
	{ { "root-password", HASH }, { "reboot", "no" },
	    { "repository", "cdrom" }, { "bootloader", "none" },
	    { "layout", "plain" }, { "ignore-missing", "yes" },
	    { "partitions",
		"biosboot 1M, /boot/efi 200M, swap 1G, / 8G+, /home 1G" } },
};

/* Those that not every release has. */
static const struct {
	const char *releases;
	struct say say[5];
} some[] = {
	{ "RHEL7 RHEL8 RHEL9 RHEL10 F",
	    { { "ntp", "10.0.0.1, ntp.lab" }, { "eula", "yes" } } },
	{ "RHEL7 RHEL8 RHEL9 RHEL10 F", { { "layout", "thin" } } },
	{ "RHEL7 RHEL8 RHEL9 RHEL10 F", { { "layout", "plain" } } },
	{ "RHEL7 F", { { "layout", "btrfs" } } },
	{ "RHEL8 RHEL9 RHEL10 F",
	    { { "filesystem", "xfs" }, { "weak-dependencies", "no" },
		{ "ssh-key", "ssh-ed25519 AAAAC3Nza op@lab" },
		{ "authentication", "select sssd with-mkhomedir" } } },
	{ "RHEL6 RHEL7",
	    { { "authentication", "--enableldap --passalgo=sha512" } } },
};

static const char *const releases[] = { "rhel 6", "rhel 7", "rhel 8", "rhel 9",
	"rhel 10", "fedora 40", "fedora 41", "fedora 42", "fedora 43",
	"fedora 44", "fedora 45", "fedora 46" };

enum {
	N_RELEASES = sizeof(releases) / sizeof(releases[0]),
	N_MODELS = sizeof(models) / sizeof(models[0]),
	N_SOME = sizeof(some) / sizeof(some[0]),
};

static char text[64 << 10];

static void
say(struct install *install, const char *key, const char *value)
{
	char message[INSTALL_MESSAGE_MAX];
	enum install_field field = install_field_of(INSTALLER_KICKSTART, key);

	ck_assert_msg(field < N_INSTALL_FIELDS, "%s", key);
	ck_assert_msg(install_set(install, field, value, message), "%s: %s",
	    key, message);
}

static void
wrong(void *owner, enum install_field field, const char *message)
{
	if (owner)
		ck_abort_msg("%s: %s: %s", (const char *)owner,
		    install_about(field)->key, message);
}

static unsigned
write_text(const struct install *install)
{
	struct writer writer = writer_over(text, sizeof(text) - 1);

	kickstart_text(install, &writer);
	ck_assert(!writer.failed);
	text[writer.pos] = '\0';
	return install_check(install, wrong, NULL);
}

static void
begin(struct install *install, const char *release, char *tag)
{
	*install = (struct install){ .installer = INSTALLER_KICKSTART,
		.pre = "#!/bin/sh\necho ${x:-y}\n",
		.post = "echo done" };
	say(install, "version", release);
	release_tag(tag, &install->release);
}

START_TEST(writes_what_is_published)
{
	char tag[RELEASE_TEXT_MAX];
	struct install install;

	for (size_t i = 0; i < N_MODELS; i++) {
		begin(&install, releases[_i], tag);
		for (size_t j = 0; models[i][j].key; j++)
			say(&install, models[i][j].key, models[i][j].text);
		ck_assert_uint_eq(install_check(&install, wrong, tag), 0);
		write_text(&install);
		check_kickstart(text, tag);
	}
}
END_TEST

/* A release that has them writes them; another is told, and writes no more than
 * is published. */
START_TEST(knows_what_came_and_went)
{
	char tag[RELEASE_TEXT_MAX], bare[sizeof(text)];
	struct install install;

	for (size_t i = 0; i < N_SOME; i++) {
		bool has;

		begin(&install, releases[_i], tag);
		say(&install, "root-password", HASH);
		write_text(&install);
		memcpy(bare, text, sizeof(bare));
		for (size_t j = 0; some[i].say[j].key; j++)
			say(&install, some[i].say[j].key, some[i].say[j].text);
		has = has_word(some[i].releases, *tag == 'F' ? "F" : tag,
		    *tag == 'F' ? 1 : strlen(tag));
		if (has)
			ck_assert_uint_eq(
			    install_check(&install, wrong, tag), 0);
		else if (strcmp(some[i].say[0].key, "authentication") != 0)
			ck_assert_uint_gt(write_text(&install), 0);
		write_text(&install);
		if (has)
			ck_assert_str_ne(bare, text);
		if (has || strcmp(some[i].say[0].key, "authentication") != 0)
			check_kickstart(text, tag);
	}
}
END_TEST

/* --- what stands where ---------------------------------------------------- */

static const struct {
	const char *release;
	struct say say[4];
	const char *holds;
} lines[] = {
	{ "rhel 6", { { "keyboard", "de" } }, "\nkeyboard de\n" },
	{ "rhel 7", { { "keyboard", "de" } }, "\nkeyboard --xlayouts=de\n" },
	{ "rhel 6", { { "repository", "ftp://h/x" } },
	    "\ninstall\nurl --url=ftp://h/x\n" },
	{ "rhel 9", { { "repository", "ftp://h/x" } },
	    "\nurl --url=ftp://h/x\n" },
	{ "rhel 9", { { "repository", "nfs://h/os/9" } },
	    "\nnfs --server=h --dir=/os/9\n" },
	{ "rhel 8", { { "ntp", "a, b" } },
	    "\ntimezone --utc --ntpservers=a,b Etc/UTC\n" },
	{ "rhel 9", { { "ntp", "a, b" } },
	    "\ntimezone --utc Etc/UTC\ntimesource --ntp-server=a\n"
	    "timesource --ntp-server=b\n" },
	{ "rhel 9", { { "root-password", HASH } },
	    "\nrootpw --iscrypted \"" HASH "\"\n" },
	{ "rhel 7", { { "network", "10.1.2.3/20" }, { "gateway", "10.1.0.1" } },
	    "\nnetwork --device=link --bootproto=static --ip=10.1.2.3 "
	    "--netmask=255.255.240.0 --gateway=10.1.0.1 --onboot=yes\n" },
	{ "rhel 6", { { "disk", "sda" } },
	    "\nbootloader --location=mbr --driveorder=sda\nignoredisk "
	    "--only-use=sda\nzerombr\nclearpart --all "
	    "--initlabel\nautopart\n" },
	{ "rhel 7", { { "disk", "/dev/vda" } },
	    "\nbootloader --location=mbr --boot-drive=vda\n" },
	{ "rhel 9", { { "kernel-arguments", "a=\"b\" \\" } },
	    " --append=\"a=\\\"b\\\" \\\\\"\n" },
	{ "rhel 9", { { "partitions", "/boot 1G, swap 2G, / 10G+" } },
	    "\nreqpart\npart /boot --fstype=xfs --size=1024\n"
	    "part pv.01 --size=12352 --grow\nvolgroup system pv.01\n"
	    "logvol swap --vgname=system --name=swap --fstype=swap "
	    "--size=2048\nlogvol / --vgname=system --name=root --fstype=xfs "
	    "--size=10240 --grow\n" },
	{ "rhel 9",
	    { { "layout", "plain" },
		{ "partitions", "/boot/efi 200M, / 10G+" } },
	    "\npart /boot/efi --fstype=efi --size=200\n"
	    "part / --fstype=xfs --size=10240 --grow\n" },
	{ "rhel 9", { { "packages", "@core, vim, -x" } },
	    "\n%packages\n@core\nvim\n-x\n%end\n" },
	{ "rhel 9", { { "packages", "" } }, "\n%packages\n@core\n%end\n" },
	{ "rhel 9", { { "reboot", "poweroff" } }, "\npoweroff\n" },
	{ "rhel 9", { { "user", "op" } }, "\nuser --name=op --lock\n" },
	{ "rhel 9", { { NULL, NULL } },
	    "\n%post --log=/root/ks-post.log\necho done\n%end\n" },
	{ "rhel 9", { { NULL, NULL } },
	    "\n%pre\n#!/bin/sh\necho ${x:-y}\n%end\n" },
};

START_TEST(writes_lines)
{
	char tag[RELEASE_TEXT_MAX];
	struct install install;

	begin(&install, lines[_i].release, tag);
	for (size_t j = 0; lines[_i].say[j].key; j++)
		if (*lines[_i].say[j].text)
			say(&install, lines[_i].say[j].key,
			    lines[_i].say[j].text);
	write_text(&install);
	ck_assert_msg(
	    strstr(text, lines[_i].holds), "%s in:\n%s", lines[_i].holds, text);
}
END_TEST

START_TEST(leaves_out_a_script_that_ends_itself)
{
	char tag[RELEASE_TEXT_MAX];
	struct install install;

	begin(&install, "rhel 9", tag);
	say(&install, "root-password", HASH);
	install.post = "echo\n%end\nrootpw x\n";
	ck_assert_uint_eq(write_text(&install), 1);
	ck_assert_ptr_null(strstr(text, "%post"));
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("kickstart_text");
	TCase *tcase = tcase_create("all");
	SRunner *runner = srunner_create(suite);
	int failed;

	tcase_add_loop_test(tcase, writes_what_is_published, 0, N_RELEASES);
	tcase_add_loop_test(tcase, knows_what_came_and_went, 0, N_RELEASES);
	tcase_add_loop_test(
	    tcase, writes_lines, 0, sizeof(lines) / sizeof(lines[0]));
	tcase_add_test(tcase, leaves_out_a_script_that_ends_itself);
	suite_add_tcase(suite, tcase);
	srunner_run_all(runner, CK_NORMAL);
	failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
