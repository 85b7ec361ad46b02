/* SPDX-License-Identifier: ISC */
#include "dhcpd/host_file.h"

#include <check.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "common/ethers.h"
#include "common/log.h"
#include "tests/unit/common/capture.h"
#include "tests/unit/dhcp_message.h"

static char folder[] = "/tmp/test_host_file.XXXXXX";

/* 10.0.0.0/24, and [group web]. */
static char web[] = "web";
static struct policy_subnet subnet = { .prefix = { 0x0a000000, 24 } };
static struct policy_group group = { .name = web };
static const struct policy policy = {
	.subnets = &subnet, .n_subnets = 1, .groups = &group, .n_groups = 1
};

static int
read_text(const char *name, const char *text, struct capture *capture,
    struct host_file **ret_file)
{
	char path[sizeof(folder) + 64];
	FILE *file;
	int r;

	snprintf(path, sizeof(path), "%s/%s", folder, name);
	file = fopen(path, "w");
	ck_assert_ptr_nonnull(file);
	ck_assert_int_ge(fputs(text, file), 0);
	fclose(file);
	capture_begin(capture);
	r = host_file_read(
	    folder, name, host_file_kind(name), &policy, ret_file);
	capture_end(capture);
	unlink(path);
	return r;
}

#define MAC "mac = 52:54:00:00:00:01\n"

START_TEST(texts)
{
	/* Hosts had, or -1; and what is said, or NULL. */
	static const struct row {
		const char *name, *text;
		int n_hosts;
		const char *said;
	} rows[] = {
		{ "a.ini", MAC, 1, NULL },
		{ "a.ini", "[host b]\n" MAC, 1, NULL },
		{ "a.ini", "# a note\n; another\n" MAC "deny = yes\n", 1,
		    NULL },
		{ "a.ini", MAC "address = 10.0.0.5\ngroup = web\n", 1, NULL },
		{ "a.ini", MAC "subnet = 10.0.0.0/24\nfilename.ipxe = x\n", 1,
		    NULL },
		{ "52:54:00:00:00:01", MAC, 1, NULL },
		{ "a.ini", "", -1, "a.ini:1: no mac, uuid or client-id" },
		{ "a.ini", "deny = yes\n", -1, "a.ini:1: no mac" },
		{ "a.ini", "mac = x\n", -1, "a.ini:1: mac = x: not a MAC" },
		{ "a.ini", MAC "adress = 10.0.0.5\n", -1,
		    "a.ini:2: unknown key 'adress' in [host]; did you mean "
		    "'address'?" },
		{ "a.ini", MAC "address = 10.0.1.5\n", -1,
		    "a.ini:1: [host a]: no [subnet] holds its address "
		    "10.0.1.5" },
		{ "a.ini", MAC "address = 10.0.0.255\n", -1, "broadcast" },
		{ "a.ini", MAC "group = wbe\n", -1, "there is no [group wbe]" },
		{ "a.ini", MAC "subnet = 10.0.1.0/24\n", -1,
		    "there is no [subnet 10.0.1.0/24]" },
		{ "a.ini", "[host a]\n" MAC "[host b]\n" MAC, -1,
		    "a.ini:3: a second [host]; one a file" },
		{ "a.ini", MAC "[host b]\n" MAC, -1, "a.ini:2: a second" },
		{ "a.ini", MAC MAC, -1, "a.ini:2: 'mac' is already set" },
		{ "a.ini", "[hots a]\n" MAC, -1, "did you mean [host]" },

		{ "ethers", "52:54:00:00:00:01 web1\n", 1, NULL },
		{ "ethers", "# ours\n\n 52:54:00:00:00:01\tweb1 # a note\n", 1,
		    NULL },
		{ "x.ethers",
		    "52:54:00:00:00:01 10.0.0.5\n"
		    "52:54:00:00:00:02 web2",
		    2, NULL },
		{ "ethers", "52:54:0:a:0:1 web1\n", 1, NULL },
		{ "ethers", "52:54::0:0:1 web1\n", 0, "ethers:1: not like" },
		{ "ethers", "52:54:0:0:0:1: web1\n", 0, "ethers:1: not like" },
		{ "ethers", "52:54:0:0:0:001 web1\n", 0, "ethers:1: not" },
		{ "ethers", "0:0:0:0:0:0:1 web1\n", 0, "ethers:1: not like" },
		{ "ethers", ":0:0:0:0:0:1 web1\n", 0, "ethers:1: not like" },
		{ "ethers", "", 0, NULL },
		{ "ethers", "web1 52:54:00:00:00:01\n52:54:00:00:00:02 web2\n",
		    1, "ethers:1: not like" },
		{ "ethers", "52:54:00:00:00:01\n", 0, "ethers:1: not like" },
		{ "ethers", "52:54:00:00:00:01 a b\n", 0, "ethers:1: not" },
		{ "ethers", "52:54:00:00:00:01 10.0.9.5\n", 0,
		    "ethers:1: [host 10.0.9.5]: no [subnet]" },
	};
	const struct row *row = &rows[_i];
	struct host_file *file = NULL;
	static struct capture capture;
	int r = read_text(row->name, row->text, &capture, &file);

	ck_assert_msg((r == 0 ? (int)file->n_hosts : -r) == row->n_hosts,
	    "row %d: %d: %s", _i, r, capture.text);
	if (row->said)
		ck_assert_msg(strstr(capture.text, row->said) != NULL,
		    "row %d: %s", _i, capture.text);
	else
		ck_assert_msg(!capture.text[0], "row %d: %s", _i, capture.text);
	host_file_free(file);
}
END_TEST

START_TEST(what_is_read)
{
	struct host_file *file;
	static struct capture capture;

	ck_assert_int_eq(read_text("a.ini",
			     MAC "address = 10.0.0.5\ngroup = web\n"
				 "domain = x\n",
			     &capture, &file),
	    0);
	ck_assert_str_eq(file->name, "a.ini");
	ck_assert_str_eq(file->hosts->name, "a");
	ck_assert_uint_eq(file->hosts->address, 0x0a000005);
	ck_assert_ptr_eq(file->hosts->group, &group);
	ck_assert_uint_eq(file->hosts->values.n, 1);
	ck_assert_uint_eq(file->n_matches, 1);
	ck_assert_mem_eq(file->matches->bytes, "\x52\x54\0\0\0\1", MAC_LEN);
	host_file_free(file);
	ck_assert_int_eq(read_text("ethers",
			     "52:54:00:00:00:01 10.0.0.5\n"
			     "52:54:00:00:00:02 web2\n",
			     &capture, &file),
	    0);
	ck_assert_uint_eq(file->hosts[0].address, 0x0a000005);
	ck_assert_str_eq(file->hosts[1].name, "web2");
	ck_assert_uint_eq(file->hosts[1].address, 0);
	ck_assert_uint_eq(file->matches[1].host, 1);
	host_file_free(file);
}
END_TEST

START_TEST(what_cannot_be_read)
{
	char path[sizeof(folder) + 64];
	struct host_file *file;
	static struct capture capture;

	capture_begin(&capture);
	ck_assert_int_eq(
	    host_file_read(folder, "none.ini", HOST_FILE_HOST, &policy, &file),
	    -ENOENT);
	capture_end(&capture);
	ck_assert_str_eq(capture.text, "");
	snprintf(path, sizeof(path), "%s/pipe.ini", folder);
	ck_assert_int_eq(mkfifo(path, 0600), 0);
	capture_begin(&capture);
	ck_assert_int_eq(
	    host_file_read(folder, "pipe.ini", HOST_FILE_HOST, &policy, &file),
	    -EINVAL);
	capture_end(&capture);
	unlink(path);
	ck_assert_ptr_nonnull(strstr(capture.text, "pipe.ini: not a file"));
}
END_TEST

/* The longest line of an ethers file, and one octet more. */
START_TEST(long_lines)
{
	char text[ETHERS_LINE_MAX + 64];
	struct host_file *file;
	static struct capture capture;

	for (int more = 0; more <= 1; more++) {
		memset(text, ' ', sizeof(text));
		memcpy(text, OCTETS("52:54:00:00:00:01 web1"));
		/* The line's end is one of its octets. */
		snprintf(text + ETHERS_LINE_MAX - 1 + more, 64,
		    "\n52:54:00:00:00:02 web2\n");
		ck_assert_int_eq(read_text("ethers", text, &capture, &file), 0);
		ck_assert_uint_eq(file->n_hosts, more ? 0 : 2);
		ck_assert(!capture.text[0] == !more);
		host_file_free(file);
	}
}
END_TEST

static void
begin(void)
{
	log_open("test", 0);
	memcpy(folder + sizeof(folder) - 7, "XXXXXX", 6);
	ck_assert_ptr_nonnull(mkdtemp(folder));
}

static void
end(void)
{
	rmdir(folder);
}

TEST_MAIN("host_file", tcase_add_checked_fixture(tests, begin, end);
	  tcase_add_loop_test(tests, texts, 0, 26);
	  tcase_add_test(tests, what_is_read);
	  tcase_add_test(tests, what_cannot_be_read);
	  tcase_add_test(tests, long_lines);)
