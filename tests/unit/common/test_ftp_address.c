/* SPDX-License-Identifier: ISC */
#include "common/ftp_address.h"

#include <check.h>
#include <stdlib.h>
#include <string.h>

static const struct row {
	const char *argument;
	int want;
	const char *endpoint;
} ports[] = {
	{ "192,168,10,2,156,71", 0, "192.168.10.2:40007" },
	{ "0,0,0,0,0,0", 0, "0.0.0.0:0" },
	{ "255,255,255,255,255,255", 0, "255.255.255.255:65535" },
	{ "256,0,0,0,0,0", FTP_ADDRESS_SYNTAX, NULL },
	{ "1,2,3,4,5,256", FTP_ADDRESS_SYNTAX, NULL },
	{ "1,2,3,4,5", FTP_ADDRESS_SYNTAX, NULL },
	{ "1,2,3,4,5,6,7", FTP_ADDRESS_SYNTAX, NULL },
	{ "1,2,3,4,5,", FTP_ADDRESS_SYNTAX, NULL },
	{ "1,2,,4,5,6", FTP_ADDRESS_SYNTAX, NULL },
	{ "1,2,3,-4,5,6", FTP_ADDRESS_SYNTAX, NULL },
	{ " 1,2,3,4,5,6", FTP_ADDRESS_SYNTAX, NULL },
	{ "1, 2,3,4,5,6", FTP_ADDRESS_SYNTAX, NULL },
	{ "1.2.3.4.5.6", FTP_ADDRESS_SYNTAX, NULL },
	{ "4294967297,2,3,4,5,6", FTP_ADDRESS_SYNTAX, NULL },
	{ "00000000000000000000000000000000000000000000000000001,2,3,4,5,6",
	    FTP_ADDRESS_SYNTAX, NULL },
	{ "", FTP_ADDRESS_SYNTAX, NULL },
}, eprts[] = {
	/* The two of RFC 2428 section 2. */
	{ "|1|132.235.1.2|6275|", 0, "132.235.1.2:6275" },
	{ "|2|1080::8:800:200C:417A|5282|", 0,
	    "[1080::8:800:200c:417a]:5282" },
	{ "!1!10.0.0.1!1!", 0, "10.0.0.1:1" },
	{ "~2~::1~65535~", 0, "[::1]:65535" },
	{ "|3|x|1|", FTP_ADDRESS_FAMILY, NULL },
	{ "|0|10.0.0.1|1|", FTP_ADDRESS_FAMILY, NULL },
	{ "|1|::1|1|", FTP_ADDRESS_SYNTAX, NULL },
	{ "|2|10.0.0.1|1|", FTP_ADDRESS_SYNTAX, NULL },
	{ "|1|10.0.0.1|65536|", FTP_ADDRESS_SYNTAX, NULL },
	{ "|1|10.0.0.1|1", FTP_ADDRESS_SYNTAX, NULL },
	{ "|1|10.0.0.1|1|x", FTP_ADDRESS_SYNTAX, NULL },
	{ "|1|10.0.0.1||", FTP_ADDRESS_SYNTAX, NULL },
	{ "|x|10.0.0.1|1|", FTP_ADDRESS_SYNTAX, NULL },
	{ "|2|fe80::1%eth0|1|", FTP_ADDRESS_SYNTAX, NULL },
	{ " 1 10.0.0.1 1 ", FTP_ADDRESS_SYNTAX, NULL },
	{ "\x7f" "1\x7f" "10.0.0.1\x7f" "1\x7f", FTP_ADDRESS_SYNTAX, NULL },
	{ "\xff" "1\xff" "10.0.0.1\xff" "1\xff", FTP_ADDRESS_SYNTAX, NULL },
	{ "|", FTP_ADDRESS_SYNTAX, NULL },
	{ "", FTP_ADDRESS_SYNTAX, NULL },
};

static void
check_row(const struct row *row,
    int (*parse)(const char *argument, union endpoint *ret))
{
	union endpoint got, untouched;
	char text[ENDPOINT_TEXT_MAX];
	int verdict;

	memset(&got, 0xa5, sizeof(got));
	untouched = got;
	verdict = parse(row->argument, &got);
	ck_assert_msg(
	    verdict == row->want, "\"%s\": %d", row->argument, verdict);
	if (verdict)
		ck_assert_mem_eq(&got, &untouched, sizeof(got));
	else
		ck_assert_str_eq(endpoint_text(text, &got), row->endpoint);
}

START_TEST(port)
{
	check_row(&ports[_i], ftp_address_parse_port);
}
END_TEST

START_TEST(eprt)
{
	check_row(&eprts[_i], ftp_address_parse_eprt);
}
END_TEST

static const struct {
	const char *argument;
	int want;
	enum ftp_epsv epsv;
} epsvs[] = {
	{ "", 0, FTP_EPSV_SAME },
	{ "1", 0, FTP_EPSV_IPV4 },
	{ "2", 0, FTP_EPSV_IPV6 },
	{ "ALL", 0, FTP_EPSV_ALL },
	{ "all", 0, FTP_EPSV_ALL },
	{ "3", FTP_ADDRESS_FAMILY, 0 },
	{ "0", FTP_ADDRESS_FAMILY, 0 },
	{ "65536", FTP_ADDRESS_SYNTAX, 0 },
	{ "x", FTP_ADDRESS_SYNTAX, 0 },
	{ " ", FTP_ADDRESS_SYNTAX, 0 },
};

START_TEST(epsv)
{
	enum ftp_epsv got = 99;
	int verdict = ftp_address_parse_epsv(epsvs[_i].argument, &got);

	ck_assert_msg(
	    verdict == epsvs[_i].want && got == (verdict ? 99 : epsvs[_i].epsv),
	    "\"%s\": %d, %d", epsvs[_i].argument, verdict, (int)got);
}
END_TEST

START_TEST(replies)
{
	union endpoint endpoint = endpoint_ipv4(0xc0a80a01, 40007);
	uint8_t bytes[128];
	struct writer writer = writer_over(bytes, sizeof(bytes));

	ftp_address_write_pasv(&writer, &endpoint);
	ftp_address_write_epsv(&writer, 65535);
	writer_u8(&writer, '\0');
	ck_assert_str_eq((const char *)bytes,
	    "227 Entering Passive Mode (192,168,10,1,156,71).\r\n"
	    "229 Entering Extended Passive Mode (|||65535|)\r\n");
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("ftp_address");
	TCase *tcase = tcase_create("ftp_address");
	SRunner *runner;
	int failed;

	tcase_add_loop_test(tcase, port, 0, sizeof(ports) / sizeof(ports[0]));
	tcase_add_loop_test(tcase, eprt, 0, sizeof(eprts) / sizeof(eprts[0]));
	tcase_add_loop_test(tcase, epsv, 0, sizeof(epsvs) / sizeof(epsvs[0]));
	tcase_add_test(tcase, replies);
	suite_add_tcase(suite, tcase);
	runner = srunner_create(suite);
	srunner_run_all(runner, CK_NORMAL);
	failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
