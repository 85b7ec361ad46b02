#!/bin/bash
# SPDX-License-Identifier: ISC
#
# What an OFFER and an ACK say: address, times, server, boot server and file in
# the header and in options, with equal values and a NUL behind (RFC 2131
# table 3, 4.3.1; RFC 2132 9). shim reads the header alone, other ROMs the
# options alone; ROMs append the octet behind an unterminated option 67.
. "$(dirname "$0")/lib.sh"
. "$(dirname "$0")/lib-serve.sh"
. "$(dirname "$0")/lib-dhcp-octets.sh"
net_pair
write_dhcp_config "option.ntp-servers = 192.168.10.9" "option.230 = 0x0102"
cat >>"$CONFIG" <<-END
	router = 192.168.10.254
	dns = 192.168.10.1, 192.168.10.2
	domain = lab.example
	filename = pxelinux.0
END
serve_dhcpd
client_does <<-'END'
	me = mac(1)
	uuid = bytes(range(17))
	extra = [(61, b"\1" + me), (97, uuid), (57, b"\x05\xdc")]
	for reply in (wire.discover(me, *extra), wire.bind(me, *extra)):
	    equal("op", 2, reply.op)
	    equal("hops", 0, reply.hops)
	    equal("secs", 0, reply.secs)
	    true("chaddr", reply.chaddr[:6] == me)
	    true("in the range", 100 <= ip(reply.yiaddr)[3] <= 109)
	    equal("ciaddr", "0.0.0.0", reply.ciaddr)
	    equal("siaddr", SERVER, reply.siaddr)
	    equal("sname", SERVER, reply.sname)
	    equal("file", "pxelinux.0", reply.file)
	    equal("option 66", SERVER.encode() + b"\0", reply.options[66])
	    equal("option 67", b"pxelinux.0\0", reply.options[67])
	    equal("server identifier", SERVER, reply.address(54))
	    equal("source address", SERVER, reply.source)
	    equal("lease", 3600, reply.number(51))
	    equal("T1", 1800, reply.number(58))
	    equal("T2", 3150, reply.number(59))
	    equal("mask", "255.255.255.0", reply.address(1))
	    equal("router", "192.168.10.254", reply.address(3))
	    equal("dns", ip("192.168.10.1") + ip("192.168.10.2"), reply.options[6])
	    equal("domain", b"lab.example", reply.options[15])
	    equal("option.ntp-servers", "192.168.10.9", reply.address(42))
	    equal("option.230", b"\1\2", reply.options[230])
	    equal("client identifier (RFC 6842)", b"\1" + me, reply.options[61])
	    equal("machine identifier", uuid, reply.options[97])
	    true("nothing overloaded", 52 not in reply.options)
	    true("no PXEClient without boot menu", 60 not in reply.options)
END
log_has 'DISCOVER -> OFFER 192.168.10.10[0-9], boot file pxelinux.0 \(.*eth0\)'
log_has 'REQUEST -> ACK 192.168.10.10[0-9] for 1h'
