#!/bin/bash
# SPDX-License-Identifier: ISC
#
# A relay's request: its giaddr decides the subnet, the reply goes to giaddr
# port 67, and option 82 comes back as it was, last (RFC 2131 4.1, RFC 3046
# 2.2); a NAK has the broadcast flag set (RFC 2131 4.3.2). A relay that names the
# link apart from itself (RFC 3527) decides by that, and so does a client that
# names its subnet (RFC 3011), which finds its option 118 in every reply.
. "$(dirname "$0")/lib.sh"
. "$(dirname "$0")/lib-serve.sh"
. "$(dirname "$0")/lib-dhcp-octets.sh"
net_pair
write_dhcp_config
cat >>"$CONFIG" <<-END
	[subnet 10.1.0.0/16]
	range = 10.1.0.100 - 10.1.0.199
	router = 10.1.0.1
END
net_client_address 192.168.10.2
ip -n "$CLIENT" address add 10.1.0.1/16 dev lo
ip -n "$SERVER" route add 10.1.0.0/16 via 192.168.10.2
serve_dhcpd
client_does <<-'END'
	relay = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
	relay.bind(("10.1.0.1", 67))
	relay.settimeout(5)
	agent = b"\1\4\xde\xad\0\xff\2\2ab"

	def ask(*options, agent=agent):
	    relay.sendto(message(mac(1), [*options, (82, agent)],
	                         giaddr="10.1.0.1"), (SERVER, 67))
	    octets, source = relay.recvfrom(2048)
	    equal("from the address asked, port 67", (SERVER, 67), source)
	    reply = Reply(octets)
	    equal("giaddr", "10.1.0.1", reply.giaddr)
	    equal("option 82", agent, reply.options[82])
	    equal("the last option", 82, reply.order[-1])
	    return reply

	offer = ask(kind(DISCOVER))
	true("of the relay's subnet", offer.yiaddr.startswith("10.1.0."))
	equal("its mask", "255.255.0.0", offer.address(1))
	equal("its router", "10.1.0.1", offer.address(3))
	equal("the flag is copied", 0, offer.flags)
	ack = ask(kind(REQUEST), (54, ip(SERVER)), (50, ip(offer.yiaddr)))
	equal("an ACK", ACK, ack.type)
	nak = ask(kind(REQUEST), (50, ip("192.168.10.100")))
	equal("a NAK", NAK, nak.type)
	equal("to be broadcast", 0x8000, nak.flags)

	link = b"\5\4" + ip("192.168.10.0")
	offer = ask(kind(DISCOVER), agent=link)
	true("of the link", offer.yiaddr.startswith("192.168.10."))
	equal("the link's mask", "255.255.255.0", offer.address(1))
	offer = ask(kind(DISCOVER), (118, ip("10.1.0.0")), agent=link)
	true("the relay knows better", offer.yiaddr.startswith("192.168.10."))

	def select(me, network, *options):
	    return message(me, [*options, (118, ip(network))])

	offer = wire.ask(select(mac(2), "10.1.0.0", kind(DISCOVER)))
	true("of the subnet named", offer.yiaddr.startswith("10.1.0."))
	equal("118 in an OFFER", ip("10.1.0.0"), offer.options[118])
	ack = wire.ask(select(mac(2), "10.1.0.0", kind(REQUEST),
	                      (54, ip(SERVER)), (50, ip(offer.yiaddr))))
	equal("an ACK", ACK, ack.type)
	equal("118 in an ACK", ip("10.1.0.0"), ack.options[118])
	nak = wire.ask(select(mac(2), "10.1.0.0", kind(REQUEST),
	                      (50, ip("10.1.0.99"))))
	equal("a NAK", NAK, nak.type)
	equal("118 in a NAK", ip("10.1.0.0"), nak.options[118])
	wire.expect_silence(select(mac(3), "10.9.0.0", kind(DISCOVER)), seconds=0.5)
END
log_has 'relay 10.1.0.1'
