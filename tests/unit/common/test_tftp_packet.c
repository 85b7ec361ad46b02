/* SPDX-License-Identifier: ISC */
#include "common/tftp_packet.h"

#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* A literal with its octets counted; the compiler's NUL is not one of them. */
#define OCTETS(text) text, sizeof(text) - 1

/* --- requests --- */

static const struct request_row {
	const char *what;
	const char *bytes;
	size_t len;
	int verdict;
	enum tftp_opcode opcode;
	const char *name;
	enum tftp_mode mode;
	const char *options; /* as describe() writes them */
} request_rows[] = {
	{ "plain", OCTETS("\0\1boot\0octet\0"), 0, TFTP_RRQ, "boot",
	    TFTP_MODE_OCTET, "" },
	{ "write", OCTETS("\0\2boot\0octet\0"), 0, TFTP_WRQ, "boot",
	    TFTP_MODE_OCTET, "" },
	{ "netascii, in any case", OCTETS("\0\1f\0NetASCII\0"), 0, TFTP_RRQ,
	    "f", TFTP_MODE_NETASCII, "" },
	{ "mail", OCTETS("\0\1f\0mail\0"), 0, TFTP_RRQ, "f", TFTP_MODE_OTHER,
	    "" },
	{ "empty mode", OCTETS("\0\1f\0\0"), 0, TFTP_RRQ, "f", TFTP_MODE_OTHER,
	    "" },

	/* What real clients send, from captures. */
	{ "iPXE",
	    OCTETS("\0\1pxelinux.0\0octet\0blksize\0001432\0tsize\0000\0"), 0,
	    TFTP_RRQ, "pxelinux.0", TFTP_MODE_OCTET, "blksize=1432 tsize=0 " },
	{ "OVMF",
	    OCTETS("\0\1grub/grubx64.efi\0octet\0tsize\0000\0"
		   "blksize\0001468\0windowsize\0004\0"),
	    0, TFTP_RRQ, "grub/grubx64.efi", TFTP_MODE_OCTET,
	    "tsize=0 blksize=1468 windowsize=4 " },
	{ "GRUB",
	    OCTETS("\0\1/grub/grub.cfg\0octet\0blksize\0001024\0tsize\0000\0"),
	    0, TFTP_RRQ, "/grub/grub.cfg", TFTP_MODE_OCTET,
	    "blksize=1024 tsize=0 " },
	{ "curl",
	    OCTETS("\0\1f\0octet\0tsize\0000\0blksize\000512\0timeout\0006\0"),
	    0, TFTP_RRQ, "f", TFTP_MODE_OCTET,
	    "tsize=0 blksize=512 timeout=6 " },
	{ "atftp, with an option that has an empty value",
	    OCTETS("\0\1f\0octet\0tsize\0000\0blksize\0001428\0"
		   "windowsize\0008\0multicast\0\0"),
	    0, TFTP_RRQ, "f", TFTP_MODE_OCTET,
	    "tsize=0 blksize=1428 windowsize=8 " },

	{ "names in any case", OCTETS("\0\1f\0octet\0BlkSize\0001024\0"), 0,
	    TFTP_RRQ, "f", TFTP_MODE_OCTET, "blksize=1024 " },
	{ "the first of two counts",
	    OCTETS("\0\1f\0octet\0blksize\0001024\0blksize\0002048\0"), 0,
	    TFTP_RRQ, "f", TFTP_MODE_OCTET, "blksize=1024 " },
	{ "the second counts where the first is bad",
	    OCTETS("\0\1f\0octet\0blksize\0000\0blksize\0002048\0"), 0,
	    TFTP_RRQ, "f", TFTP_MODE_OCTET, "blksize=2048 " },
	{ "padded with NULs", OCTETS("\0\1f\0octet\0tsize\0000\0\0\0\0\0"), 0,
	    TFTP_RRQ, "f", TFTP_MODE_OCTET, "tsize=0 " },
	{ "padded with anything",
	    OCTETS("\0\1f\0octet\0tsize\0000\0\xff\xff\xff"), 0, TFTP_RRQ, "f",
	    TFTP_MODE_OCTET, "tsize=0 " },
	{ "an option without value", OCTETS("\0\1f\0octet\0blksize\0"), 0,
	    TFTP_RRQ, "f", TFTP_MODE_OCTET, "" },
	{ "a value without its NUL", OCTETS("\0\1f\0octet\0blksize\0001024"), 0,
	    TFTP_RRQ, "f", TFTP_MODE_OCTET, "" },

	{ "no NUL at all", OCTETS("\0\1boot"), TFTP_PACKET_UNTERMINATED, 0,
	    NULL, 0, "" },
	{ "no mode", OCTETS("\0\1boot\0"), TFTP_PACKET_UNTERMINATED, 0, NULL, 0,
	    "" },
	{ "a mode without its NUL", OCTETS("\0\1boot\0octet"),
	    TFTP_PACKET_UNTERMINATED, 0, NULL, 0, "" },
	{ "an empty name", OCTETS("\0\1\0octet\0"), TFTP_PACKET_NAMELESS, 0,
	    NULL, 0, "" },
	{ "the opcode alone", OCTETS("\0\1"), TFTP_PACKET_UNTERMINATED, 0, NULL,
	    0, "" },
};

/* The options as text, so that a row can hold them and their order. */
static const char *
describe(const struct tftp_packet *packet)
{
	static char text[256];
	size_t at = 0;

	text[0] = '\0';
	for (size_t i = 0; i < packet->n_options; i++)
		at += (size_t)snprintf(text + at, sizeof(text) - at, "%s=%llu ",
		    tftp_option_name(packet->options[i].kind),
		    (unsigned long long)packet->options[i].value);
	return text;
}

START_TEST(requests)
{
	const struct request_row *row = &request_rows[_i];
	struct tftp_packet packet = { .block = 4711 };
	int verdict =
	    tftp_packet_parse((const uint8_t *)row->bytes, row->len, &packet);

	ck_assert_msg(verdict == row->verdict, "%s: verdict %d, not %d",
	    row->what, verdict, row->verdict);
	if (row->verdict != 0) {
		ck_assert_msg(packet.block == 4711,
		    "%s: the output was touched", row->what);
		return;
	}
	ck_assert_msg(packet.opcode == row->opcode &&
		strcmp(packet.name, row->name) == 0 && packet.mode == row->mode,
	    "%s: opcode %d, name %s, mode %d", row->what, packet.opcode,
	    packet.name, packet.mode);
	ck_assert_msg(strcmp(describe(&packet), row->options) == 0,
	    "%s: options %s", row->what, describe(&packet));
}
END_TEST

/* --- the limits of the options' values --- */

static const struct value_row {
	const char *name;
	const char *value;
	bool is_taken;
} value_rows[] = {
	{ "blksize", "7", false },
	{ "blksize", "8", true },
	{ "blksize", "65464", true },
	{ "blksize", "65465", false },
	{ "blksize", "0", false },
	{ "blksize", "-1", false },
	{ "blksize", "abc", false },
	{ "blksize", "512 ", false },
	{ "blksize", "+512", false },
	{ "blksize", "0x200", false },
	{ "blksize", "", false },
	{ "blksize", "12345678901234567890", false },
	{ "blksize", "18446744073709552128", false }, /* 2^64 + 512 */
	{ "tsize", "0", true },
	{ "tsize", "18446744073709551615", true },
	{ "tsize", "18446744073709551616", false },
	{ "timeout", "0", false },
	{ "timeout", "1", true },
	{ "timeout", "255", true },
	{ "timeout", "256", false },
	{ "windowsize", "0", false },
	{ "windowsize", "1", true },
	{ "windowsize", "65535", true },
	{ "windowsize", "65536", false },
	{ "multicast", "1", false },
	{ "blksize2", "7", false },
	{ "blksize2", "8", true },
	{ "blksize2", "65464", true },
	{ "blksize2", "65465", false },
	{ "utimeout", "9999", false },
	{ "utimeout", "10000", true },
	{ "utimeout", "255000000", true },
	{ "utimeout", "255000001", false },
	{ "rollover", "0", true },
	{ "rollover", "1", true },
	{ "rollover", "2", false },
	{ "", "512", false },
};

START_TEST(values)
{
	const struct value_row *row = &value_rows[_i];
	uint8_t bytes[128];
	struct writer writer = writer_over(bytes, sizeof(bytes));
	struct tftp_packet packet;

	writer_u16(&writer, TFTP_RRQ);
	writer_string(&writer, "f");
	writer_string(&writer, "octet");
	writer_string(&writer, row->name);
	writer_string(&writer, row->value);
	ck_assert(!writer.failed);
	ck_assert_int_eq(tftp_packet_parse(bytes, writer.pos, &packet), 0);
	ck_assert_msg(packet.n_options == row->is_taken, "%s=%s: %zu options",
	    row->name, row->value, packet.n_options);
}
END_TEST

/* --- everything else --- */

static const struct packet_row {
	const char *what;
	const char *bytes;
	size_t len;
	int verdict;
	enum tftp_opcode opcode;
	unsigned number;  /* block or error */
	const char *rest; /* data or text */
} packet_rows[] = {
	{ "nothing", OCTETS(""), TFTP_PACKET_SHORT, 0, 0, "" },
	{ "half an opcode", OCTETS("\0"), TFTP_PACKET_SHORT, 0, 0, "" },
	{ "opcode 0", OCTETS("\0\0\0\0"), TFTP_PACKET_OPCODE, 0, 0, "" },
	{ "opcode 7", OCTETS("\0\7\0\0"), TFTP_PACKET_OPCODE, 0, 0, "" },
	{ "opcode 256", OCTETS("\1\0\0\0"), TFTP_PACKET_OPCODE, 0, 0, "" },
	{ "an ACK", OCTETS("\0\4\1\2"), 0, TFTP_ACK, 0x102, "" },
	{ "an ACK padded to 8", OCTETS("\0\4\xff\xff\0\0\0\0"), 0, TFTP_ACK,
	    0xffff, "" },
	{ "half an ACK", OCTETS("\0\4\1"), TFTP_PACKET_SHORT, 0, 0, "" },
	{ "data", OCTETS("\0\3\0\1abc"), 0, TFTP_DATA, 1, "abc" },
	{ "the empty last block", OCTETS("\0\3\0\2"), 0, TFTP_DATA, 2, "" },
	{ "half a DATA", OCTETS("\0\3\0"), TFTP_PACKET_SHORT, 0, 0, "" },
	{ "an error", OCTETS("\0\5\0\10User aborted the transfer\0"), 0,
	    TFTP_ERROR, 8, "User aborted the transfer" },
	{ "an error without text", OCTETS("\0\5\0\1"), 0, TFTP_ERROR, 1, "" },
	{ "an error without NUL", OCTETS("\0\5\0\1no"), 0, TFTP_ERROR, 1, "" },
	{ "half an error", OCTETS("\0\5\0"), TFTP_PACKET_SHORT, 0, 0, "" },
};

START_TEST(packets)
{
	const struct packet_row *row = &packet_rows[_i];
	struct tftp_packet packet = { 0 };
	int verdict =
	    tftp_packet_parse((const uint8_t *)row->bytes, row->len, &packet);

	ck_assert_msg(
	    verdict == row->verdict, "%s: verdict %d", row->what, verdict);
	if (verdict != 0)
		return;
	ck_assert_msg(packet.opcode == row->opcode &&
		(unsigned)packet.block + packet.error == row->number,
	    "%s: opcode %d, block %u, error %u", row->what, packet.opcode,
	    packet.block, packet.error);
	if (row->opcode == TFTP_ERROR)
		ck_assert_msg(strcmp(packet.text, row->rest) == 0, "%s: %s",
		    row->what, packet.text);
	else
		ck_assert_msg(packet.data_len == strlen(row->rest) &&
			(packet.data_len == 0 ||
			    memcmp(packet.data, row->rest, packet.data_len) ==
				0),
		    "%s: %zu octets", row->what, packet.data_len);
}
END_TEST

START_TEST(oack_is_read)
{
	static const char bytes[] = "\0\6tsize\0005000000\0windowsize\0004";
	struct tftp_packet packet;

	ck_assert_int_eq(
	    tftp_packet_parse((const uint8_t *)bytes, sizeof(bytes), &packet),
	    0);
	ck_assert_int_eq(packet.opcode, TFTP_OACK);
	ck_assert_str_eq(describe(&packet), "tsize=5000000 windowsize=4 ");
}
END_TEST

/* --- writing --- */

static void
assert_written(const struct writer *writer, const char *bytes, size_t len)
{
	ck_assert(!writer->failed);
	ck_assert_uint_eq(writer->pos, len);
	ck_assert_mem_eq(writer->bytes, bytes, len);
}

START_TEST(writes_data)
{
	uint8_t bytes[TFTP_HEADER_LEN];
	struct writer writer = writer_over(bytes, sizeof(bytes));

	tftp_packet_write_data(&writer, 0xfffe);
	assert_written(&writer, OCTETS("\0\3\xff\xfe"));
}
END_TEST

START_TEST(writes_error)
{
	uint8_t bytes[32];
	struct writer writer = writer_over(bytes, sizeof(bytes));

	tftp_packet_write_error(
	    &writer, TFTP_ERROR_NOT_FOUND, "File not found");
	assert_written(&writer, OCTETS("\0\5\0\1File not found\0"));
}
END_TEST

START_TEST(error_that_does_not_fit)
{
	uint8_t bytes[8];
	struct writer writer = writer_over(bytes, sizeof(bytes));

	tftp_packet_write_error(&writer, TFTP_ERROR_OTHER, "fits");
	ck_assert(writer.failed);
	writer = writer_over(bytes, sizeof(bytes));
	tftp_packet_write_error(&writer, TFTP_ERROR_OTHER, "fit");
	ck_assert(!writer.failed);
}
END_TEST

START_TEST(writes_oack)
{
	static const struct tftp_option options[] = {
		{ TFTP_OPTION_WINDOWSIZE, 4, 0 },
		{ TFTP_OPTION_TSIZE, UINT64_MAX, 0 },
		{ TFTP_OPTION_BLKSIZE, 1468, 0 },
		{ TFTP_OPTION_TIMEOUT, 255, 0 },
	};
	uint8_t bytes[128];
	struct writer writer = writer_over(bytes, sizeof(bytes));

	tftp_packet_write_oack(&writer, options, 4);
	assert_written(&writer,
	    OCTETS("\0\6windowsize\0004\0tsize\00018446744073709551615\0"
		   "blksize\0001468\0timeout\000255\0"));
}
END_TEST

/* RFC 2347: each name of an OACK is "copied from the original request". */
START_TEST(oack_spells_names_as_asked)
{
	static const char asked[] =
	    "\0\1f\0octet\0BLKSIZE\0001468\0tSize\0000\0"
	    "windowsizE\0004\0Blksize2\000512";
	uint8_t bytes[128];
	struct writer writer = writer_over(bytes, sizeof(bytes));
	struct tftp_packet packet;

	ck_assert_int_eq(
	    tftp_packet_parse((const uint8_t *)asked, sizeof(asked), &packet),
	    0);
	tftp_packet_write_oack(&writer, packet.options, packet.n_options);
	assert_written(&writer,
	    OCTETS("\0\6BLKSIZE\0001468\0tSize\0000\0"
		   "windowsizE\0004\0Blksize2\000512\0"));
}
END_TEST

START_TEST(finds_options)
{
	enum tftp_option_kind kind;

	for (unsigned i = 0; i < TFTP_OPTION_KINDS; i++) {
		ck_assert(tftp_option_find(
		    tftp_option_name((enum tftp_option_kind)i), &kind));
		ck_assert_uint_eq(kind, i);
	}
	ck_assert(!tftp_option_find("multicast", &kind));
	ck_assert(!tftp_option_find("", &kind));
}
END_TEST

#define ROWS(table) (int)(sizeof(table) / sizeof((table)[0]))

int
main(void)
{
	Suite *suite = suite_create("tftp_packet");
	TCase *tests = tcase_create("tftp_packet");
	SRunner *runner = srunner_create(suite);
	int failed;

	suite_add_tcase(suite, tests);
	tcase_add_loop_test(tests, requests, 0, ROWS(request_rows));
	tcase_add_loop_test(tests, values, 0, ROWS(value_rows));
	tcase_add_loop_test(tests, packets, 0, ROWS(packet_rows));
	tcase_add_test(tests, oack_is_read);
	tcase_add_test(tests, writes_data);
	tcase_add_test(tests, writes_error);
	tcase_add_test(tests, error_that_does_not_fit);
	tcase_add_test(tests, writes_oack);
	tcase_add_test(tests, oack_spells_names_as_asked);
	tcase_add_test(tests, finds_options);
	srunner_run_all(runner, CK_NORMAL);
	failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
