/* SPDX-License-Identifier: ISC */
#include "common/ip_frame.h"

#include <check.h>
#include <stdlib.h>
#include <string.h>

#include "tests/unit/dhcp_message.h"

/* The reader's sum over a whole header is all ones (RFC 1071). */
static uint16_t
folded_sum(uint32_t sum, const uint8_t *bytes, size_t len)
{
	for (size_t i = 0; i < len; i++)
		sum += (uint32_t)bytes[i] << (i % 2 ? 0 : 8);
	while (sum >> 16)
		sum = (sum & 0xffff) + (sum >> 16);
	return (uint16_t)sum;
}

START_TEST(heads)
{
	static const size_t lens[] = { 0, 1, 2, 300, 301, 1472, 65507 };
	static uint8_t data[IP_FRAME_HEAD + 65507];
	size_t len = lens[_i];
	uint32_t pseudo;

	for (size_t i = 0; i < sizeof(data); i++)
		data[i] = (uint8_t)(i * 7);
	ip_frame_head(
	    data, 0xc0a80a01, 67, 0xc0a80a64, 68, data + IP_FRAME_HEAD, len);
	ck_assert_mem_eq(data, "\x45\0", 2);
	ck_assert_uint_eq((uint32_t)data[2] << 8 | data[3], len + 28);
	ck_assert_uint_eq(data[9], 17);
	ck_assert_mem_eq(
	    data + 12, "\xc0\xa8\x0a\1\xc0\xa8\x0a\x64\0\x43\0\x44", 12);
	ck_assert_uint_eq(folded_sum(0, data, 20), 0xffff);
	pseudo = 17 + (uint32_t)len + 8;
	pseudo = folded_sum(pseudo, data + 12, 8);
	ck_assert_uint_eq(folded_sum(pseudo, data + 20, len + 8), 0xffff);
	ck_assert(data[26] != 0 || data[27] != 0);
}
END_TEST

START_TEST(probe_and_answer)
{
	const uint8_t asking[MAC_LEN] = { 2, 0, 0, 0, 0, 1 };
	uint8_t packet[ARP_LEN], mac[MAC_LEN];
	uint32_t address = 0;

	arp_probe(packet, asking, 0xc0a80a64);
	ck_assert_mem_eq(packet, "\0\1\x08\0\6\4\0\1\2\0\0\0\0\1\0\0\0\0", 18);
	ck_assert_mem_eq(packet + 24, "\xc0\xa8\x0a\x64", 4);
	/* A probe shows nobody's address. */
	ck_assert(!arp_sender(packet, sizeof(packet), &address, mac));
	memcpy(packet + 14, "\xc0\xa8\x0a\x64", 4);
	ck_assert(arp_sender(packet, sizeof(packet), &address, mac));
	ck_assert_uint_eq(address, 0xc0a80a64);
	ck_assert_mem_eq(mac, asking, MAC_LEN);
}
END_TEST

static const struct {
	const char *what;
	size_t at;
	uint8_t value;
} foreign[] = { { "hardware", 1, 6 }, { "protocol", 2, 0x86 },
	{ "hardware length", 4, 8 }, { "protocol length", 5, 16 } };

START_TEST(not_arp_for_ipv4)
{
	uint8_t packet[ARP_LEN], mac[MAC_LEN] = { 2 };
	uint32_t address;

	arp_probe(packet, mac, 1);
	packet[17] = 1;
	packet[foreign[_i].at] = foreign[_i].value;
	ck_assert_msg(!arp_sender(packet, sizeof(packet), &address, mac), "%s",
	    foreign[_i].what);
}
END_TEST

START_TEST(short_arp)
{
	uint8_t packet[ARP_LEN], mac[MAC_LEN] = { 2 };
	uint32_t address;

	arp_probe(packet, mac, 1);
	packet[17] = 1;
	for (size_t len = 0; len < 18; len++)
		ck_assert(!arp_sender(packet, len, &address, mac));
	ck_assert(arp_sender(packet, 18, &address, mac));
}
END_TEST

/* An IPv4 header of 20 or 24 octets, and a reply to 0x1234 from 10.0.0.9. */
START_TEST(echo_reply)
{
	static const struct {
		const char *what;
		size_t at;
		uint8_t value;
	} wrong[] = { { "IPv6", 0, 0x65 }, { "a short header", 0, 0x44 },
		{ "a request", 20, 8 }, { "another id", 25, 0x35 },
		{ "a code", 21, 1 } };
	uint8_t packet[24 + ICMP_ECHO_LEN] = {
		0x45, [12] = 10, [15] = 9, [24] = 0x12, [25] = 0x34
	};
	uint32_t address = 0;
	uint8_t was;

	for (size_t len = 0; len < 26; len++)
		ck_assert(!icmp_echo_sender(packet, len, 0x1234, &address));
	ck_assert_uint_eq(address, 0);
	ck_assert(icmp_echo_sender(packet, 28, 0x1234, &address));
	ck_assert_uint_eq(address, 0x0a000009);
	for (int i = 0; i < ROWS(wrong); i++) {
		was = packet[wrong[i].at];
		packet[wrong[i].at] = wrong[i].value;
		ck_assert_msg(!icmp_echo_sender(packet, 28, 0x1234, &address),
		    "%s", wrong[i].what);
		packet[wrong[i].at] = was;
	}
	packet[0] = 0x46;
	packet[24] = packet[25] = 0;
	packet[28] = 0x12;
	packet[29] = 0x34;
	ck_assert(icmp_echo_sender(packet, 32, 0x1234, &address));
}
END_TEST

/* RFC 792: type 8; the checksum makes the sum of all words 0xffff. */
START_TEST(echo_request)
{
	uint8_t packet[ICMP_ECHO_LEN];
	uint32_t total = 0;

	icmp_echo(packet, 0x1234);
	for (size_t i = 0; i < sizeof(packet); i += 2)
		total += (uint32_t)packet[i] << 8 | packet[i + 1];
	ck_assert_uint_eq((total & 0xffff) + (total >> 16), 0xffff);
	ck_assert_uint_eq(packet[0], 8);
	ck_assert_uint_eq(packet[4], 0x12);
	ck_assert_uint_eq(packet[5], 0x34);
}
END_TEST

TEST_MAIN("ip_frame", tcase_add_test(tests, echo_reply);
	  tcase_add_test(tests, echo_request);
	  tcase_add_loop_test(tests, heads, 0, 7);
	  tcase_add_test(tests, probe_and_answer);
	  tcase_add_loop_test(tests, not_arp_for_ipv4, 0, ROWS(foreign));
	  tcase_add_test(tests, short_arp);)
