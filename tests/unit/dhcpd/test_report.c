/* SPDX-License-Identifier: ISC */
#include "dhcpd/report.h"

#include <check.h>
#include <stdlib.h>
#include <string.h>

#include "common/log.h"
#include "tests/unit/common/capture.h"
#include "tests/unit/dhcpd/engine_world.h"

static struct capture capture;

static const char *
report(const struct world *world)
{
	log_open("test", 0);
	capture_begin(&capture);
	report_answer(&world->answer, "eth1", NULL);
	return capture_end(&capture);
}

static void
expect_line(const struct world *world, const char *want)
{
	const char *line = report(world);

	ck_assert_msg(strstr(line, want) != NULL, "%s", line);
}

START_TEST(lines)
{
	struct world *world = world_new();
	uint32_t address;

	world_host(world, 7, NET + 50);
	world_host(world, 8, 0)->deny = true;
	world_start(world);
	address = world_bind(world, 7);
	expect_line(world,
	    "52:54:00:00:00:07 REQUEST -> ACK 192.168.10.50 for 1h, boot file "
	    "pxelinux.0 (-, eth1, host web1)");
	world_init_reboot(world, 7, NET + 60);
	expect_line(
	    world, "REQUEST -> NAK 192.168.10.60: that address is not yours");
	message_begin(&world->message, DHCP_DISCOVER, 8);
	world_send(world);
	expect_line(world, "52:54:00:00:00:08 DISCOVER: [host web1] says deny");
	/* Not again for an hour. */
	world_send(world);
	ck_assert_str_eq(report(world), "");
	world_select(world, 7, NET + 2, address);
	expect_line(world, "another server's offer");
	/* Rubbish is no line of its own. */
	world->message.len = 5;
	world_send(world);
	ck_assert_str_eq(report(world), "");
	world_free(world);
}
END_TEST

/* Firmware that gets no boot file, and one that is elsewhere, are told; a
 * system that wants none is not. */
START_TEST(boot_files)
{
	static const struct {
		const char *vendor, *file, *server, *want;
	} rows[] = {
		{ "PXEClient:Arch:00000:UNDI:003000", "", NULL,
		    "-> OFFER 192.168.10.50, no boot file (" },
		{ "HTTPClient:Arch:00016:UNDI:003000", "a.efi", NULL,
		    "-> OFFER 192.168.10.50, no boot file (" },
		{ "udhcp 1.35", "", NULL, "-> OFFER 192.168.10.50 (" },
		{ "PXEClient:Arch:00000:UNDI:003000", "a", "\xc0\xa8\x0a\x09",
		    "-> OFFER 192.168.10.50, boot file a from 192.168.10.9 (" },
		{ "PXEClient:Arch:00000:UNDI:003000", "a", NULL,
		    "-> OFFER 192.168.10.50, boot file a (" },
		{ "HTTPClient:Arch:00016:UNDI:003000", "http://x/a.efi",
		    "\xc0\xa8\x0a\x09",
		    "-> OFFER 192.168.10.50, boot file http://x/a.efi (" },
	};
	struct world *world = world_new();
	struct policy_host *host = world_host(world, 7, NET + 50);

	world_set_text(
	    &host->values, POLICY_FILENAME, CLASS_ANY, rows[_i].file);
	if (rows[_i].server)
		world_set(&host->values, POLICY_NEXT_SERVER, CLASS_ANY,
		    rows[_i].server, 4);
	world_start(world);
	message_begin(&world->message, DHCP_DISCOVER, 7);
	message_option(&world->message, DHCP_OPTION_VENDOR_CLASS,
	    rows[_i].vendor, strlen(rows[_i].vendor));
	world->is_probed = true;
	world_send(world);
	expect_line(world, rows[_i].want);
	world_free(world);
}
END_TEST

START_TEST(lease_in_words)
{
	static const struct {
		uint32_t seconds;
		const char *want;
	} rows[] = { { 7200, "for 2h" }, { 5400, "for 90m" },
		{ 61, "for 61s" } };
	struct world *world = world_new();

	world_start(world);
	world_bind(world, 1);
	world->answer.lease_s = rows[_i].seconds;
	expect_line(world, rows[_i].want);
	world_free(world);
}
END_TEST

/* What a peer sent cannot make a second line, nor can a long name overflow. */
START_TEST(hostile_names)
{
	struct world *world = world_new();
	char file[255];
	const char *line;

	memset(file, '\n', sizeof(file) - 1);
	file[sizeof(file) - 1] = '\0';
	world_start(world);
	world_discover(world, 1);
	world->answer.boot_file = file;
	memset(world->answer.reason, 'r', ENGINE_REASON_MAX - 1);
	line = report(world);
	ck_assert_ptr_eq(strchr(line, '\n'), line + strlen(line) - 1);
	world_free(world);
}
END_TEST

START_TEST(conflict)
{
	const uint8_t mac[] = { 2, 0, 0, 0, 0, 9 };

	log_open("test", 0);
	capture_begin(&capture);
	report_conflict(NET + 5, mac, "eth1");
	ck_assert_ptr_nonnull(strstr(capture_end(&capture),
	    "192.168.10.5 is in use by 02:00:00:00:00:09"));
}
END_TEST

TEST_MAIN("report", tcase_add_test(tests, lines);
	  tcase_add_loop_test(tests, boot_files, 0, 6);
	  tcase_add_loop_test(tests, lease_in_words, 0, 3);
	  tcase_add_test(tests, hostile_names);
	  tcase_add_test(tests, conflict);)
