/* SPDX-License-Identifier: ISC */

/*
 * The ceiling for dhcpd: answers every DISCOVER and REQUEST with an address
 * made from the MAC, without rules, a lease table, an event or a line of log.
 * As any server must, it hears which of its addresses was asked and answers
 * from that one. With a FILE it writes a record for each ACK and syncs once a
 * batch before the batch leaves.
 *
 *   dhcp_null ADDRESS [FILE]
 */

#include <errno.h>
#include <string.h>

#include "common/cursor.h"
#include "common/dhcp_packet.h"
#include "tests/bench/load.h"

enum {
	BATCH = 64,
	MESSAGE = 1500,
	RECORD = 96, /* as long as a line of dhcpd's journal */
	FIRST_ADDRESS = 0x0a010000,
	TYPE_AT = DHCP_HEADER_LEN + 6, /* the load's first option */
	REPLY_LEN = 300,
};

static struct {
	struct mmsghdr messages[BATCH];
	struct iovec parts[BATCH];
	union endpoint peers[BATCH];
	union {
		struct cmsghdr align;
		char bytes[CMSG_SPACE(sizeof(struct in_pktinfo))];
	} controls[BATCH];
	uint8_t bytes[BATCH][MESSAGE];
	uint8_t records[BATCH * RECORD];
} null;

static int
receive(int fd)
{
	int i, n;

	for (i = 0; i < BATCH; i++) {
		null.parts[i] = (struct iovec){ null.bytes[i], MESSAGE };
		null.messages[i].msg_hdr = (struct msghdr){
			.msg_name = &null.peers[i],
			.msg_namelen = sizeof(null.peers[i]),
			.msg_iov = &null.parts[i],
			.msg_iovlen = 1,
			.msg_control = &null.controls[i],
			.msg_controllen = sizeof(null.controls[i]),
		};
	}
	n = recvmmsg(fd, null.messages, BATCH, MSG_WAITFORONE, NULL);
	if (n < 0)
		err(1, "recvmmsg");
	return n;
}

/* Turn a request into its reply in place. Return: whether it is an ACK. */
static unsigned
answer(unsigned i, uint32_t own)
{
	uint8_t *bytes = null.bytes[i];
	unsigned is_request = bytes[TYPE_AT] == DHCP_REQUEST;
	struct writer yiaddr = writer_over(bytes + 16, 4);
	struct writer options = writer_over(
	    bytes + DHCP_HEADER_LEN + 4, REPLY_LEN - DHCP_HEADER_LEN - 4);
	struct cursor mac = cursor_over(bytes + 30, 4);

	bytes[0] = DHCP_OP_REPLY;
	writer_u32(&yiaddr, FIRST_ADDRESS + cursor_u32(&mac));
	writer_u8(&options, DHCP_OPTION_MESSAGE_TYPE);
	writer_u8(&options, 1);
	writer_u8(&options, is_request ? DHCP_ACK : DHCP_OFFER);
	writer_u8(&options, DHCP_OPTION_SERVER_ID);
	writer_u8(&options, 4);
	writer_u32(&options, own);
	writer_u8(&options, DHCP_OPTION_LEASE_TIME);
	writer_u8(&options, 4);
	writer_u32(&options, 3600);
	writer_u8(&options, DHCP_OPTION_END);
	null.parts[i].iov_len = REPLY_LEN;
	return is_request;
}

int
main(int argc, char **argv)
{
	union endpoint local;
	uint32_t own;
	int fd, journal = -1, on = 1;

	if (argc < 2 || !address_parse(argv[1], &own))
		errx(1, "usage: dhcp_null ADDRESS [FILE]");
	local = endpoint_ipv4(own, DHCP_PORT_SERVER);
	fd = load_udp(0);
	local.ipv4.sin_addr.s_addr = INADDR_ANY;
	if (setsockopt(fd, IPPROTO_IP, IP_PKTINFO, &on, sizeof(on)) < 0 ||
	    bind(fd, &local.any, endpoint_len(&local)) < 0)
		err(1, "port 67");
	if (argc > 2)
		journal = open(
		    argv[2], O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0644);
	memset(null.records, '.', sizeof(null.records));
	for (;;) {
		int n = receive(fd), i;
		size_t len = 0;

		for (i = 0; i < n; i++)
			len += RECORD * answer((unsigned)i, own);
		if (journal >= 0 && len > 0 &&
		    (write(journal, null.records, len) != (ssize_t)len ||
			fdatasync(journal) < 0))
			err(1, "%s", argv[2]);
		if (sendmmsg(fd, null.messages, (unsigned)n, 0) < 0 &&
		    errno != ECONNREFUSED)
			err(1, "sendmmsg");
	}
}
