/* SPDX-License-Identifier: ISC */
#include "common/config.h"

#include <check.h>
#include <errno.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "common/config_value.h"
#include "tests/unit/common/capture.h"

/*
 * The tests read [site] and [host NAME] with a key of every kind. A test
 * writes a file, reads it, and looks at the values or at what was logged,
 * which begins with "config:LINE: " for each error.
 */

struct host {
	char *name;
	char *text;
};

struct settings {
	char *text;
	char *path;
	bool is_on;
	uint64_t ms;
	uint32_t seconds;
	uint64_t size;
	uint32_t count;
	uint32_t address;
	struct config_addresses addresses;
	struct config_names names;
	unsigned n_repeats;
	char suffixes[256]; /* "suffix=value;" of each x.suffix, in order */
	struct host hosts[8];
	unsigned n_hosts;
};

static void
set_repeat(struct config *config, const struct config_entry *entry, void *field)
{
	(void)config;
	(void)entry;
	(*(unsigned *)field)++;
}

static void
set_suffix(struct config *config, const struct config_entry *entry, void *field)
{
	char *text = field;
	size_t len = strlen(text);

	ck_assert_str_eq(entry->key, "x");
	ck_assert_str_eq(entry->section, "site");
	ck_assert_str_eq(entry->argument, "");
	if (strcmp(entry->value, "bad") == 0)
		config_error(config, entry, "the value is bad");
	snprintf(text + len, 256 - len, "%s=%s;", entry->suffix, entry->value);
}

static void *
open_host(
    struct config *config, const struct config_entry *entry, void *settings)
{
	struct settings *all = settings;
	struct host *host = &all->hosts[all->n_hosts];

	ck_assert_ptr_null(entry->key);
	if (strcmp(entry->argument, "refused") == 0) {
		config_error(config, entry, "no such host");
		return NULL;
	}
	all->n_hosts++;
	host->name = strdup(entry->argument);
	return host;
}

#define AT(member) offsetof(struct settings, member)

static const struct config_key site_keys[] = {
	{ "text", config_set_string, AT(text), 0 },
	{ "path", config_set_path, AT(path), 0 },
	{ "on", config_set_bool, AT(is_on), 0 },
	{ "idle-time", config_set_ms, AT(ms), 0 },
	{ "lease-time", config_set_seconds, AT(seconds), 0 },
	{ "size", config_set_size, AT(size), 0 },
	{ "count", config_set_count, AT(count), 0 },
	{ "server", config_set_address, AT(address), 0 },
	{ "dns", config_set_addresses, AT(addresses), 0 },
	{ "interface", config_set_names, AT(names), 0 },
	{ "again", set_repeat, AT(n_repeats), CONFIG_REPEAT },
	{ "x", set_suffix, AT(suffixes), CONFIG_SUFFIX },
	{ NULL, NULL, 0, 0 },
};

static const struct config_key host_keys[] = {
	{ "text", config_set_string, offsetof(struct host, text), 0 },
	{ NULL, NULL, 0, 0 },
};

static const struct config_section sections[] = {
	{ .name = "site", .keys = site_keys },
	{ .name = "host",
	    .keys = host_keys,
	    .open = open_host,
	    .takes_argument = true },
	{ .name = NULL },
};

/* --- what the tests work with --- */

static struct settings got;
static struct capture capture;
static FILE *file;

static void
set_up(void)
{
	memset(&got, 0, sizeof(got));
	file = tmpfile();
	ck_assert_ptr_nonnull(file);
}

static void
tear_down(void)
{
	free(got.text);
	free(got.path);
	config_names_free(&got.names);
	for (unsigned i = 0; i < got.n_hosts; i++) {
		free(got.hosts[i].name);
		free(got.hosts[i].text);
	}
	fclose(file);
}

static void __attribute__((format(printf, 1, 2))) put(const char *format, ...)
{
	va_list args;

	va_start(args, format);
	vfprintf(file, format, args);
	va_end(args);
}

static void
put_run(char c, size_t len)
{
	while (len-- > 0)
		fputc(c, file);
}

/* Take the log's heads and the file's name off, so that a test sees
 * "LINE: message" a line. */
static void
strip(char *text)
{
	char *in = text, *out = text;

	while (*in) {
		char *end = strchr(in, '\n');
		char *start = strstr(in, "/proc/self/fd/");
		size_t len;

		ck_assert_ptr_nonnull(end);
		if (start && start < end)
			in = start + strcspn(start, ":") + 1;
		len = (size_t)(end + 1 - in);
		memmove(out, in, len);
		out += len;
		in = end + 1;
	}
	*out = '\0';
}

/* Read what was put into the file. Return: config_read()'s; the errors are in
 * capture.text. */
static int
read_file(void)
{
	char path[64];
	int r;

	fflush(file);
	snprintf(path, sizeof(path), "/proc/self/fd/%d", fileno(file));
	capture_begin(&capture);
	r = config_read(path, sections, &got);
	capture_end(&capture);
	strip(capture.text);
	return r;
}

static void
assert_good(void)
{
	int r = read_file();

	ck_assert_str_eq(capture.text, "");
	ck_assert_int_eq(r, 0);
}

/* --- values --- */

START_TEST(every_kind_of_value)
{
	put("[site]\ntext = some text\npath = /srv\non = yes\n"
	    "idle-time = 500ms\nlease-time = 2h\nsize = 4k\ncount = 7\n"
	    "server = 192.168.10.1\ndns = 10.0.0.1, 10.0.0.2\n"
	    "interface = eth1,eth2\n");
	assert_good();
	ck_assert_str_eq(got.text, "some text");
	ck_assert_str_eq(got.path, "/srv");
	ck_assert(got.is_on);
	ck_assert_uint_eq(got.ms, 500);
	ck_assert_uint_eq(got.seconds, 7200);
	ck_assert_uint_eq(got.size, 4096);
	ck_assert_uint_eq(got.count, 7);
	ck_assert_uint_eq(got.address, 0xc0a80a01);
	ck_assert_uint_eq(got.addresses.n, 2);
	ck_assert_uint_eq(got.addresses.addresses[1], 0x0a000002);
	ck_assert_uint_eq(got.names.n, 2);
	ck_assert_str_eq(got.names.names[0], "eth1");
	ck_assert_str_eq(got.names.names[1], "eth2");
}
END_TEST

/* A line and what is said of it; NULL: it is fine. */
static const struct row {
	const char *line;
	const char *error;
} rows[] = {
	{ "path = srv",
	    "path = srv: not an absolute path, like /var/lib/tftpboot" },
	{ "on = maybe", "on = maybe: not yes or no" },
	{ "idle-time = 1x",
	    "idle-time = 1x: not a time, like 10s, 500ms, 12h or 2d" },
	{ "lease-time = 1500ms",
	    "lease-time = 1500ms: not a time in whole seconds, like 90s, 12h "
	    "or 2d" },
	{ "lease-time = 4294967295s", NULL },
	{ "lease-time = 4294967296s",
	    "lease-time = 4294967296s: not a time in whole seconds, like 90s, "
	    "12h or 2d" },
	{ "size = 4X", "size = 4X: not a size, like 1432, 64k or 4G" },
	{ "count = 4294967295", NULL },
	{ "count = 4294967296", "count = 4294967296: not a number" },
	{ "count = -1", "count = -1: not a number" },
	{ "server = 10.0.0.256",
	    "server = 10.0.0.256: not an IPv4 address, like 192.168.10.1" },
	{ "dns = 10.0.0.1, x",
	    "dns = 10.0.0.1, x: not a list of IPv4 addresses, like "
	    "192.168.10.1, 192.168.10.2" },
	{ "dns = 10.0.0.1,,10.0.0.2",
	    "dns = 10.0.0.1,,10.0.0.2: not a list of items parted by commas" },
	{ "interface = ,",
	    "interface = ,: not a list of items parted by commas" },
	{ "text =", "'text' has no value" },
	{ "text", "'text' is neither a [section] nor key = value" },
	{ "= text", "no key before the '='" },
	{ ": text", "no key before the ':'" },
	{ "text: a", NULL },
	{ "text=a", NULL },
	{ "text\t=\ta\t", NULL },
	{ "text = a ; b", NULL },
	{ "text = a;b", NULL },
	{ "text = #a", NULL },
	{ "; text", NULL },
	{ "# text", NULL },
	{ "  # text", NULL },
	{ "tetx = a", "unknown key 'tetx' in [site]; did you mean 'text'?" },
	{ "Text = a", "unknown key 'Text' in [site]; did you mean 'text'?" },
	{ "zzzzzz = a", "unknown key 'zzzzzz' in [site]" },
	{ "text.ipxe = a",
	    "unknown key 'text.ipxe' in [site]; did you mean 'text'?" },
	{ "interfaec.ipxe = a",
	    "unknown key 'interfaec.ipxe' in [site]; did you mean "
	    "'interface'?" },
	{ "x. = a", "unknown key 'x.' in [site]; did you mean 'x'?" },
	{ "x.a = bad", "the value is bad" },
	{ "x = bad", "the value is bad" },
	{ "text = a\x01z", "the line has a control character in it" },
	{ "text = a\x1b[31m", "the line has a control character in it" },
	{ "text = a\rz", "the line has a control character in it" },
	{ "text = a\vz", "the line has a control character in it" },
	{ "[site", "the section has no closing bracket" },
	{ "[site] x", "' x' stands behind the section" },
	{ "[site]", "[site] is already at line 1" },
	{ "[site x]", "[site] takes no name, but has 'x'" },
	{ "[host]", "[host] needs a name: [host NAME]" },
	{ "[host refused]", "no such host" },
	{ "[tftpd]", NULL },
	{ "[ tftpd ]", NULL },
	{ "[tfptd]", "unknown section [tfptd]; did you mean [tftpd]?" },
	{ "[Site]", "unknown section [Site]; did you mean [site]?" },
	{ "[networks]", "unknown section [networks]" },
	{ "[]", "unknown section []" },
};

START_TEST(one_line)
{
	const struct row *row = &rows[_i];
	char want[256] = "";
	int r;

	put("[site]\n%s\n", row->line);
	r = read_file();
	if (row->error)
		snprintf(want, sizeof(want), "2: %s\n", row->error);
	ck_assert_msg(
	    strcmp(capture.text, want) == 0 && r == (row->error ? 1 : 0),
	    "'%s': %d, want '%s', got '%s'", row->line, r, want, capture.text);
}
END_TEST

START_TEST(values_are_as_they_were_meant)
{
	static const char *const lines[][2] = {
		{ "text = a ; b", "a" },
		{ "text = a;b", "a;b" },
		{ "text =;b", ";b" },
		{ "text = #a", "#a" },
		{ "text = a = b", "a = b" },
		{ "text : a = b", "a = b" },
		{ "text \t = \t a \t b \t ", "a \t b" },
		{ "  text = indented after the section",
		    "indented after the "
		    "section" },
		{ "text = b\xc3\xa4r", "b\xc3\xa4r" },
		{ "text =\n  late", "late" },
		{ "text =\n  late\n\t and later ; not this", "late and later" },
		{ "text = a\n\n   ; a comment\n   b\n", "a b" },
		{ "text = a\n   # a comment\n   b\n", "a b" },
		{ "text = a\r\n\tb\r\n", "a b" },
	};

	for (size_t i = 0; i < sizeof(lines) / sizeof(lines[0]); i++) {
		tear_down();
		set_up();
		put("[site]\n%s\n", lines[i][0]);
		assert_good();
		ck_assert_msg(got.text && strcmp(got.text, lines[i][1]) == 0,
		    "'%s': got '%s'", lines[i][0], got.text);
	}
}
END_TEST

START_TEST(lists_end_at_their_maximum)
{
	for (unsigned n = CONFIG_LIST_MAX; n <= CONFIG_LIST_MAX + 1; n++) {
		tear_down();
		set_up();
		put("[site]\ndns = ");
		for (unsigned i = 0; i < n; i++)
			put("%s10.0.0.%u", i ? ", " : "", i);
		put("\ninterface = ");
		for (unsigned i = 0; i < n; i++)
			put("%seth%u", i ? ", " : "", i);
		ck_assert_int_eq(read_file(), n > CONFIG_LIST_MAX);
		ck_assert_str_eq(capture.text,
		    n > CONFIG_LIST_MAX ? "2: dns: more than 32 items\n"
					  "3: interface: more than 32 items\n"
					: "");
	}
}
END_TEST

START_TEST(a_value_set_before_is_freed)
{
	/* AddressSanitizer tells what is left over. */
	put("[site]\ntext = a\ninterface = eth0, eth1\n");
	assert_good();
	assert_good();
	ck_assert_str_eq(got.text, "a");
	ck_assert_uint_eq(got.names.n, 2);
}
END_TEST

/* --- sections and keys --- */

START_TEST(suffixes_each_once)
{
	put("[site]\nx = 1\nx.ipxe = 2\nx.x64-uefi-http =\nx.ipxe = 3\n");
	ck_assert_int_eq(read_file(), 1);
	ck_assert_str_eq(
	    capture.text, "5: 'x.ipxe' is already set at line 3\n");
	ck_assert_str_eq(got.suffixes, "=1;ipxe=2;x64-uefi-http=;");
}
END_TEST

START_TEST(keys_once_unless_they_repeat)
{
	put("[site]\nagain = 1\nagain = 2\ntext = a\ntext = b\n"
	    "[host a]\ntext = a\n[host b]\ntext = a\n[host a]\ntext = c\n"
	    "[host  a]\n");
	ck_assert_int_eq(read_file(), 1);
	ck_assert_str_eq(capture.text,
	    "5: 'text' is already set at line 4\n"
	    "10: [host a] is already at line 6\n"
	    "12: [host a] is already at line 6\n");
	ck_assert_uint_eq(got.n_repeats, 2);
	ck_assert_uint_eq(got.n_hosts, 2);
	ck_assert_str_eq(got.hosts[0].name, "a");
	ck_assert_str_eq(got.hosts[1].name, "b");
	ck_assert_str_eq(got.hosts[1].text, "a");
}
END_TEST

START_TEST(foreign_sections_are_passed_over)
{
	put("[repod]\nhttp = 80\nhttp = 81\nwhat = ever\n[repod]\n"
	    "[subnet 10.0.0.0/8]\nrange = x\n");
	assert_good();
}
END_TEST

START_TEST(keys_of_a_refused_section_are_checked)
{
	put("[host refused]\ntetx = a\ntext = b\ntext = c\n");
	ck_assert_int_eq(read_file(), 1);
	ck_assert_str_eq(capture.text,
	    "1: no such host\n"
	    "2: unknown key 'tetx' in [host]; did you mean 'text'?\n"
	    "4: 'text' is already set at line 3\n");
}
END_TEST

START_TEST(keys_after_a_broken_section_belong_to_none)
{
	put("[site]\ntext = a\n[host b\ntext = b\n  more\n[host c]\n"
	    "text = c\n");
	ck_assert_int_eq(read_file(), 1);
	ck_assert_str_eq(
	    capture.text, "3: the section has no closing bracket\n");
	ck_assert_str_eq(got.text, "a");
	ck_assert_str_eq(got.hosts[0].text, "c");
}
END_TEST

START_TEST(keys_before_the_first_section)
{
	/* The first in several pieces. */
	put("text = ");
	put_run('a', 600);
	put("\n  more\non = yes\n[site]\n");
	ck_assert_int_eq(read_file(), 1);
	ck_assert_str_eq(capture.text,
	    "1: 'text' stands before the first [section]\n"
	    "3: 'on' stands before the first [section]\n");
	ck_assert_ptr_null(got.text);
}
END_TEST

START_TEST(an_indented_key_is_told)
{
	put("[site]\ntext = a\n  on = yes\n  x.ipxe = 1\n  path=/\n"
	    "  what = ever\n");
	ck_assert_int_eq(read_file(), 1);
	ck_assert_str_eq(capture.text,
	    "3: an indented line continues the value above it; to set 'on', "
	    "begin it at the margin\n"
	    "4: an indented line continues the value above it; to set "
	    "'x.ipxe', begin it at the margin\n"
	    "5: an indented line continues the value above it; to set 'path', "
	    "begin it at the margin\n");
	ck_assert_str_eq(got.text, "a what = ever");
}
END_TEST

START_TEST(a_refused_key_takes_its_continuation_along)
{
	put("[site]\ntext = a\nnonsense\n  more\n= b\n  more\non = yes\n");
	ck_assert_int_eq(read_file(), 1);
	ck_assert_str_eq(capture.text,
	    "3: 'nonsense' is neither a [section] nor key = value\n"
	    "5: no key before the '='\n");
	ck_assert_str_eq(got.text, "a");
	ck_assert(got.is_on);
}
END_TEST

/* --- lines --- */

START_TEST(byte_order_mark_and_line_ends)
{
	static const char *const files[] = {
		"\xef\xbb\xbf[site]\r\ntext = a\r\n",
		"\xef\xbb\xbf\n[site]\ntext = a",
		"\xef\xbb\xbf; comment\n[site]\ntext = a\r",
		"\n\n[site]\n\ntext = a",
		"\xef\xbb\xbf   [site]\n\n\ttext = a\n\n",
	};

	for (size_t i = 0; i < sizeof(files) / sizeof(files[0]); i++) {
		tear_down();
		set_up();
		put("%s", files[i]);
		assert_good();
		ck_assert_msg(
		    got.text && strcmp(got.text, "a") == 0, "file %zu", i);
	}
}
END_TEST

START_TEST(lines_end_at_their_maximum)
{
	static const char *const ends[] = { "", "\n", "\r\n" };

	for (size_t i = 0; i < sizeof(ends) / sizeof(ends[0]); i++) {
		for (size_t len = CONFIG_LINE_MAX; len <= CONFIG_LINE_MAX + 2;
		     len++) {
			tear_down();
			set_up();
			put("[site]\ntext=");
			put_run('a', len - strlen("text="));
			put("%s", ends[i]);
			if (len == CONFIG_LINE_MAX) {
				assert_good();
				ck_assert_uint_eq(strlen(got.text), len - 5);
				continue;
			}
			ck_assert_int_eq(read_file(), 1);
			ck_assert_str_eq(capture.text,
			    "2: the line is longer than 4096 octets; go on in "
			    "an indented line below\n");
		}
	}
}
END_TEST

START_TEST(a_too_long_line_is_never_cut_into_a_good_one)
{
	put("[site]\ntext=");
	put_run('a', CONFIG_LINE_MAX - 5);
	put("\rb\n");
	ck_assert_int_eq(read_file(), 1);
	ck_assert_ptr_null(got.text);
}
END_TEST

START_TEST(a_nul_is_told)
{
	put("[site]\ntext = a");
	put_run('\0', 1);
	put("b\non = yes\n");
	ck_assert_int_eq(read_file(), 1);
	ck_assert_str_eq(
	    capture.text, "2: the line has a control character in it\n");
	ck_assert(got.is_on);
}
END_TEST

/* A long value goes to inih in pieces. Wherever the cuts fall, in words, at
 * blanks or at signs of a comment, it comes back whole. */
START_TEST(long_values_survive_every_cut)
{
	static const char *const units[] = { "a", "ab ", "a;", ";#x",
		"a=b:", "word  ", "#", "[x] ", "\xc3\xa4 " };

	for (size_t i = 0; i < sizeof(units) / sizeof(units[0]); i++) {
		for (size_t shift = 0; shift < 12; shift++) {
			char want[2048] = "";
			size_t len = shift;

			memset(want, 'z', shift);
			while (len + strlen(units[i]) < 1000) {
				memcpy(want + len, units[i], strlen(units[i]));
				len += strlen(units[i]);
			}
			want[len++] = 'e';
			want[len] = '\0';
			tear_down();
			set_up();
			put("[site]\ntext = %s\n  and\n  %s\n", want, want);
			if (strncmp(want, ";", 1) == 0 ||
			    strncmp(want, "#", 1) == 0) {
				/* Behind a blank it is a comment. */
				continue;
			}
			assert_good();
			ck_assert_uint_eq(strlen(got.text), 2 * len + 5);
			ck_assert_msg(strncmp(got.text, want, len) == 0 &&
				strncmp(got.text + len, " and ", 5) == 0 &&
				strcmp(got.text + len + 5, want) == 0,
			    "'%s' after %zu: got '%s'", units[i], shift,
			    got.text);
		}
	}
}
END_TEST

START_TEST(blanks_do_not_confuse_the_cuts)
{
	put_run(' ', 300);
	put("[site]");
	put_run(' ', 300);
	put("\ntext");
	put_run(' ', 300);
	put("=");
	put_run('\t', 300);
	put("a");
	put_run(' ', 300);
	put("\n");
	put_run(' ', 300);
	put("b ");
	put_run(' ', 300);
	put(";\non = yes\n[host x]");
	put_run(' ', 300);
	put("\ntext = c\n");
	assert_good();
	ck_assert_str_eq(got.text, "a b");
	ck_assert(got.is_on);
	ck_assert_str_eq(got.hosts[0].text, "c");
}
END_TEST

START_TEST(runs_of_any_octet_survive_every_cut)
{
	static const char octets[] = " \t#;|=[\\";

	for (size_t i = 0; i < sizeof(octets) - 1; i++) {
		for (size_t len = 180; len < 420; len++) {
			tear_down();
			set_up();
			put("[site]\npath = /\ntext = a\n  b");
			put_run(octets[i], len);
			put("c\non = yes\n");
			assert_good();
			ck_assert_str_eq(got.path, "/");
			ck_assert_uint_eq(strlen(got.text), len + 4);
			for (size_t at = 3; at < len + 3; at++)
				ck_assert(got.text[at] == octets[i]);
			ck_assert(got.is_on);
		}
	}
}
END_TEST

START_TEST(names_end_at_their_maximum)
{
	for (int len = CONFIG_NAME_MAX; len <= CONFIG_NAME_MAX + 1; len++) {
		tear_down();
		set_up();
		put("[host %.*s]\n", len - 5,
		    "abcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrstuvwxyz");
		put("[site]\nx.");
		put_run('k', (size_t)len - 2);
		put(" = v\n");
		if (len > CONFIG_NAME_MAX) {
			ck_assert_int_eq(read_file(), 1);
			ck_assert_str_eq(capture.text,
			    "1: the section's name is longer than 49 octets\n"
			    "3: the key is longer than 49 octets\n");
			continue;
		}
		assert_good();
		ck_assert_uint_eq(
		    strlen(got.hosts[0].name), CONFIG_NAME_MAX - 5);
		ck_assert_uint_eq(
		    strlen(got.suffixes), CONFIG_NAME_MAX - 2 + 3);
	}
}
END_TEST

/* --- limits of the whole file --- */

static void
put_value(size_t len)
{
	put("[site]\ntext = a\n");
	for (len--; len > 0;) {
		size_t part = len - 1 < 4000 ? len - 1 : 4000;

		/* Each line costs its blank. */
		put(" ");
		put_run('b', part);
		put("\n");
		len -= part + 1;
		if (len == 1) { /* A blank alone is no line. */
			put(" c");
			break;
		}
	}
	put("on = yes\n");
}

START_TEST(a_value_ends_at_its_maximum)
{
	put_value(CONFIG_VALUE_MAX);
	assert_good();
	ck_assert_uint_eq(strlen(got.text), CONFIG_VALUE_MAX);
	tear_down();
	set_up();
	put_value(CONFIG_VALUE_MAX + 1);
	ck_assert_int_eq(read_file(), 1);
	ck_assert_str_eq(capture.text,
	    "19: the value of text is longer than 65536 octets\n");
	ck_assert(got.is_on);
}
END_TEST

START_TEST(one_error_for_one_value_too_long)
{
	put("[site]\ntext = a\n");
	for (int i = 0; i < 40; i++) {
		put(" ");
		put_run('b', 4000);
		put("\n");
	}
	put("on = yes\n");
	ck_assert_int_eq(read_file(), 1);
	ck_assert_str_eq(capture.text,
	    "19: the value of text is longer than 65536 octets\n");
	ck_assert(got.is_on);
}
END_TEST

START_TEST(errors_end_at_their_maximum)
{
	for (unsigned n = CONFIG_ERRORS_MAX; n <= CONFIG_ERRORS_MAX + 2; n++) {
		unsigned lines = 0;

		tear_down();
		set_up();
		put("[site]\n");
		for (unsigned i = 0; i < n; i++)
			put("unknown-%u = 1\n", i);
		ck_assert_int_eq(read_file(), 1);
		for (const char *at = capture.text; *at; at++)
			lines += *at == '\n';
		ck_assert_uint_eq(
		    lines, CONFIG_ERRORS_MAX + (n > CONFIG_ERRORS_MAX ? 1 : 0));
		ck_assert(!!strstr(capture.text, " 1 more errors\n") ==
		    (n == CONFIG_ERRORS_MAX + 1));
		ck_assert(!!strstr(capture.text, " 2 more errors\n") ==
		    (n == CONFIG_ERRORS_MAX + 2));
	}
}
END_TEST

START_TEST(entries_end_at_their_maximum)
{
	for (unsigned n = CONFIG_ENTRIES_MAX; n <= CONFIG_ENTRIES_MAX + 2;
	     n++) {
		tear_down();
		set_up();
		put("[site]\n");
		for (unsigned i = 1; i < n; i++)
			put("again = 1\n");
		ck_assert_int_eq(read_file(), n > CONFIG_ENTRIES_MAX);
		ck_assert_str_eq(capture.text,
		    n > CONFIG_ENTRIES_MAX
			? "100001: more than 100000 sections and keys\n"
			: "");
	}
}
END_TEST

START_TEST(many_sections_do_not_take_for_ever)
{
	/* Sorted names are the worst case of a plain tree. */
	put("[site]\n");
	for (unsigned i = 0; i < CONFIG_ENTRIES_MAX - 1; i++)
		put("x.%06u = \n", i);
	assert_good();
}
END_TEST

START_TEST(a_file_that_cannot_be_read)
{
	capture_begin(&capture);
	ck_assert_int_eq(
	    config_read("/nonexistent/file", sections, &got), -ENOENT);
	capture_end(&capture);
	ck_assert_ptr_nonnull(strstr(capture.text,
	    "/nonexistent/file: No such file or directory; name the "
	    "configuration with -c FILE\n"));
	capture_begin(&capture);
	ck_assert_int_eq(config_read("/", sections, &got), -EISDIR);
	capture_end(&capture);
	ck_assert_ptr_nonnull(strstr(capture.text, "/: Is a directory\n"));
}
END_TEST

START_TEST(an_empty_file_is_fine)
{
	assert_good();
}
END_TEST

/* --- names --- */

START_TEST(the_nearest_name)
{
	static const char *const names[] = { "filename", "file", "dns",
		"router", "next-server", NULL };
	static const struct {
		const char *word;
		const char *nearest;
	} words[] = {
		{ "filename", "filename" },
		{ "filenam", "filename" },
		{ "FILENAME", "filename" },
		{ "fielname", "filename" },
		{ "files", "file" },
		{ "dnss", "dns" },
		{ "nds", "dns" },
		{ "abc", NULL },
		{ "nextserver", "next-server" },
		{ "x", NULL },
		{ "", NULL },
		{ "a-word-of-more-than-sixty-three-letters-that-no-key-of-ours-"
		  "has",
		    NULL },
	};

	for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++) {
		const char *nearest = config_nearest(words[i].word, names);

		ck_assert_msg(!nearest == !words[i].nearest &&
			(!nearest || strcmp(nearest, words[i].nearest) == 0),
		    "'%s': got '%s'", words[i].word,
		    nearest ? nearest : "nothing");
	}
}
END_TEST

static void
add_tests(TCase *tcase)
{
	tcase_add_test(tcase, every_kind_of_value);
	tcase_add_loop_test(tcase, one_line, 0, sizeof(rows) / sizeof(rows[0]));
	tcase_add_test(tcase, values_are_as_they_were_meant);
	tcase_add_test(tcase, lists_end_at_their_maximum);
	tcase_add_test(tcase, a_value_set_before_is_freed);
	tcase_add_test(tcase, suffixes_each_once);
	tcase_add_test(tcase, keys_once_unless_they_repeat);
	tcase_add_test(tcase, foreign_sections_are_passed_over);
	tcase_add_test(tcase, keys_of_a_refused_section_are_checked);
	tcase_add_test(tcase, keys_after_a_broken_section_belong_to_none);
	tcase_add_test(tcase, keys_before_the_first_section);
	tcase_add_test(tcase, an_indented_key_is_told);
	tcase_add_test(tcase, a_refused_key_takes_its_continuation_along);
	tcase_add_test(tcase, byte_order_mark_and_line_ends);
	tcase_add_test(tcase, lines_end_at_their_maximum);
	tcase_add_test(tcase, a_too_long_line_is_never_cut_into_a_good_one);
	tcase_add_test(tcase, a_nul_is_told);
	tcase_add_test(tcase, long_values_survive_every_cut);
	tcase_add_test(tcase, blanks_do_not_confuse_the_cuts);
	tcase_add_test(tcase, runs_of_any_octet_survive_every_cut);
	tcase_add_test(tcase, names_end_at_their_maximum);
	tcase_add_test(tcase, a_value_ends_at_its_maximum);
	tcase_add_test(tcase, one_error_for_one_value_too_long);
	tcase_add_test(tcase, errors_end_at_their_maximum);
	tcase_add_test(tcase, entries_end_at_their_maximum);
	tcase_add_test(tcase, many_sections_do_not_take_for_ever);
	tcase_add_test(tcase, a_file_that_cannot_be_read);
	tcase_add_test(tcase, an_empty_file_is_fine);
	tcase_add_test(tcase, the_nearest_name);
}

int
main(void)
{
	Suite *suite = suite_create("config");
	TCase *tcase = tcase_create("config");
	SRunner *runner;
	int failed;

	tcase_add_checked_fixture(tcase, set_up, tear_down);
	add_tests(tcase);
	suite_add_tcase(suite, tcase);
	runner = srunner_create(suite);
	srunner_run_all(runner, CK_NORMAL);
	failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
