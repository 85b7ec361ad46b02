/* SPDX-License-Identifier: ISC */
#ifndef COMMON_PACKET_INFO_H
#define COMMON_PACKET_INFO_H

#include <netinet/in.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/socket.h>

#include "common/datagram.h"

/*
 * The control messages of UDP sockets, for common/datagram.c: which address and
 * interface a message came by, and shall leave by (ip(7), ipv6(7)).
 */

/** union packet_info_room - room for all control messages of one message */
union packet_info_room {
	struct cmsghdr align;
	char bytes[CMSG_SPACE(sizeof(struct in6_pktinfo)) +
	    CMSG_SPACE(sizeof(uint16_t))];
};

/** packet_info_ask() - from now on @fd, of @family, tells where messages
 * arrive. Return: 0; -errno. */
int packet_info_ask(int fd, int family);

/** packet_info_read() - set local, ifindex and is_broadcast of @message from
 * @header, which a recvmsg(2) filled. A datagram that was queued before packet
 * info was asked for (inetd's first) says nothing, and sets nothing. */
void packet_info_read(struct msghdr *header, struct datagram *message);

/** packet_info_put() - name the address and interface that @message shall
 * leave by, if any, in @header, whose control is a zeroed union
 * packet_info_room of which msg_controllen octets are used */
void packet_info_put(struct msghdr *header, const struct datagram *message);

/** packet_info_put_segment() - ask for UDP_SEGMENT of @octets, likewise */
void packet_info_put_segment(struct msghdr *header, uint16_t octets);

#endif
