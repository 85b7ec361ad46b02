/* SPDX-License-Identifier: ISC */
#include "common/ip_frame.h"

#include <string.h>

#include "common/cursor.h"

enum {
	ICMP_ECHO_REQUEST = 8,
	ICMP_ECHO_REPLY = 0,
	IP_VERSION_LEN = 0x45, /* IPv4, five words of header */
	IP_HOPS = 64,
	IP_UDP = 17,
	IP_HEAD = 20,
	UDP_HEAD = 8,
	ARP_ETHERNET = 1,
	ARP_IPV4 = 0x0800,
	ARP_REQUEST = 1,
	ARP_ADDRESS_LEN = 4,
};

/* RFC 1071, without the final complement. */
static uint32_t
sum(uint32_t so_far, const uint8_t *bytes, size_t len)
{
	for (size_t i = 0; i + 1 < len; i += 2)
		so_far += (uint32_t)bytes[i] << 8 | bytes[i + 1];
	if (len % 2)
		so_far += (uint32_t)bytes[len - 1] << 8;
	return so_far;
}

static uint16_t
fold(uint32_t so_far)
{
	while (so_far >> 16)
		so_far = (so_far & UINT16_MAX) + (so_far >> 16);
	return (uint16_t)~so_far;
}

static void
set_u16(uint8_t *at, uint16_t value)
{
	at[0] = (uint8_t)(value >> 8);
	at[1] = (uint8_t)value;
}

void
ip_frame_head(uint8_t out[IP_FRAME_HEAD], uint32_t source, uint16_t source_port,
    uint32_t destination, uint16_t destination_port, const uint8_t *data,
    size_t len)
{
	struct writer w = writer_over(out, IP_FRAME_HEAD);
	uint16_t udp_len = (uint16_t)(UDP_HEAD + len), check;
	uint32_t udp;

	writer_u8(&w, IP_VERSION_LEN);
	writer_u8(&w, 0);
	writer_u16(&w, (uint16_t)(IP_HEAD + udp_len));
	writer_u32(&w, 0); /* identification, fragment: one frame, whole */
	writer_u8(&w, IP_HOPS);
	writer_u8(&w, IP_UDP);
	writer_u16(&w, 0);
	writer_u32(&w, source);
	writer_u32(&w, destination);
	writer_u16(&w, source_port);
	writer_u16(&w, destination_port);
	writer_u16(&w, udp_len);
	writer_u16(&w, 0);
	set_u16(out + 10, fold(sum(0, out, IP_HEAD)));
	/* The pseudo header is both addresses, the protocol, the length. */
	udp = sum(IP_UDP + (uint32_t)udp_len, out + 12, 8);
	udp = sum(udp, out + IP_HEAD, UDP_HEAD);
	check = fold(sum(udp, data, len));
	set_u16(out + 26, check ? check : UINT16_MAX);
}

void
arp_probe(uint8_t out[ARP_LEN], const uint8_t mac[MAC_LEN], uint32_t address)
{
	struct writer w = writer_over(out, ARP_LEN);

	writer_u16(&w, ARP_ETHERNET);
	writer_u16(&w, ARP_IPV4);
	writer_u8(&w, MAC_LEN);
	writer_u8(&w, ARP_ADDRESS_LEN);
	writer_u16(&w, ARP_REQUEST);
	writer_bytes(&w, mac, MAC_LEN);
	writer_u32(&w, 0);
	writer_fill(&w, 0, MAC_LEN);
	writer_u32(&w, address);
}

bool
arp_sender(const uint8_t *bytes, size_t len, uint32_t *ret_address,
    uint8_t ret_mac[MAC_LEN])
{
	struct cursor c = cursor_over(bytes, len);
	bool is_ours = cursor_u16(&c) == ARP_ETHERNET;
	const uint8_t *mac;
	uint32_t address;

	is_ours &= cursor_u16(&c) == ARP_IPV4;
	is_ours &= cursor_u8(&c) == MAC_LEN;
	is_ours &= cursor_u8(&c) == ARP_ADDRESS_LEN;
	cursor_u16(&c); /* a question shows its sender as an answer does */
	mac = cursor_take(&c, MAC_LEN);
	address = cursor_u32(&c);
	if (c.failed || !is_ours || address == 0)
		return false;
	*ret_address = address;
	memcpy(ret_mac, mac, MAC_LEN);
	return true;
}

void
icmp_echo(uint8_t out[ICMP_ECHO_LEN], uint16_t id)
{
	struct writer w = writer_over(out, ICMP_ECHO_LEN);

	writer_u8(&w, ICMP_ECHO_REQUEST);
	writer_u8(&w, 0);
	writer_u16(&w, 0);
	writer_u16(&w, id);
	writer_u16(&w, 1);
	set_u16(out + 2, fold(sum(0, out, ICMP_ECHO_LEN)));
}

bool
icmp_echo_sender(
    const uint8_t *bytes, size_t len, uint16_t id, uint32_t *ret_address)
{
	struct cursor c = cursor_over(bytes, len);
	uint8_t first = cursor_u8(&c);
	size_t head = (size_t)(first & 15) * 4;
	uint32_t address;
	bool is_ours;

	if (first >> 4 != 4 || head < IP_HEAD)
		return false;
	cursor_take(&c, 11);
	address = cursor_u32(&c);
	cursor_take(&c, head - 16);
	is_ours = cursor_u8(&c) == ICMP_ECHO_REPLY;
	is_ours &= cursor_u8(&c) == 0;
	cursor_u16(&c);
	is_ours &= cursor_u16(&c) == id;
	if (c.failed || !is_ours)
		return false;
	*ret_address = address;
	return true;
}
