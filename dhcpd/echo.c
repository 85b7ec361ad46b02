/* SPDX-License-Identifier: ISC */
#include "dhcpd/echo.h"

#include <arpa/inet.h>
#include <errno.h>
#include <linux/icmp.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include "common/ip_frame.h"

enum {
	PACKET_MAX = 128
};

/* Ours apart from a ping(8) on the same host. */
static uint16_t
own_id(void)
{
	return (uint16_t)getpid();
}

int
echo_open(void)
{
	const struct icmp_filter others = { .data = ~(1u << ICMP_ECHOREPLY) };
	int fd = socket(
	    AF_INET, SOCK_RAW | SOCK_CLOEXEC | SOCK_NONBLOCK, IPPROTO_ICMP);

	if (fd < 0)
		return -errno;
	/* Without it we would only look at more packets. */
	(void)setsockopt(fd, SOL_RAW, ICMP_FILTER, &others, sizeof(others));
	return fd;
}

bool
echo_ask(int fd, uint32_t address)
{
	const struct sockaddr_in to = { .sin_family = AF_INET,
		.sin_addr.s_addr = htonl(address) };
	uint8_t packet[ICMP_ECHO_LEN];

	icmp_echo(packet, own_id());
	return sendto(fd, packet, sizeof(packet), MSG_DONTWAIT,
		   (const struct sockaddr *)&to, sizeof(to)) >= 0;
}

int
echo_hear(int fd, uint32_t *ret_address)
{
	uint8_t packet[PACKET_MAX];
	ssize_t len = recv(fd, packet, sizeof(packet), MSG_DONTWAIT);

	if (len < 0)
		return -EAGAIN;
	return icmp_echo_sender(packet, (size_t)len, own_id(), ret_address) ? 0
									    : 1;
}
