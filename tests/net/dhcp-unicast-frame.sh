#!/bin/bash
# SPDX-License-Identifier: ISC
#
# A client without the broadcast flag and without an address gets its reply by a
# frame to its MAC and its address-to-be, though it cannot answer ARP (RFC 2131
# 4.1); header and UDP checksums are right. iPXE clears the flag.
. "$(dirname "$0")/lib.sh"
. "$(dirname "$0")/lib-serve.sh"
. "$(dirname "$0")/lib-dhcp-octets.sh"
net_pair
write_dhcp_config
serve_dhcpd
client_does <<-'END'
	me = mac(77)
	reply = wire.discover(me)
	equal("to its MAC", me, reply.to_mac)
	equal("to its address", reply.yiaddr, reply.destination)
	equal("source", SERVER, reply.source)
	equal("port", 68, reply.port)
	equal("IPv4 checksum", 0, checksum(reply.frame[14:34]))
	pseudo = reply.frame[26:34] + b"\0\x11" + reply.frame[38:40]
	equal("UDP checksum", 0, checksum(pseudo + reply.frame[34:]))
	ack = wire.select(me, reply.yiaddr)
	equal("the ACK, too", (ACK, me), (ack.type, ack.to_mac))
END
