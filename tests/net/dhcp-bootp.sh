#!/bin/bash
# SPDX-License-Identifier: ISC
#
# BOOTP, for old ROMs: a machine whose [host] has an address gets it with its
# boot server and file in the header, in 300 octets, which is all that such a ROM
# has room for (RFC 951 section 3; RFC 1534 section 2), by broadcast, to its MAC,
# to the address that it has already or through its relay (RFC 1542 5.4). No
# address of a range is given away for ever: a stranger meets silence.
. "$(dirname "$0")/lib.sh"
. "$(dirname "$0")/lib-serve.sh"
. "$(dirname "$0")/lib-dhcp-octets.sh"
net_pair
write_dhcp_config
cat >>"$CONFIG" <<-END
	router   = 192.168.10.254
	dns      = 192.168.10.1
	filename = pxelinux.0
	option.root-path = nfs:192.168.10.1:/a/path/that/is/rather/long
	option.log-servers = 192.168.10.1
	option.nis-domain = more.than.there.is.room.for
	[host rom]
	mac = 52:54:00:00:00:07
	address = 192.168.10.50
END
serve_dhcpd
client_does <<-'END'
	def bootp(me, **fields):
	    return message(me, [], **fields)

	def check(reply):
	    equal("a BOOTREPLY", 2, reply.op)
	    true("no message type", 53 not in reply.options)
	    true("no lease", 51 not in reply.options and 54 not in reply.options)
	    equal("its address", "192.168.10.50", reply.yiaddr)
	    equal("the boot server", SERVER, reply.siaddr)
	    equal("the boot file", "pxelinux.0", reply.file)
	    equal("its length", 300, len(reply.octets))
	    equal("its router", "192.168.10.254", reply.address(3))

	reply = wire.ask(bootp(mac(7)))
	check(reply)
	equal("by a frame to its MAC", mac(7), reply.to_mac)
	equal("and its address-to-be", "192.168.10.50", reply.destination)
	reply = wire.ask(bootp(mac(7), flags=0x8000))
	check(reply)
	equal("by broadcast", "255.255.255.255", reply.destination)
	wire.expect_silence(bootp(mac(8)))
END
log_has 'BOOTP -> .*192.168.10.50'
net_client_address 192.168.10.50
client_does <<-'END'
	rom = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
	rom.bind(("192.168.10.50", 68))
	rom.settimeout(5)
	rom.sendto(message(mac(7), [], ciaddr="192.168.10.50"), (SERVER, 67))
	reply = Reply(rom.recv(2048))
	equal("to the address that it has", "192.168.10.50", reply.yiaddr)
	relay = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
	relay.bind(("192.168.10.50", 67))
	relay.settimeout(5)
	relay.sendto(message(mac(7), [], giaddr="192.168.10.50"), (SERVER, 67))
	reply = Reply(relay.recv(2048))
	equal("through its relay", "192.168.10.50", reply.yiaddr)
	equal("giaddr", "192.168.10.50", reply.giaddr)
END
