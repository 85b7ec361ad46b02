/* SPDX-License-Identifier: ISC */
#include "common/packet_info.h"

#include <errno.h>
#include <netinet/udp.h>
#include <string.h>

int
packet_info_ask(int fd, int family)
{
	int yes = 1;
	int r = family == AF_INET6
	    ? setsockopt(fd, IPPROTO_IPV6, IPV6_RECVPKTINFO, &yes, sizeof(yes))
	    : setsockopt(fd, IPPROTO_IP, IP_PKTINFO, &yes, sizeof(yes));

	return r < 0 ? -errno : 0;
}

static void
read_ipv4(const struct cmsghdr *c, struct datagram *message)
{
	struct in_pktinfo info;

	memcpy(&info, CMSG_DATA(c), sizeof(info));
	if (info.ipi_ifindex == 0)
		return;
	message->ifindex = (unsigned)info.ipi_ifindex;
	message->local = endpoint_ipv4(ntohl(info.ipi_addr.s_addr), 0);
	/* The kernel would answer from another address. */
	message->is_broadcast =
	    info.ipi_addr.s_addr != info.ipi_spec_dst.s_addr;
}

static void
read_ipv6(const struct cmsghdr *c, struct datagram *message)
{
	struct in6_pktinfo info;

	memcpy(&info, CMSG_DATA(c), sizeof(info));
	if (info.ipi6_ifindex == 0)
		return;
	message->ifindex = info.ipi6_ifindex;
	message->local.ipv6 = (struct sockaddr_in6){
		.sin6_family = AF_INET6,
		.sin6_addr = info.ipi6_addr,
	};
	message->is_broadcast = IN6_IS_ADDR_MULTICAST(&info.ipi6_addr);
}

void
packet_info_read(struct msghdr *header, struct datagram *message)
{
	struct cmsghdr *c;

	for (c = CMSG_FIRSTHDR(header); c; c = CMSG_NXTHDR(header, c)) {
		if (c->cmsg_level == IPPROTO_IP && c->cmsg_type == IP_PKTINFO)
			read_ipv4(c, message);
		else if (c->cmsg_level == IPPROTO_IPV6 &&
		    c->cmsg_type == IPV6_PKTINFO)
			read_ipv6(c, message);
	}
}

/* One more control message in @header, of @len octets. */
static void
put(struct msghdr *header, int level, int type, const void *value, size_t len)
{
	struct cmsghdr *c =
	    (struct cmsghdr *)(void *)((char *)header->msg_control +
		header->msg_controllen);

	c->cmsg_level = level;
	c->cmsg_type = type;
	c->cmsg_len = CMSG_LEN(len);
	memcpy(CMSG_DATA(c), value, len);
	header->msg_controllen += CMSG_SPACE(len);
}

void
packet_info_put(struct msghdr *header, const struct datagram *message)
{
	bool has_local = message->local.any.sa_family != AF_UNSPEC;
	union endpoint local = endpoint_unmap(&message->local);
	int family = has_local ? local.any.sa_family
			       : endpoint_unmap(&message->peer).any.sa_family;

	if (!has_local && message->ifindex == 0)
		return;
	if (family == AF_INET6) {
		struct in6_pktinfo info = { .ipi6_ifindex = message->ifindex };

		if (has_local)
			info.ipi6_addr = local.ipv6.sin6_addr;
		put(header, IPPROTO_IPV6, IPV6_PKTINFO, &info, sizeof(info));
	} else {
		struct in_pktinfo info = {
			.ipi_ifindex = (int)message->ifindex,
		};

		if (has_local)
			info.ipi_spec_dst = local.ipv4.sin_addr;
		put(header, IPPROTO_IP, IP_PKTINFO, &info, sizeof(info));
	}
}

void
packet_info_put_segment(struct msghdr *header, uint16_t octets)
{
	put(header, IPPROTO_UDP, UDP_SEGMENT, &octets, sizeof(octets));
}
